package dev.berth.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.berth.model.Failure;
import dev.berth.reconcile.EcsFailure;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("R-21")
class SsmParametersTest {
  @RegisterExtension
  private final WireMockExtension server = WireMockExtension.newInstance().build();

  private final SteppedTime time = new SteppedTime();

  @AutoClose private AwsClients clients;

  @BeforeEach
  void connect() {
    var endpoint = URI.create("http://127.0.0.1:" + server.getPort());
    var agent = new AwsSettings.Agent("1", "1");
    clients =
        new AwsClients(AwsSettings.of(Optional.of(endpoint), Optional.empty(), agent, time, time));
  }

  @Test
  void values_come_back_under_the_names_of_the_environment() {
    answer("{\"Name\":\"/t/image\",\"Type\":\"String\",\"Value\":\"1.2\"}", "");

    assertThat(resolve(Map.of("tag", "/t/image", "same", "/t/image")))
        .isEqualTo(new TreeMap<>(Map.of("tag", "1.2", "same", "1.2")));
    server.verify(
        1,
        postRequestedFor(anyUrl())
            .withHeader("X-Amz-Target", equalTo("AmazonSSM.GetParameters"))
            .withRequestBody(equalToJson("{\"Names\":[\"/t/image\"],\"WithDecryption\":false}")));
  }

  @Test
  void a_secure_string_is_refused() {
    answer("{\"Name\":\"/t/key\",\"Type\":\"SecureString\",\"Value\":\"AQICAH\"}", "");

    assertThat(failure(Map.of("key", "/t/key")))
        .isEqualTo(
            new Failure(
                Failure.Kind.INVALID,
                "SecureString",
                "the SSM parameter /t/key is a SecureString, and no secret is read",
                "name it under secrets: of a container, so that ECS hands it to the task"));
  }

  @Test
  void missing_parameters_are_named() {
    answer("", "\"/t/b\",\"/t/a\"");

    assertThat(failure(Map.of("a", "/t/a", "b", "/t/b")).message())
        .isEqualTo("no SSM parameter /t/a, /t/b");
  }

  @Test
  void ten_are_asked_for_at_once_and_none_without_need() {
    server.stubFor(post(anyUrl()).willReturn(okJson("{\"Parameters\":[]}")));

    assertThat(resolve(Map.of())).isEmpty();
    assertThat(clients.calls()).isZero();
    var many =
        IntStream.range(0, 21).boxed().collect(Collectors.toMap(i -> "p" + i, i -> "/t/" + i));
    assertThat(failure(many).kind()).isEqualTo(Failure.Kind.MISSING);
    assertThat(clients.calls()).isEqualTo(3);
  }

  @Test
  void a_parameter_outside_of_the_prefix_is_refused_before_any_call() {
    var paths = new TreeMap<>(Map.of("in", "/t/a", "near", "/tt/b", "out", "/u/c"));

    var failure =
        catchThrowableOfType(
            EcsFailure.class, () -> new SsmParameters(clients, Optional.of("/t")).resolve(paths));

    assertThat(failure.failure())
        .isEqualTo(
            new Failure(
                Failure.Kind.DENIED,
                "OutsidePrefix",
                "not under /t/, the prefix that BERTH_SSM_PREFIX allows: /tt/b, /u/c",
                "move the parameter, or let whoever runs Berth allow another prefix"));
    assertThat(clients.calls()).isZero();
  }

  @Test
  void a_parameter_under_the_prefix_is_read() {
    answer("{\"Name\":\"/t/image\",\"Type\":\"String\",\"Value\":\"1.2\"}", "");

    var values =
        new SsmParameters(clients, Optional.of("/t/"))
            .resolve(new TreeMap<>(Map.of("tag", "/t/image")));

    assertThat(values).isEqualTo(new TreeMap<>(Map.of("tag", "1.2")));
  }

  private void answer(String parameter, String invalid) {
    var body = "{\"Parameters\":[%s],\"InvalidParameters\":[%s]}".formatted(parameter, invalid);
    server.stubFor(post(anyUrl()).willReturn(okJson(body)));
  }

  private SortedMap<String, String> resolve(Map<String, String> paths) {
    return new SsmParameters(clients, Optional.empty()).resolve(new TreeMap<>(paths));
  }

  private Failure failure(Map<String, String> paths) {
    return catchThrowableOfType(EcsFailure.class, () -> resolve(paths)).failure();
  }
}
