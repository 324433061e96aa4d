package dev.berth.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.berth.model.Failure;
import dev.berth.model.Failure.Kind;
import dev.berth.reconcile.EcsFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What a well-behaved server would not send, over a socket and through the real SDK.
class AwsErrorsTest {
  @RegisterExtension
  private final WireMockExtension server = WireMockExtension.newInstance().build();

  private final SteppedTime time = new SteppedTime();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | ThrottlingException | Rate exceeded | THROTTLED
          400 | RequestLimitExceeded | slow down | THROTTLED
          400 | InvalidParameterException | ErrorCode: RequestLimitExceeded | THROTTLED
          500 | ServerException | Service Unavailable. Please try again later. | TRANSIENT
          400 | UpdateInProgressException | in progress | TRANSIENT
          400 | InvalidParameterException | Unable to assume the service linked role. | TRANSIENT
          400 | ClientException | ECS was unable to assume the role 'arn' | TRANSIENT
          400 | InvalidParameterException | Does not have an associated load balancer | TRANSIENT
          400 | ClientException | Too many concurrent attempts to create a new revision. | TRANSIENT
          400 | InvalidParameterException | It is still Draining. | CONFLICT
          400 | InvalidParameterException | Creation of service was not idempotent. | CONFLICT
          400 | ConflictException | conflict | CONFLICT
          400 | ServiceNotActiveException | Service was not ACTIVE. | CONFLICT
          400 | NamespaceAlreadyExists | it exists | CONFLICT
          400 | LimitExceededException | too many | LIMIT
          400 | AccessDeniedException | no | DENIED
          400 | UnrecognizedClientException | The security token is invalid. | DENIED
          400 | ExpiredTokenException | expired | DENIED
          400 | BlockedException | blocked | DENIED
          400 | ClusterNotFoundException | Cluster not found. | MISSING
          400 | ServiceNotFoundException | Service not found. | MISSING
          400 | NamespaceNotFound | none | MISSING
          400 | ClientException | Unable to describe task definition. | MISSING
          400 | InvalidParameterException | Services cannot be empty. | INVALID
          400 | ClientException | No Fargate configuration exists for given values. | INVALID
          400 | UnsupportedFeatureException | not here | INVALID
          400 | UnknownOperationException | none | INVALID
          400 | SomethingOfTheFutureException | ? | UNKNOWN
          """)
  void an_error_of_aws_has_a_kind(int status, String code, String message, Kind kind) {
    var failure =
        answered(
            aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/x-amz-json-1.1")
                .withBody("{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message)));

    assertThat(failure).isEqualTo(new Failure(kind, code, message, failure.hint()));
  }

  @Test
  void a_denial_names_the_action_to_allow() {
    var message =
        "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: ecs:DescribeClusters"
            + " on resource: arn:aws:ecs:eu-west-1:1:cluster/c because no identity-based policy"
            + " allows the ecs:DescribeClusters action";

    var failure =
        answered(
            aResponse()
                .withStatus(400)
                .withBody(
                    "{\"__type\":\"AccessDeniedException\",\"message\":\"%s\"}"
                        .formatted(message)));

    assertThat(failure)
        .isEqualTo(
            new Failure(
                Kind.DENIED,
                "AccessDeniedException",
                message,
                "allow ecs:DescribeClusters in the caller's IAM policy"));
  }

  @Test
  void a_denial_in_the_xml_of_another_protocol_names_the_action_too() {
    var message = "User: arn:aws:iam::1:user/u is not authorized to perform: ecs:DescribeClusters";

    var failure =
        answered(
            aResponse()
                .withStatus(403)
                .withHeader("Content-Type", "text/html; charset=utf-8")
                .withBody(
                    "<ErrorResponse><Error><Code>AccessDenied</Code><Message>%s</Message></Error>"
                            .formatted(message)
                        + "<RequestId>1</RequestId></ErrorResponse>"));

    assertThat(failure)
        .isEqualTo(
            new Failure(
                Kind.DENIED,
                "AccessDenied",
                message,
                "allow ecs:DescribeClusters in the caller's IAM policy"));
  }

  @Test
  void a_status_503_without_a_body_passes() {
    assertThat(answered(aResponse().withStatus(503)))
        .isEqualTo(
            new Failure(
                Kind.TRANSIENT, "HTTP 503", where() + " answered 503 without an error of AWS", ""));
  }

  @Test
  void a_page_of_html_is_not_aws() {
    assertThat(answered(html(200)))
        .isEqualTo(
            new Failure(
                Kind.UNKNOWN,
                "NotAws",
                where() + " answered something that is not JSON",
                "is this the endpoint of ECS?"));
  }

  @Test
  void a_page_of_html_with_an_error_status_is_not_aws() {
    assertThat(answered(html(404)))
        .isEqualTo(
            new Failure(
                Kind.UNKNOWN,
                "HTML 404",
                where() + " answered 404 without an error of AWS",
                "is this the endpoint of ECS?"));
  }

  @Test
  void an_answer_that_ends_early_passes() {
    assertThat(answered(aResponse().withBody("{\"clusters\":[{\"clusterName\":\"c")))
        .isEqualTo(
            new Failure(
                Kind.TRANSIENT, "Truncated", "the answer of " + where() + " ends early", ""));
  }

  @Test
  void an_answer_shorter_than_it_says_passes() {
    var failure =
        answered(aResponse().withHeader("Content-Length", "4000").withBody("{\"clusters\":[]"));

    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
  }

  @ParameterizedTest
  @CsvSource({"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  void a_connection_that_breaks_passes(Fault fault) {
    var failure = answered(aResponse().withFault(fault));

    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure.message()).contains(where());
  }

  @Test
  void a_closed_port_is_told_in_one_line() throws IOException {
    int port = closedPort();

    var failure = failure(URI.create("http://127.0.0.1:" + port));

    assertThat(failure)
        .isEqualTo(
            new Failure(
                Kind.TRANSIENT,
                "Unreachable",
                "cannot reach http://127.0.0.1:" + port + ": connection refused",
                "check the endpoint and the network"));
  }

  @Test
  void an_unknown_host_is_told_in_one_line() {
    var thrown = SdkClientException.create("Unable", new UnknownHostException("ecs.mars"));

    assertThat(AwsErrors.of(thrown, "https://ecs.mars").message())
        .isEqualTo("cannot reach https://ecs.mars: unknown host ecs.mars");
  }

  @Test
  void the_sdk_tries_nothing_again() {
    answered(aResponse().withStatus(503));

    server.verify(1, postRequestedFor(anyUrl()));
  }

  private static ResponseDefinitionBuilder html(int status) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "text/html")
        .withBody("<html><body>Welcome to nginx!</body></html>");
  }

  private Failure answered(ResponseDefinitionBuilder answer) {
    server.stubFor(any(anyUrl()).willReturn(answer));
    return failure(URI.create(where()));
  }

  private String where() {
    return "http://127.0.0.1:" + server.getPort();
  }

  private Failure failure(URI endpoint) {
    var settings =
        AwsSettings.of(
            Optional.of(endpoint),
            Optional.of("eu-west-1"),
            new AwsSettings.Agent("1.0", "abc"),
            time,
            time);
    try (var clients = new AwsClients(settings)) {
      var thrown =
          catchThrowableOfType(
              EcsFailure.class,
              () -> clients.call(() -> clients.ecs().describeClusters(r -> r.clusters("c"))));
      return thrown.failure();
    }
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
