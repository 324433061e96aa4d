package dev.berth.chaos;

import dev.berth.reconcile.Coverage;
import dev.berth.reconcile.Dice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What becomes of calls on their way.
final class Weather {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final List<Fate> COMMON =
      List.of(
          Fate.THROTTLED,
          Fate.ERROR,
          Fate.HTML,
          Fate.RESET_BEFORE,
          Fate.RESET_AFTER,
          Fate.ERROR_AFTER,
          Fate.SLOW,
          Fate.STALE,
          Fate.STALE);

  private final InstantSource clock;
  private final Dice dice;
  private final Coverage coverage;
  private int percent;
  private Duration stale = Duration.ZERO;
  private Instant staleUntil = Instant.MIN;
  private int untilDeath = Integer.MAX_VALUE;
  private int untilHanging = Integer.MAX_VALUE;
  private Where where = Where.ANYWHERE;
  private boolean wrote;
  private int faults;

  enum Fate {
    NONE,
    THROTTLED,
    ERROR,
    HTML,
    RESET_BEFORE,
    RESET_AFTER,
    ERROR_AFTER,
    SLOW,
    STALE,
    DIES_BEFORE,
    DIES_AFTER,
    HANGS
  }

  /// In which call a process hangs.
  enum Where {
    ANYWHERE,
    /// Behind one that writes: amid what is to be done.
    AMID,
    WRITING;

    private boolean is(boolean wrote, Door.Call call) {
      return switch (this) {
        case ANYWHERE -> true;
        case AMID -> wrote;
        case WRITING -> call.writes();
      };
    }
  }

  Weather(Dice dice, Coverage coverage, InstantSource clock) {
    this.clock = clock;
    this.dice = dice;
    this.coverage = coverage;
  }

  /// From now on so many of a hundred calls meet something.
  void become(int calls) {
    percent = calls;
  }

  /// From the next write on, all reads of that time tell of a while ago.
  void stale(Duration time) {
    stale = time;
  }

  void deadly(int calls) {
    untilDeath = calls;
  }

  /// The process hangs in a call after so many others, between its check and its sending.
  void hanging(int calls, Where place) {
    untilHanging = calls;
    where = place;
  }

  void clear() {
    percent = 0;
    stale = Duration.ZERO;
    staleUntil = Instant.MIN;
    untilDeath = Integer.MAX_VALUE;
    untilHanging = Integer.MAX_VALUE;
  }

  int faults() {
    return faults;
  }

  Fate fate(Door.Call call) {
    var fate = drawn(call);
    if (fate == Fate.NONE) return fate;
    faults++;
    coverage.count("Fault", fate.name());
    return fate;
  }

  private Fate drawn(Door.Call call) {
    if (untilDeath-- <= 0) {
      untilDeath = Integer.MAX_VALUE;
      return dice.in(50) ? Fate.DIES_BEFORE : Fate.DIES_AFTER;
    }
    boolean here = where.is(wrote, call);
    wrote = call.writes();
    if (untilHanging-- <= 0 && here) {
      untilHanging = Integer.MAX_VALUE;
      return Fate.HANGS;
    }
    if (call.ecs() && call.writes() && stale.isPositive()) {
      staleUntil = clock.instant().plus(stale);
      stale = Duration.ZERO;
    }
    if (call.ecs() && !call.writes() && clock.instant().isBefore(staleUntil)) return Fate.STALE;
    if (percent == 0 || !dice.in(percent)) return Fate.NONE;
    var fate = dice.one(COMMON);
    return fate == Fate.STALE && (call.writes() || !call.ecs()) ? Fate.THROTTLED : fate;
  }

  Optional<ObjectNode> rule(Door.Call call, Fate fate) {
    var rule = MAPPER.createObjectNode();
    return Optional.of(
            switch (fate) {
              case NONE, DIES_BEFORE, DIES_AFTER, HANGS -> rule;
              case THROTTLED -> rule.put("kind", "throttle");
              case ERROR -> rule.put("kind", "error");
              case HTML -> rule.put("kind", "html");
              case RESET_BEFORE -> rule.put("kind", "reset");
              case RESET_AFTER -> rule.put("kind", "reset").put("when", "after");
              case ERROR_AFTER -> rule.put("kind", "error").put("when", "after");
              case SLOW -> rule.put("kind", "latency").put("time", dice.between(1, 75) + "s");
              case STALE -> rule.put("kind", "stale").put("time", "50s");
            })
        .filter(each -> !each.isEmpty());
  }
}
