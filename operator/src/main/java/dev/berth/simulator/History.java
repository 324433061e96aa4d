package dev.berth.simulator;

import dev.berth.simulator.wire.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// All that was ever written to a world, with its time. Done again, it gives the world as it was at
/// any moment: that is how a stale read gets its answer. The simulator's lock guards it.
final class History {
  private final Scenario scenario;
  private final Instant start;
  private final List<Deed> deeds = new ArrayList<>();
  private final SortedMap<Duration, Follower> followers = new TreeMap<>();

  History(Scenario scenario, Instant start) {
    this.scenario = scenario;
    this.start = start;
  }

  private record Deed(Instant at, Consumer<Accounts> what) {}

  void add(Instant at, Consumer<Accounts> what) {
    deeds.add(new Deed(at, what));
  }

  /// The world as it was that long ago; at most as young as the scenario makes it. Moments that are
  /// asked for with one lag must not go back.
  Accounts before(Instant now, Duration lag) {
    var follower = followers.computeIfAbsent(lag, _ -> new Follower(scenario, start));
    follower.follow(deeds, now.minus(lag));
    return follower.accounts;
  }

  /// A world that trails: it has seen what had been written by some moment, and no more.
  private static final class Follower {
    private final VirtualClock clock;
    private final Accounts accounts;
    private int next;

    Follower(Scenario scenario, Instant start) {
      clock = VirtualClock.stepped(start);
      accounts = new Accounts(scenario, clock);
    }

    void follow(List<Deed> deeds, Instant until) {
      while (next < deeds.size() && !deeds.get(next).at().isAfter(until)) {
        var deed = deeds.get(next++);
        pass(deed.at());
        deed.what().accept(accounts);
      }
      pass(until);
    }

    private void pass(Instant until) {
      if (until.isAfter(clock.now())) clock.advance(Duration.between(clock.now(), until));
      accounts.catchUp();
    }
  }
}
