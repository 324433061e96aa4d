package dev.berth.chaos;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.InProcessHttp;
import dev.berth.aws.SdkCloud;
import dev.berth.controller.Operator;
import dev.berth.controller.Pace;
import dev.berth.plan.Self;
import dev.berth.reconcile.Cloud;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Patience;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Upkeep;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// One replica of the operator, a process after another. What a process has in memory goes with it.
final class Replica {
  static final Duration WATCH = Duration.ofSeconds(40);

  private static final Duration POLL = Duration.ofMinutes(2);
  private static final Duration RESYNC = Duration.ofHours(4);
  private static final int ATTEMPTS = 3;

  private final String name;
  private final World world;
  private int process;
  private Operator operator;
  private Knowledge knowledge;
  private boolean inside;
  private Instant up = Instant.MIN;

  /// What a process can know.
  static final class Knowledge {
    final Instant since;
    Optional<Push> newest = Optional.empty();

    Optional<Push> acting = Optional.empty();

    /// Of the branch, when the source was asked last.
    int turn;

    /// When the visit that is under way began.
    Instant looked = Instant.MIN;

    boolean trouble;
    String stage = "";

    Knowledge(Instant since) {
      this.since = since;
    }
  }

  /// The end of a process: no retry and no handler of failures catches an error.
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  Replica(String name, World world) {
    this.name = name;
    this.world = world;
    start();
  }

  String process() {
    return name + process;
  }

  Knowledge knowledge() {
    return knowledge;
  }

  Operator operator() {
    return operator;
  }

  private void start() {
    process++;
    knowledge = new Knowledge(world.now());
    var setup =
        new Upkeep.Setup(
            _ -> cloud(),
            world.remote().seenBy(this::fetched),
            world.overrides(),
            world::now,
            Optional::empty,
            "1.0.0",
            () -> Self.NOBODY);
    operator =
        new Operator(
            new Operator.Wiring(
                world.remote().seenBy(this::fetched),
                new TreeSet<>(List.of("test")),
                environment -> new Upkeep(environment, setup, this::hear),
                _ -> this::hear,
                this::hear,
                world::now,
                new Pace(POLL, WATCH, RESYNC, () -> world.dice().between(0, 99) / 100.0)));
  }

  private void fetched(Push push) {
    knowledge.newest = Optional.of(push);
    knowledge.turn = world.remote().turn();
  }

  private void hear(Event event) {
    world.hears().on(this, event);
  }

  private Cloud cloud() {
    var settings =
        AwsSettings.of(
                Optional.of(URI.create("http://127.0.0.1:1")),
                Optional.of("us-east-1"),
                new AwsSettings.Agent("1.0.0", ""),
                world::now,
                world::pass)
            .through(new InProcessHttp(new Door(world, this)));
    var patience = new Patience(ATTEMPTS, Duration.ofMillis(1), () -> true);
    var lease = new FakeLease(world.lease(), process(), world::now);
    return new FakeCloud(
        new SdkCloud(new AwsClients(settings), patience, Optional.empty(), Optional.empty()),
        lease,
        world.memory());
  }

  /// @return false when nothing was due, or nobody is there to do it
  boolean step() {
    if (inside || world.now().isBefore(up)) return false;
    inside = true;
    try {
      return operator.controller().step(world.now());
    } catch (Death _) {
      world.died(this);
      return true;
    } finally {
      inside = false;
    }
  }

  /// What it knew is lost, the lease stays as it is, and another process comes after a while.
  void restart(Duration after) {
    up = world.now().plus(after);
    start();
  }

  /// As after a SIGTERM: the lease is given back.
  void end(Duration after) {
    operator.close();
    restart(after);
  }

  /// Whether it is in the middle of a call.
  boolean inside() {
    return inside;
  }

  Optional<Instant> wakeAt() {
    if (inside) return Optional.empty();
    return operator.controller().wakeAt().map(at -> at.isBefore(up) ? up : at);
  }

  /// Empty before the first visit.
  Optional<Standing> standing() {
    return Optional.ofNullable(new TreeMap<>(operator.standings()).get("test"));
  }
}
