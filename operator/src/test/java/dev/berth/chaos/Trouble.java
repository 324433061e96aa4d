package dev.berth.chaos;

import dev.berth.reconcile.Dice;
import dev.berth.reconcile.SourceFailure;
import java.time.Duration;
import java.util.List;

/// Rounds of trouble: something happens, and then some time goes by.
record Trouble(World world, Wishes wishes) {
  private enum Thing {
    COMMIT,
    COMMIT_AGAIN,
    BAD_COMMIT,
    SET_BACK,
    SOURCE,
    STRANGER,
    STRANGER_AGAIN,
    ROTATION,
    PARAMETER,
    DEATH,
    HANGING,
    STALE,
    HANDOVER,
    LOOKS
  }

  private static final List<Integer> FAULTY = List.of(0, 0, 8, 20, 40);
  private static final List<SourceFailure.Kind> SOURCE =
      List.of(
          SourceFailure.Kind.UNREACHABLE,
          SourceFailure.Kind.UNREACHABLE,
          SourceFailure.Kind.DENIED,
          SourceFailure.Kind.MISSING);
  private static final List<Push.Kind> BAD =
      List.of(Push.Kind.BROKEN, Push.Kind.INVALID, Push.Kind.RENAMED, Push.Kind.EMPTY);

  void round() {
    world.weather().become(dice().one(FAULTY));
    if (dice().in(60)) world.remote().well();
    for (int many = dice().between(1, 2); many > 0; many--) {
      var thing = dice().one(List.of(Thing.values()));
      world.coverage().count("Trouble", thing.name());
      world.tale().tell(world.now() + " " + thing);
      happens(thing);
    }
    var most = dice().in(60) ? 180 : 900;
    world.run(Duration.ofSeconds(dice().between(10, most)));
  }

  private Dice dice() {
    return world.dice();
  }

  private Wish wish() {
    return world.remote().head().wish();
  }

  private void happens(Thing thing) {
    switch (thing) {
      case COMMIT, COMMIT_AGAIN -> push(Push.Kind.GOOD);
      case BAD_COMMIT -> push(dice().one(BAD));
      case SET_BACK -> world.remote().force(dice().one(world.remote().pushes()));
      case SOURCE -> world.remote().trouble(dice().one(SOURCE));
      case STRANGER, STRANGER_AGAIN ->
          world.strangers().once(wish()).ifPresent(world.rules()::disturb);
      case ROTATION -> world.rotate();
      case PARAMETER -> {
        world.stage(dice().one(List.of("one", "two", "three")));
        world.rules().disturb("");
      }
      case DEATH -> world.weather().deadly(dice().between(0, 25));
      case HANGING -> {
        var where = dice().one(List.of(Weather.Where.values()));
        if (world.replicas().size() > 1) world.weather().hanging(dice().between(0, 25), where);
      }
      case STALE -> world.weather().stale(Duration.ofSeconds(dice().between(5, 120)));
      case HANDOVER -> dice().one(world.replicas()).end(Duration.ofSeconds(dice().between(0, 90)));
      case LOOKS -> looks();
    }
  }

  private void push(Push.Kind kind) {
    world.remote().push(kind, kind == Push.Kind.GOOD ? wishes.later(wish()) : wish());
    world.coverage().count("Commit", kind.name());
  }

  /// Events that say *look*: often for nothing, and more than once.
  private void looks() {
    for (int many = dice().between(1, 4); many > 0; many--) {
      var operator = dice().one(world.replicas()).operator();
      operator.fetchNow();
      operator.lookNow("test");
      operator.lookNow("nowhere");
    }
  }
}
