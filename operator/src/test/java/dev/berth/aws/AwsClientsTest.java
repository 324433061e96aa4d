package dev.berth.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AwsClientsTest {
  @RegisterExtension
  private final WireMockExtension server = WireMockExtension.newInstance().build();

  private final SteppedTime time = new SteppedTime();

  @AutoClose private AwsClients clients;

  @BeforeEach
  void connect() {
    server.stubFor(
        post(anyUrl())
            .willReturn(okJson("{}").withHeader("Date", "Thu, 02 Jan 2025 03:04:05 GMT")));
    var endpoint = URI.create("http://127.0.0.1:" + server.getPort());
    var agent = new AwsSettings.Agent("0.1.0", "working directory");
    clients =
        new AwsClients(
            AwsSettings.of(Optional.of(endpoint), Optional.of("eu-west-1"), agent, time, time));
  }

  @Test
  @Tag("R-25")
  void the_user_agent_names_the_version_and_the_commit() {
    describe();

    server.verify(
        postRequestedFor(anyUrl())
            .withHeader("User-Agent", containing("berth/0.1.0 commit/working-directory")));
  }

  /// An operator's clients outlive a commit.
  @Test
  @Tag("R-25")
  void the_user_agent_names_the_commit_that_a_call_is_for() {
    var endpoint = URI.create("http://127.0.0.1:" + server.getPort());
    var agent = new AwsSettings.Agent("0.1.0", "");
    var settings =
        AwsSettings.of(Optional.of(endpoint), Optional.of("eu-west-1"), agent, time, time);
    try (var lasting = new AwsClients(settings)) {
      for (var commit : List.of("c0ffee", "decade")) {
        lasting.serving(commit);
        lasting.call(() -> lasting.ecs().describeClusters(r -> r.clusters("c")));
      }
    }

    for (var commit : List.of("c0ffee", "decade")) {
      server.verify(
          1,
          postRequestedFor(anyUrl())
              .withHeader(
                  "User-Agent", matching(".* commit/%s berth/0\\.1\\.0".formatted(commit))));
    }
  }

  @Test
  void every_request_is_counted() {
    describe();
    clients.call(() -> clients.cloudMap().listNamespaces());

    assertThat(clients.calls()).isEqualTo(2);
  }

  @Test
  void the_time_is_that_of_the_answers_and_never_goes_back() {
    assertThat(clients.time()).isEqualTo(time.instant());

    describe();
    server.stubFor(
        post(anyUrl())
            .willReturn(okJson("{}").withHeader("Date", "Wed, 01 Jan 2025 00:00:00 GMT")));
    describe();

    assertThat(clients.time()).isEqualTo(Instant.parse("2025-01-02T03:04:05Z"));
  }

  @Test
  void the_region_is_signed_for() {
    describe();

    server.verify(
        postRequestedFor(anyUrl())
            .withHeader("Authorization", matching(".*/eu-west-1/ecs/aws4_request.*")));
  }

  @Test
  void cloud_maps_host_prefix_is_left_out_for_an_endpoint_of_ones_own() {
    clients.call(
        () -> clients.cloudMap().discoverInstances(r -> r.namespaceName("n").serviceName("s")));

    assertThat(clients.calls()).isEqualTo(1);
  }

  @Test
  void only_the_calls_to_an_endpoint_on_loopback_are_not_paced() {
    for (var host : Stream.of("localhost", "ecs.localhost", "127.8.9.1", "[::1]").toList()) {
      assertThat(settings("http://" + host + ":4566").loopback()).as(host).isTrue();
      for (int i = 0; i < 100; i++) {
        settings("http://" + host).buckets().take("Ecs", "RegisterTaskDefinition", Lane.RECONCILE);
      }
    }
    assertThat(time.pauses()).isEmpty();

    var aws = settings("https://127.0.0.1.example.com").buckets();
    for (int i = 0; i < 15; i++) aws.take("Ecs", "RegisterTaskDefinition", Lane.RECONCILE);
    assertThat(time.pauses()).hasSize(1).allMatch(Duration::isPositive);
  }

  private AwsSettings settings(String endpoint) {
    var agent = new AwsSettings.Agent("1", "1");
    return AwsSettings.of(Optional.of(URI.create(endpoint)), Optional.empty(), agent, time, time);
  }

  private void describe() {
    clients.call(() -> clients.ecs().describeClusters(r -> r.clusters("c")));
  }
}
