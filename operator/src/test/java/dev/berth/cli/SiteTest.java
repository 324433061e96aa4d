package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.http.Signature;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the operator's doors show, to whom they open, and what they do with odd callers.
class SiteTest {
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final String BEARER = "Bearer " + Station.TOKEN;

  @TempDir private Path folder;
  private Drill drill;
  private Station station;

  @BeforeEach
  void start() {
    drill = Drill.tracecat(folder);
    station = Station.of(drill);
  }

  @AfterEach
  void end() {
    station.close();
    assertThat(station.bugs()).isEmpty();
  }

  @Test
  void it_is_alive_at_once_and_ready_when_all_was_seen() {
    assertThat(station.ask("/healthz").statusCode()).isEqualTo(200);
    assertThat(station.ask("/readyz").statusCode()).isEqualTo(503);
    assertThat(station.text("/readyz"))
        .isEqualTo("not ready\nsource: Starting: it was not read yet\n");

    station.run(LONG);

    assertThat(station.ask("/readyz").statusCode()).isEqualTo(200);
    assertThat(station.text("/readyz")).isEqualTo("ready\n");
    assertThat(station.json("/readyz").on("ready")).isTrue();
  }

  @Test
  void a_loop_that_stands_still_is_not_healthy() {
    drill.advance(LONG);

    assertThat(station.ask("/healthz").statusCode()).isEqualTo(503);
    assertThat(station.text("/healthz")).startsWith("nothing was looked at since");
  }

  @Test
  void the_status_tells_a_program_what_the_command_tells() {
    station.run(LONG);

    var status = station.json("/api/v1/status");
    var environment = status.each("environments").getFirst();
    var command = (Fields) Json.parse(drill.berth("status", "-o", "json").out());
    assertThat(status.whole("version")).hasValue(1);
    assertThat(status.on("ready")).isTrue();
    assertThat(environment.text("name")).hasValue("demo");
    assertThat(environment.each("conditions"))
        .extracting(c -> c.text("type").orElse("") + " " + c.text("status").orElse(""))
        .containsExactly("Synced True", "Healthy True", "Progressing False");
    assertThat(environment.fields("status").items("resources"))
        .isEqualTo(command.items("resources"));
  }

  @Test
  void plans_and_history_are_documents_with_a_version() {
    station.run(LONG);

    var plan = station.json("/api/v1/plans/demo");
    var history = station.json("/api/v1/history").each("environments").getFirst();
    assertThat(plan.on("differs")).isFalse();
    assertThat(station.json("/api/v1/plans").each("plans")).containsExactly(plan);
    assertThat(station.ask("/api/v1/plans/demo", "Accept", "text/plain").body())
        .contains("10 unchanged");
    assertThat(history.each("passes").getFirst().text("end")).hasValue("settled");
    assertThat(history.each("passes").getLast().items("outcomes")).isNotEmpty();
  }

  @Test
  void events_are_listed_and_filtered() {
    station.run(LONG);

    var all = station.json("/api/v1/events").each("events");
    assertThat(all)
        .extracting(e -> e.text("kind").orElse(""))
        .contains("fetched", "acted", "passed");
    assertThat(station.json("/api/v1/events?environment=nobody").each("events")).isEmpty();
    assertThat(all.getFirst().text("kind")).hasValue("fetched");
  }

