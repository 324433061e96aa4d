package dev.berth.aws;

import dev.berth.aws.Level.Ticket;
import dev.berth.reconcile.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// Spends less than AWS grants, so that others in the account are not throttled by Berth.
///
/// AWS counts calls in token buckets, one for each category of operations, for the account and
/// region. Here is one for each as well, with 70 % of its burst and of its refill, and less for a
/// while where AWS throttles all the same.
public final class CallBuckets {
  private final Map<Category, AtomicReference<Level>> levels = new EnumMap<>(Category.class);
  private final AtomicLong numbers = new AtomicLong();
  private final InstantSource clock;
  private final Pause pause;

  /// One bucket, as meters show it.
  ///
  /// @param share of its usual refill
  public record State(String category, double tokens, double share, int waiting) {}

  private CallBuckets(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /// For AWS: all buckets are full at first.
  public static CallBuckets of(InstantSource clock, Pause pause) {
    var buckets = new CallBuckets(clock, pause);
    for (var category : Category.values()) {
      var full = Level.full(category, clock.instant());
      buckets.levels.put(category, new AtomicReference<>(full));
    }
    return buckets;
  }

  /// For an endpoint of one's own: nobody shares it.
  public static CallBuckets unlimited() {
    return new CallBuckets(InstantSource.system(), _ -> {});
  }

  /// Takes a token, after a wait where there is none: who is in a faster lane goes first, then who
  /// came first.
  ///
  /// @return how long that was waited for
  Duration take(String service, String operation, Lane lane) {
    if (levels.isEmpty()) return Duration.ZERO;
    var level = levels.get(Category.of(service, operation));
    var ticket = new Ticket(lane.of(operation), numbers.getAndIncrement());
    var waited = Duration.ZERO;
    var seen = update(level, now -> now.joined(ticket).served(ticket));
    while (seen.waiting().contains(ticket)) {
      var wait = seen.wait(ticket);
      pause.pass(wait);
      waited = waited.plus(wait);
      var passed = Duration.between(seen.at(), clock.instant());
      // Who is not let wait has a reason, such as a signal: its token is one of the next.
      boolean hurried = passed.compareTo(wait.dividedBy(2)) < 0;
      seen = update(level, now -> hurried ? now.taken(ticket) : now.served(ticket));
    }
    return waited;
  }

  /// AWS throttled a call all the same.
  void throttled(String service, String operation) {
    if (levels.isEmpty()) return;
    update(levels.get(Category.of(service, operation)), Level::throttled);
  }

  private Level update(AtomicReference<Level> level, UnaryOperator<Level> change) {
    var now = clock.instant();
    return level.updateAndGet(known -> change.apply(known.filled(now)));
  }

  /// Every bucket, in the order of the categories.
  public List<State> states() {
    var now = clock.instant();
    return levels.values().stream()
        .map(level -> level.get().filled(now))
        .map(level ->
            new State(
                level.category().words(), level.tokens(), level.share(), level.waiting().size()))
        .toList();
  }
}
