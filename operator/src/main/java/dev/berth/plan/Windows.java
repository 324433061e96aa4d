package dev.berth.plan;

import dev.berth.model.EnvironmentSpec.Sync;
import dev.berth.model.ResourceKey;
import dev.berth.model.SyncWindow;
import dev.berth.model.SyncWindow.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// When the operator may write: never in a window that denies; where there are windows that
/// allow, only in one of them. A window lasts from a time of its schedule for its duration.
public final class Windows {
  private static final Duration HORIZON = Duration.ofDays(366);

  /// Beginnings and ends that are looked at, so that windows without an end have one here.
  private static final int MOST = 400;

  private final List<Window> windows;

  private record Window(Kind kind, Schedule schedule, Duration duration) {
    static Window of(SyncWindow stated) {
      var schedule = Schedule.of(stated.schedule(), stated.zone());
      return new Window(stated.kind(), schedule, stated.duration());
    }

    /// The end of the one that is open at that time, as far as it is seen from there.
    Optional<Instant> end(Instant now) {
      return schedule
          .after(now.minus(duration))
          .filter(start -> !start.isAfter(now))
          .map(start -> latest(start, now).plus(duration));
    }

    /// Where one begins before the last has ended.
    private Instant latest(Instant start, Instant now) {
      var next = schedule.after(start).filter(again -> !again.isAfter(now));
      return next.map(again -> latest(again, now)).orElse(start);
    }

    boolean open(Instant now) {
      return schedule.after(now.minus(duration)).filter(s -> !s.isAfter(now)).isPresent();
    }
  }

  private Windows(List<Window> windows) {
    this.windows = windows;
  }

  /// Those that are about a resource.
  private static Windows of(Sync sync, ResourceKey key) {
    var own = sync.windows().stream().filter(window -> window.covers(key));
    return new Windows(own.map(Window::of).toList());
  }

  /// The same plan, with what no window lets through held.
  public static Plan respected(Plan plan) {
    var sync = plan.desired().environment().sync();
    if (sync.windows().isEmpty()) return plan;
    var now = plan.observed().at();
    var known = new LinkedHashMap<List<SyncWindow>, Optional<Restraint>>();
    return Holding.of(
        plan,
        change -> {
          var own = sync.windows().stream().filter(w -> w.covers(change.key())).toList();
          return known.computeIfAbsent(own, _ -> of(sync, change.key()).restraint(now));
        });
  }

  /// When the operator may write something of a resource again; now, where it may already, and
  /// empty where that is not in sight.
  static Optional<Instant> opening(Sync sync, ResourceKey key, Instant now) {
    return of(sync, key).opening(now);
  }

  private Optional<Restraint> restraint(Instant now) {
    return open(now) ? Optional.empty() : Optional.of(new Restraint.OutsideWindow(opening(now)));
  }

  private boolean open(Instant now) {
    if (of(Kind.DENY).stream().anyMatch(window -> window.open(now))) return false;
    var allowing = of(Kind.ALLOW);
    return allowing.isEmpty() || allowing.stream().anyMatch(window -> window.open(now));
  }

  private List<Window> of(Kind kind) {
    return windows.stream().filter(window -> window.kind() == kind).toList();
  }

  private Optional<Instant> opening(Instant now) {
    var at = now;
    for (int step = 0; step < MOST && !at.isAfter(now.plus(HORIZON)); step++) {
      if (open(at)) return Optional.of(at);
      var next = next(at);
      if (next.isEmpty()) return Optional.empty();
      at = next.get();
    }
    return Optional.empty();
  }

  /// The next time at which it may come to be open: one that denies ends, or one that allows
  /// begins.
  private Optional<Instant> next(Instant at) {
    var denied =
        of(Kind.DENY).stream().flatMap(window -> window.end(at).stream()).max(Instant::compareTo);
    if (denied.isPresent()) return denied;
    return of(Kind.ALLOW).stream()
        .flatMap(window -> window.schedule().after(at).stream())
        .min(Instant::compareTo);
  }
}