  @Test
  void the_log_is_a_line_of_json_for_each_thing_that_matters() {
    station.run(LONG);
    int settled = station.log().size();

    station.run(LONG);

    var lines = station.log().stream().map(line -> (Fields) Json.parse(line)).toList();
    assertThat(lines).hasSize(settled);
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.map()).containsKeys("at", "level", "message", "kind"));
    assertThat(lines.stream().filter(l -> l.text("kind").equals(java.util.Optional.of("acted"))))
        .allSatisfy(
            line -> assertThat(line.map()).containsKeys("pass", "environment", "call", "key"))
        .hasSize(18);
  }

  @Test
  void writes_need_the_token() {
    station.run(LONG);
    var before = calls();

    assertThat(station.post("/api/v1/sync", "").statusCode()).isEqualTo(401);
    assertThat(station.post("/api/v1/sync", "", "Authorization", "Bearer no").statusCode())
        .isEqualTo(401);
    assertThat(
            station
                .post("/api/v1/sync", "", "Authorization", "Basic " + Station.TOKEN)
                .statusCode())
        .isEqualTo(401);
    station.step();
    assertThat(calls()).isEqualTo(before);

    assertThat(station.post("/api/v1/sync", "", "Authorization", BEARER).statusCode())
        .isEqualTo(202);
    station.step();
    assertThat(calls()).isGreaterThan(before);
  }

  private int calls() {
    return drill.calls("DescribeServices");
  }

  @Test
  void one_environment_can_be_asked_for() {
    station.run(LONG);
    var before = calls();

    var there = station.post("/api/v1/sync", "{\"environment\":\"demo\"}", "Authorization", BEARER);
    var other = station.post("/api/v1/sync", "{\"environment\":\"x\"}", "Authorization", BEARER);
    var odd = station.post("/api/v1/sync", "{", "Authorization", BEARER);
    station.step();

    assertThat(List.of(there.statusCode(), other.statusCode(), odd.statusCode()))
        .containsExactly(202, 404, 400);
    assertThat(other.body()).contains("there are: demo");
    assertThat(calls()).isGreaterThan(before);
  }

  @Test
  void a_plan_that_waits_is_approved_by_its_hash_and_no_other_is() {
    drill.edit("environments/demo.yaml", "mode: apply", "mode: apply, approval: manual");
    station.run(Duration.ofMinutes(2));
    var hash = station.json("/api/v1/plans/demo").text("hash").orElseThrow();
    assertThat(drill.writes()).isZero();

    var wrong = approve("00000000");
    var right = approve(hash);
    station.step();

    assertThat(wrong).isEqualTo(409);
    assertThat(right).isEqualTo(202);
    assertThat(drill.writes()).isPositive();
  }

  private int approve(String hash) {
    var body = "{\"environment\":\"demo\",\"hash\":\"%s\"}".formatted(hash);
    return station.post("/api/v1/approvals", body, "Authorization", BEARER).statusCode();
  }

  @Test
  void without_a_token_writes_are_switched_off() {
    try (var open = Station.unlocked(drill)) {
      var sync = open.post("/api/v1/sync", "", "Authorization", "Bearer ");
      var hook = open.post("/hooks/git", "{}");

      assertThat(sync.statusCode()).isEqualTo(403);
      assertThat(sync.body()).contains("BERTH_API_TOKEN");
      assertThat(hook.statusCode()).isEqualTo(403);
      assertThat(hook.body()).contains("BERTH_WEBHOOK_SECRET");
    }
  }

  @Test
  void a_signed_push_makes_it_look_and_another_does_not() {
    station.run(LONG);
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    var body =
        "{\"ref\":\"refs/heads/main\",\"repository\":{\"clone_url\":"
            + "\"https://git.example.com/acme/deploy.git\"}}";
    var before = station.operator().newest().commit();

    assertThat(push(body, new Signature("another").of(body.getBytes()))).isEqualTo(401);
    station.step();
    assertThat(station.operator().newest().commit()).isEqualTo(before);

    assertThat(push(body, new Signature(Station.SECRET).of(body.getBytes()))).isEqualTo(202);
    station.step();
    assertThat(station.operator().newest().commit()).isNotEqualTo(before);
  }

  private int push(String body, String signature) {
    return station
        .post("/hooks/git", body, "X-GitHub-Event", "push", "X-Hub-Signature-256", signature)
        .statusCode();
  }

  @Test
  void what_is_not_there_or_not_for_that_says_so() {
    assertThat(station.ask("/nothing").statusCode()).isEqualTo(404);
    assertThat(station.ask("/environments/none").statusCode()).isEqualTo(404);
    assertThat(station.ask("/assets/../logback.xml").statusCode()).isEqualTo(404);
    assertThat(station.post("/api/v1/status", "").headers().firstValue("allow"))
        .hasValue("GET, HEAD");
    assertThat(station.method("DELETE", "/api/v1/sync").headers().firstValue("allow"))
        .hasValue("POST");
    assertThat(station.ask("/hooks/git").statusCode()).isEqualTo(405);
    var head = station.method("HEAD", "/healthz");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-length")).hasValue("3");
    assertThat(station.ask("/nothing").body()).contains("\"version\" : 1");
  }

  @Test
  void too_much_is_refused() {
    var much = "x".repeat(70_000);

    assertThat(station.post("/api/v1/sync", much, "Authorization", BEARER).statusCode())
        .isEqualTo(413);
  }

  @Test
  void every_answer_tells_a_browser_to_be_careful() {
    for (var path : List.of("/", "/healthz", "/api/v1/status", "/nothing", "/assets/live.js")) {
      var headers = station.ask(path).headers();
      assertThat(headers.firstValue("content-security-policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
    }
  }

  @Test
  void metrics_are_there_before_anything_happened() {
    assertThat(station.metrics("berth_source_failures_total", "unreachable"))
        .containsExactly("berth_source_failures_total{kind=\"unreachable\"} 0.0");

    station.run(Duration.ofSeconds(1));

    assertThat(station.metrics("berth_actions_total", "UpdateService", "failed"))
        .containsExactly(
            "berth_actions_total{action=\"UpdateService\",environment=\"demo\",outcome=\"failed\"}"
                + " 0.0");

    station.run(LONG);

    assertThat(station.metrics("berth_condition{", "Synced"))
        .allMatch(line -> line.endsWith(" 1.0"));
    assertThat(station.metrics("berth_passes_total", "settled")).noneMatch(l -> l.endsWith(" 0.0"));
  }
}
