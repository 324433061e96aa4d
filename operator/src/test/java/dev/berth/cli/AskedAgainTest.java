package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What failed is tried again when somebody asks the operator to: its lease keeps `berth retry`
/// out.
class AskedAgainTest {
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final String BEARER = "Bearer " + Station.TOKEN;

  @TempDir private Path folder;
  private Drill drill;
  private Station station;

  @BeforeEach
  void settle() {
    drill = Drill.tracecat(folder);
    station = Station.of(drill).run(LONG);
  }

  @AfterEach
  void end() {
    station.close();
    assertThat(station.bugs()).isEmpty();
  }

  private void release() {
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
  }

  private int retry(String name) {
    var body = "{\"environment\":\"demo\",\"name\":\"%s\"}".formatted(name);
    return station.post("/api/v1/retries", body, "Authorization", BEARER).statusCode();
  }

  @Test
  @Tag("R-12")
  void a_roll_out_that_failed() {
    drill.script(
        "{'match': {'image': '*-beta.10'}, 'outcome': {'imageMissing': true}}".replace("'", "\""));
    release();
    station.run(LONG);
    var page = station.text("/environments/demo");
    drill.clearScript();
    station.run(LONG);
    var held = station.text("/readyz");

    var answers = List.of(retry("nobody"), retry("tracecat-api"), retry("tracecat-ui"));
    station.run(LONG);

    assertThat(page).contains("POST the name tracecat-api to /api/v1/retries");
    assertThat(held).contains("RolloutFailed");
    // The UI waits for the API: there is nothing of its own to try.
    assertThat(answers).containsExactly(409, 202, 409);
    assertThat(station.text("/readyz")).isEqualTo("ready\n");
  }

  /// Nor does it do so later, once it may write again.
  @Test
  @Tag("R-12")
  @Tag("R-26")
  void nothing_by_an_operator_that_is_told_to_observe() {
    drill.script(
        "{'match': {'image': '*-beta.10'}, 'outcome': {'imageMissing': true}}".replace("'", "\""));
    release();
    station.run(LONG);
    int before = drill.calls("UpdateService");
    drill.edit("environments/demo.yaml", "mode: apply", "mode: observe");
    station.run(Duration.ofMinutes(2));

    int taken = retry("tracecat-api");
    drill.edit("environments/demo.yaml", "mode: observe", "mode: apply");
    station.run(LONG);

    assertThat(taken).isEqualTo(409);
    assertThat(drill.calls("UpdateService")).isEqualTo(before);
  }

  @Test
  @Tag("R-12")
  void a_job_that_failed() {
    drill.edit("common.yaml", "migrations: initContainer", "migrations: job");
    drill.script(
        "{'match': {'image': '*-beta.10'}, 'outcome': {'exit': {'code': 1, 'after': '5s'}}}"
            .replace("'", "\""));
    release();
    station.run(LONG);
    int before = drill.calls("RunTask");
    drill.clearScript();

    int taken = retry("tracecat-migrations");
    station.run(LONG);

    assertThat(taken).isEqualTo(202);
    assertThat(drill.calls("RunTask") - before).isEqualTo(1);
    assertThat(station.text("/readyz")).isEqualTo("ready\n");
  }

  /// Denied calls are made hourly, as permissions come when they come.
  @Test
  @Tag("R-30")
  void a_call_that_was_denied() {
    drill.fault(
        """
        {"operation": "UpdateService", "kind": "error", "code": "AccessDeniedException", "status": 400,
         "message": "not authorized", "times": 1000}
        """);
    release();
    station.run(Duration.ofMinutes(10));
    drill.simulator().clearFaults();
    int before = drill.calls("UpdateService");
    station.run(Duration.ofMinutes(10));
    int idle = drill.calls("UpdateService") - before;

    int taken = retry("tracecat-api");
    station.step();

    assertThat(idle).isZero();
    assertThat(taken).isEqualTo(202);
    assertThat(drill.calls("UpdateService") - before).isEqualTo(1);
  }

  @Test
  void what_is_as_wanted_or_not_named_has_nothing_to_be_tried() {
    var unnamed = station.post("/api/v1/retries", "{}", "Authorization", BEARER);

    assertThat(retry("tracecat-api")).isEqualTo(409);
    assertThat(unnamed.statusCode()).isEqualTo(400);
    assertThat(unnamed.body()).contains("a retry names an environment, and what is to be tried");
    assertThat(station.post("/api/v1/retries", "{}").statusCode()).isEqualTo(401);
  }
}
