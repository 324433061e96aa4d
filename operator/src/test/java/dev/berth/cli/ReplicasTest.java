package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Relay.Hold;
import dev.berth.cli.Relay.Sent;
import dev.berth.cli.Relay.Where;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two real operators, one lease. Who holds it is stopped by the system in the middle of a
/// roll-out.
@Tag("R-27")
class ReplicasTest {
  private static final Duration LEASE = Duration.ofSeconds(3);

  /// How often who stands by asks for the lease.
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int DONE = 0;
  private static final double SPEED = 120;

  /// A busy machine may let a process wait for its turn.
  private static final Duration SLACK = Duration.ofSeconds(6);

  @TempDir private Path folder;
  private Workspace workspace;
  private Simulator simulator;
  private final List<Replica> replicas = new ArrayList<>();
  private Replica first;
  private Replica second;

  private record Replica(Relay relay, Spawned spawned) implements AutoCloseable {
    void signal(String name) throws Exception {
      var pid = Long.toString(spawned.process().pid());
      assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    }

    void lives() throws IOException {
      var process = spawned.process();
      if (process.isAlive() || process.exitValue() == DONE) return;
      throw new AssertionError("it ended: " + spawned.printed());
    }

    List<Sent> writes() {
      return relay.sent().stream().filter(Sent::writes).toList();
    }

    /// To ECS: who stands by makes none.
    List<Sent> calls() {
      return relay.sent().stream().filter(Sent::ecs).toList();
    }

    List<Sent> writes(long since) {
      return writes().stream().filter(sent -> sent.nanos() > since).toList();
    }

    @Override
    public void close() {
      spawned.close();
      relay.close();
    }
  }

  /// Both are up, the first release is rolled out, and the first one holds the lease.
  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.scaled(1, SPEED);
    workspace = new Workspace(folder.resolve("manifests"));
    workspace.copy(Tracecat.FOLDER);
    workspace.edit("common.yaml", "migrations: initContainer", "migrations: job");
    workspace.edit(
        "environments/demo.yaml",
        "  region: us-east-1\n  cluster:",
        "  region: us-east-1\n  lease: {table: berth-leases, duration: %ds}\n  cluster:"
            .formatted(LEASE.toSeconds()));
    Leases.table(simulator, "berth-leases");
    first = replica("first");
    until(() -> !first.writes().isEmpty(), "the first one writes");
    second = replica("second");
    until(() -> released(1), "the first release is rolled out");
    until(() -> !second.relay().sent().isEmpty(), "the second one is up");
    assertThat(second.calls()).isEmpty();
  }

  @AfterEach
  void close() {
    replicas.forEach(Replica::close);
  }

  private Replica replica(String name) throws IOException {
    var relay = Relay.start(simulator);
    var words =
        List.of(
            "run",
            workspace.folder().toString(),
            "-e",
            "demo",
            "--poll",
            "1s",
            "--resync",
            "1s",
            "--port",
            "0",
            "--endpoint-url",
            relay.url());
    var replica = new Replica(relay, Spawned.start(folder.resolve(name + ".log"), words));
    replicas.add(replica);
    return replica;
  }

  private boolean released(int release) {
    return ReleasedWorld.of(simulator.dump()).equals(ReleasedWorld.after(release));
  }

  private interface Sight {
    boolean seen() throws Exception;
  }

  private void until(Sight sight, String what) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!sight.seen()) {
      for (var replica : replicas) replica.lives();
      assertThat(System.nanoTime()).describedAs(what).isLessThan(end);
      rest(LOOK);
    }
  }

  private static void rest(Duration time) throws InterruptedException {
    new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The first one's next call that is such a one, on its way to the second release.
  private Hold caught(Where where, Predicate<List<Sent>> call) throws Exception {
    var hold = first.relay().hold(where, call);
    Tracecat.release(workspace, 2);
    assertThat(hold.caught().await(1, TimeUnit.MINUTES)).isTrue();
    return hold;
  }

  private static boolean last(List<Sent> sent, String operation) {
    return sent.getLast().operation().equals(operation);
  }

  /// The look that an action makes just before its call, after something was registered.
  private static boolean check(List<Sent> sent) {
    return last(sent, "DescribeServices")
        && sent.size() > 1
        && sent.get(sent.size() - 2).operation().equals("RegisterTaskDefinition");
  }

  /// Lets three leases pass while the first one is stopped.
  ///
  /// @return when the second one took over
  private long stopped(String told) throws Exception {
    long stop = System.nanoTime();
    first.signal("STOP");
    until(() -> !second.calls().isEmpty(), "the second one takes over");
    long took = second.calls().getFirst().nanos();
    System.out.printf("%s: another took over %d ms later%n", told, (took - stop) / 1_000_000);
    assertThat(Duration.ofNanos(took - stop)).isLessThan(LEASE.plus(POLL).plus(SLACK));
    while (System.nanoTime() - stop < LEASE.multipliedBy(3).toNanos()) rest(LOOK);
    return took;
  }

  private void comesToRest() throws Exception {
    until(() -> released(2), "the second release is rolled out");
    rest(LEASE);
    assertThat(ReleasedWorld.of(simulator.dump())).isEqualTo(ReleasedWorld.after(2));
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void who_is_stopped_between_the_look_and_the_call_does_not_call_any_more() throws Exception {
    var hold = caught(Where.ANSWER, ReplicasTest::check);

    long taken = stopped("stopped before a call");
    hold.freed().countDown();
    first.signal("CONT");
    comesToRest();

    assertThat(first.writes(taken)).isEmpty();
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void the_one_call_that_is_on_its_way_lands_late_and_changes_nothing() throws Exception {
    var hold = caught(Where.REQUEST, sent -> last(sent, "UpdateService"));

    long taken = stopped("stopped with a call on its way");
    until(() -> released(2), "the second release is rolled out");
    hold.freed().countDown();
    first.signal("CONT");
    comesToRest();

    assertThat(first.writes(taken)).isEmpty();
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void who_is_asked_to_end_ends_its_call_and_hands_over() throws Exception {
    var hold = caught(Where.REQUEST, sent -> last(sent, "UpdateService"));

    first.signal("TERM");
    rest(Duration.ofSeconds(1));
    assertThat(second.calls()).isEmpty();
    hold.freed().countDown();
    until(() -> !second.calls().isEmpty(), "the second one takes over");
    assertThat(first.spawned().process().waitFor()).isEqualTo(DONE);
    comesToRest();

    var given = first.relay().sent().getLast();
    long took = second.calls().getFirst().nanos() - given.nanos();
    System.out.printf("asked to end: another took over %d ms later%n", took / 1_000_000);
    assertThat(given.ecs()).isFalse();
    assertThat(Duration.ofNanos(took)).isBetween(Duration.ZERO, POLL.plus(SLACK));
  }
}
