package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.controller.Operator;
import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.ManifestSource;
import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator beside another one, or beside a person, where the environment names a lease.
@Tag("R-27")
class OperatorLeaseTest {
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final Duration MOMENT = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Drill drill;
  private Operator operator;

  @BeforeEach
  void start() {
    drill = Drill.tracecat(folder);
    drill.edit(
        "environments/demo.yaml",
        "  installation: acme-platform",
        "  installation: acme-platform\n  lease: {table: leases}");
    Leases.table(drill.simulator(), "leases");
    operator = Pilot.of(drill, "demo");
    run(LONG);
  }

  private void run(Duration time) {
    Pilot.run(operator, drill, time);
  }

  /// Of something that the operator did not see yet.
  private Drill.Ran applied() {
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    return drill.berth("apply");
  }

  private static String synced(Operator operator) {
    return operator.standings().get("demo").conditions().getFirst().reason();
  }

  /// Nothing is looked at for minutes, and a lease lasts for seconds.
  @Test
  void it_is_kept_while_nothing_happens() {
    var other = Pilot.of(drill, "demo");

    for (int i = 0; i < 20; i++) {
      run(MOMENT);
      while (other.controller().step(drill.simulator().now())) {}
      assertThat(synced(other)).isEqualTo("StandingBy");
    }

    assertThat(synced(operator)).isEqualTo("AsWanted");
  }

  @Test
  void another_document_of_the_environment_hands_nothing_over() {
    var other = Pilot.of(drill, "demo");
    var seen = new TreeSet<String>();
    while (other.controller().step(drill.simulator().now())) {}
    drill.edit("environments/demo.yaml", "application: tracecat", "application: other");
    var asking = new AtomicBoolean();
    drill.watch(() -> {
      if (!asking.compareAndSet(false, true)) return;
      other.lookNow("demo");
      while (other.controller().step(drill.simulator().now())) {}
      seen.add(synced(other));
      asking.set(false);
    });

    run(Duration.ofMinutes(2));

    assertThat(seen).containsExactly("StandingBy");
    assertThat(drill.tags("tracecat-api")).containsEntry("application", "other");
  }

  @Test
  void who_lost_it_takes_no_orders() {
    drill.script("{\"match\": {\"image\": \"*-beta.10\"}, \"outcome\": {\"imageMissing\": true}}");
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    run(LONG);
    var other = Pilot.of(drill, "demo");
    Pilot.run(other, drill, Duration.ofMinutes(5));
    operator.lookNow("demo");
    while (operator.controller().step(drill.simulator().now())) {}

    assertThat(synced(operator)).isEqualTo("StandingBy");
    assertThat(operator.retry("demo", "tracecat-api")).isFalse();
    assertThat(other.retry("demo", "tracecat-api")).isTrue();
  }

  /// It saw an older commit, and cannot see that there is a newer one.
  @Test
  @Tag("R-28")
  void who_takes_over_takes_nothing_back() {
    var reached = new AtomicBoolean(true);
    var other = Pilot.of(drill, Hearing.NOBODY, cut(reached), "demo");
    while (other.controller().step(drill.simulator().now())) {}
    reached.set(false);
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    run(LONG);
    int before = drill.calls("UpdateService");

    Pilot.run(other, drill, LONG);

    assertThat(synced(other)).isEqualTo("SourceUnreachable");
    assertThat(other.standings().get("demo").visit())
        .isInstanceOfSatisfying(
            Visit.Seen.class,
            seen -> assertThat(seen.held().map(Visit.Held::reason)).contains("Behind"));
    assertThat(drill.calls("UpdateService")).isEqualTo(before);
    reached.set(true);
    Pilot.run(other, drill, Duration.ofMinutes(3));
    assertThat(synced(other)).isEqualTo("AsWanted");
    assertThat(drill.calls("UpdateService")).isEqualTo(before);
  }

  /// The folder, while it can be reached.
  private ManifestSource cut(AtomicBoolean reached) {
    var folder = Pilot.folder(drill);
    return new ManifestSource() {
      @Override
      public Checkout fetch() {
        if (reached.get()) return folder.fetch();
        throw new SourceFailure(SourceFailure.Kind.UNREACHABLE, "no answer", "");
      }

      @Override
      public Checkout at(String commit) {
        return folder.at(commit);
      }
    };
  }

  @Test
  void it_is_given_back_at_the_end() {
    operator.close();

    assertThat(applied().code()).isZero();
  }

  /// Who only looks keeps nobody from writing.
  @Test
  void it_is_given_back_by_an_operator_that_is_told_to_observe() {
    drill.edit("environments/demo.yaml", "mode: apply", "mode: observe");
    run(Duration.ofMinutes(2));

    var ran = applied();

    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(ran.err()).doesNotContain("is held by");
    assertThat(synced(operator)).isEqualTo("AsWanted");
  }
}
