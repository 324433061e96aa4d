package dev.berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Berth.Ran;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Berth against an ECS that nobody here wrote, and that keeps less than it is sent: every command
/// ends, by itself, with a sentence and its exit code. One pass is one run of `berth apply`.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class MotoTest {
  private static final Path UNKEPT =
      Path.of("src/test/resources/dev/berth/clients/moto/unkept.txt");
  private static final String NOTE = "ECS does not keep 53 fields of 8 services";

  @TempDir private Path home;
  private Moto moto;
  private Tap tap;
  private MotoTracecat tracecat;

  @BeforeEach
  void start() throws IOException {
    moto = Moto.start(Files.createDirectory(home.resolve("moto")));
    tap = Tap.to(moto.endpoint());
    tracecat = MotoTracecat.in(home.resolve("manifests"), tap.endpoint());
  }

  @AfterEach
  void stop() {
    if (tap != null) tap.close();
    if (moto != null) moto.close();
  }

  @Test
  void apply_settles_in_its_first_pass_and_then_writes_nothing() throws IOException {
    tap.calls();
    var first = ended(0, tracecat.berth("apply"));
    int writes = Tap.writes(tap.calls()).size();
    var second = ended(0, tracecat.berth("apply"));
    var calls = tap.calls();

    assertThat(first.out()).contains(NOTE).contains("settled: 10 resources");
    assertThat(second.out()).contains(NOTE).contains("settled: 10 resources");
    assertThat(Tap.writes(calls)).isEmpty();
    var diff = ended(0, tracecat.berth("diff", "-o", "json"));
    assertThat(shown(diff.out())).isEqualTo(listed());
    System.out.printf(
        "moto: settled in 1 pass of at most 3, with %d writes; then %d calls and 0 writes;"
            + " %d members are not kept%n",
        writes, calls.size(), listed().size());
  }

  @Test
  void what_reads_and_what_goes_back_ends_with_a_sentence() {
    ended(0, tracecat.berth("apply", "-q"));
    tracecat.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    assertThat(ended(1, tracecat.berth("diff")).out()).contains("1 to update, 4 waiting");
    assertThat(ended(0, tracecat.berth("apply")).out()).contains("settled: 10 resources");
    tap.calls();

    assertThat(ended(0, tracecat.berth("status")).out()).contains("10 of 10 settled", NOTE);
    var history = ended(0, tracecat.named("history", "tracecat-ui")).out();
    assertThat(history).contains("tracecat-ui runs TracecatUiTaskDefinition:2");
    assertThat(history).containsOnlyOnce("not seen: service deployments: " + tap.endpoint());
    assertThat(tap.calls()).filteredOn("ListServiceDeployments"::equals).hasSize(3);
    var member = "tracecat-api:serviceConnectConfiguration.enabled";
    assertThat(ended(0, tracecat.berth("diff", "--explain", member)).out())
        .contains("ECS does not keep it");
    assertThat(ended(1, tracecat.berth("verify")).out())
        .contains("OK    subnet", "there is no role TracecatTemporalTaskRole");
    assertThat(ended(0, tracecat.berth("gc")).out()).contains("nothing to collect");
    assertThat(ended(0, tracecat.named("rollback", "tracecat-ui", "--yes")).out())
        .contains("rolled back to TracecatUiTaskDefinition:1");
    assertThat(ended(3, tracecat.berth("apply")).out()).contains("held, as it was rolled back");
    assertThat(ended(0, tracecat.named("retry", "tracecat-ui")).out()).contains("settled");
  }

  @Test
  void what_is_given_back_adopted_imported_pruned_and_destroyed_is() {
    ended(0, tracecat.berth("apply", "-q"));

    ended(0, tracecat.named("orphan", "tracecat-ui", "--yes"));
    assertThat(ended(3, tracecat.berth("apply")).out()).contains("no berth:owner tag");
    ended(0, tracecat.named("adopt", "tracecat-ui", "--yes"));
    assertThat(ended(0, tracecat.berth("apply")).out()).contains("settled: 10 resources");
    var imported =
        tracecat.run("import", "tracecat-demo", "--to", home.resolve("imported").toString());
    assertThat(ended(0, imported).out()).startsWith("8 services of tracecat-demo: 9 files in ");
    tracecat.delete("caddy.yaml");
    tracecat.edit("environments/demo.yaml", "prune: false", "prune: true");
    assertThat(ended(0, tracecat.berth("apply")).out()).contains("settled: 9 resources");
    assertThat(ended(1, tracecat.berth("destroy")).out()).contains("nothing was done");
    assertThat(ended(0, tracecat.berth("destroy", "--confirm", "demo")).out())
        .contains("gone     cluster/tracecat-demo");
    assertThat(ended(0, tracecat.berth("destroy", "--confirm", "demo")).out())
        .contains("nothing of acme-platform/demo is left");
    // Names that were deleted are free again.
    tracecat.edit("environments/demo.yaml", "prune: true", "prune: false");
    assertThat(ended(0, tracecat.berth("apply")).out()).contains("settled: 9 resources");
  }

  /// moto takes no task whose size is the task's alone, and ends others as if somebody stopped
  /// them.
  @Test
  void migrations_as_a_job_end_as_moto_lets_them() {
    tracecat.edit("common.yaml", "migrations: initContainer", "migrations: job");
    var refused = ended(4, tracecat.berth("apply", "--timeout", "10s"));
    assertThat(refused.out())
        .contains("refused   RunTask job/tracecat-migrations: " + tap.endpoint() + " answered 500")
        .endsWith("timed out after 10s; run it again\n");

    moto.reset();
    tracecat.bootstrap();
    tracecat.edit(
        "migrations.yaml",
        "- name: TracecatMigrationsContainer",
        "- name: TracecatMigrationsContainer\n        memory: 1024");
    var stopped = ended(3, tracecat.berth("apply"));

    assertThat(stopped.out())
        .contains(
            "tracecat-migrations: the job failed and is held\n  why      its task was stopped")
        .endsWith("held: the cluster is not as the manifests say, and waits for you\n");
    assertThat(tracecat.job("tracecat-migrations").out())
        .contains("tracecat-migrations: its task was stopped");
  }

  @Test
  void production_stands_on_what_a_bootstrap_made() {
    tracecat.production();

    assertThat(ended(1, tracecat.in("production", "diff")).out()).contains("1 to create");
    var first = ended(0, tracecat.in("production", "apply"));
    tap.calls();
    ended(0, tracecat.in("production", "apply"));

    assertThat(first.out()).contains("settled: 7 resources");
    assertThat(Tap.writes(tap.calls())).isEmpty();
  }

  private static Ran ended(int code, Ran ran) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    assertThat(ran.text()).doesNotContain("Exception", "a bug in Berth");
    return ran;
  }

  private static List<String> shown(String json) {
    var shown = new ArrayList<String>();
    for (var change : ((Fields) Json.parse(json)).each("changes")) {
      for (var field : change.each("fields")) {
        shown.add(change.text("key").orElseThrow() + " " + field.text("path").orElseThrow());
      }
    }
    return shown;
  }

  private static List<String> listed() throws IOException {
    return Files.readAllLines(UNKEPT).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\\s*\\|\\s*"))
        .map(row -> row[0] + " " + row[1])
        .toList();
  }
}
