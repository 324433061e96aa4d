package dev.berth.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.berth.http.Post;
import dev.berth.http.Signature;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.Condition;
import dev.berth.reconcile.Condition.Truth;
import dev.berth.reconcile.Condition.Type;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Newest;
import dev.berth.reconcile.Spent;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Visit;
import dev.berth.telemetry.Meters;
import dev.berth.telemetry.Told;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is told to others over HTTP, and what becomes of it when they do not answer.
class OutgoingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String COMMIT = "8d1f".repeat(10);
  private static final Signature SECRET = new Signature("shared");

  private final WireMockServer other = new WireMockServer(options().dynamicPort());
  private final LinkedBlockingQueue<LoggedRequest> heard = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final Meters meters = new Meters("1", () -> NOW);

  @BeforeEach
  void listen() {
    other.start();
    other.addMockServiceRequestListener(
        (request, _) -> heard.add(LoggedRequest.createFrom(request)));
    answer(204);
  }

  @AfterEach
  void end() {
    other.stop();
  }

  private void answer(int status) {
    other.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
  }

  private LoggedRequest next() throws InterruptedException {
    var request = heard.poll(20, TimeUnit.SECONDS);
    assertThat(request).as("nothing came").isNotNull();
    return request;
  }

  private static Event.Stood stood(Truth synced, String reason) {
    var commit = new Commit(COMMIT, "a subject", Optional.of(NOW));
    var newest =
        new Newest(
            Optional.of(new Checkout(commit, List.of(), new TreeMap<>())), Optional.empty(), 1);
    var held = new Visit.Aside(new Visit.Held("StandingBy", "another one has the lease"));
    var conditions =
        List.of(
            new Condition(Type.SYNCED, synced, reason, "a message", NOW),
            new Condition(Type.HEALTHY, Truth.TRUE, "Well", "", NOW),
            new Condition(Type.PROGRESSING, Truth.FALSE, "Settled", "", NOW));
    var standing =
        new Standing("demo", newest, held, Optional.empty(), conditions, NOW, NOW, List.of());
    return new Event.Stood(standing, Duration.ofSeconds(1), Spent.NOTHING);
  }

  private Post post(Optional<String> webhook, Optional<String> token, String source, String api) {
    var to = webhook.map(path -> URI.create(other.baseUrl() + path));
    var base = Optional.of(other.baseUrl() + api);
    var site = Optional.of("https://berth.example.com");
    var terms =
        new Post.Terms(
            to, Optional.of(SECRET), token, source, base, site, true, Duration.ofMillis(10));
    return new Post(terms, meters, told::add);
  }

  private Post webhook() {
    return post(Optional.of("/told"), Optional.empty(), "", "");
  }

  @Test
  void a_condition_that_changes_is_told_signed_and_once() throws Exception {
    try (var post = webhook()) {
      var listener = post.listener();
      listener.on(stood(Truth.TRUE, "AsWanted"));
      listener.on(stood(Truth.TRUE, "AsWanted"));
      listener.on(stood(Truth.FALSE, "RolloutFailed"));
      for (int i = 0; i < 3; i++) next();

      var request = next();
      var body = (Fields) Json.parse(request.getBodyAsString());

      assertThat(request.getUrl()).isEqualTo("/told");
      assertThat(request.getHeader("X-Berth-Signature-256"))
          .isEqualTo(SECRET.of(request.getBodyAsString().getBytes(UTF_8)));
      assertThat(body.whole("version")).hasValue(1);
      assertThat(body.text("commit")).hasValue(COMMIT);
      assertThat(body.text("was")).hasValue("True");
      assertThat(body.fields("condition").text("type")).hasValue("Synced");
      assertThat(body.fields("condition").text("reason")).hasValue("RolloutFailed");
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void who_does_not_answer_is_tried_four_times_and_told_of() throws Exception {
    answer(503);
    try (var post = webhook()) {
      post.listener().on(stood(Truth.TRUE, "AsWanted"));

      var warning = told.poll(20, TimeUnit.SECONDS);

      assertThat(warning).isNotNull();
      assertThat(warning.fact("status")).isEqualTo("503");
      assertThat(heard.stream().limit(4).map(LoggedRequest::getBodyAsString).distinct()).hasSize(1);
      assertThat(meters.text())
          .contains("berth_notices_total{channel=\"webhook\",fate=\"failed\"} 1.0");
    }
  }

  @Test
  void github_gets_a_status_for_the_commit() throws Exception {
    try (var post =
        post(Optional.empty(), Optional.of("t0ken"), "git@github.com:Acme/Deploy.git", "")) {
      post.listener().on(stood(Truth.TRUE, "StandingBy"));

      var request = next();
      var body = (Fields) Json.parse(request.getBodyAsString());

      assertThat(request.getUrl()).isEqualTo("/repos/acme/deploy/statuses/" + COMMIT);
      assertThat(request.getHeader("Authorization")).isEqualTo("Bearer t0ken");
      assertThat(body.text("state")).hasValue("pending");
      assertThat(body.text("context")).hasValue("berth/demo");
      assertThat(body.text("description"))
          .hasValue("Another one keeps it: another one has the lease");
      assertThat(body.text("target_url")).hasValue("https://berth.example.com/environments/demo");
    }
  }

  @Test
  void gitlab_gets_one_in_its_own_words() throws Exception {
    var source = "https://gitlab.example.com/acme/infra/deploy.git";
    try (var post = post(Optional.empty(), Optional.of("t0ken"), source, "/api/v4")) {
      post.listener().on(stood(Truth.TRUE, "StandingBy"));

      var request = next();
      var body = (Fields) Json.parse(request.getBodyAsString());

      assertThat(request.getUrl())
          .isEqualTo("/api/v4/projects/acme%2Finfra%2Fdeploy/statuses/" + COMMIT);
      assertThat(request.getHeader("PRIVATE-TOKEN")).isEqualTo("t0ken");
      assertThat(body.text("name")).hasValue("berth/demo");
    }
  }
}
