package dev.berth.http;

import dev.berth.controller.Operator;
import dev.berth.reconcile.Newest;
import dev.berth.reconcile.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that there is to show, at one moment.
///
/// @param version Berth's own
/// @param source where manifests come from, without credentials
/// @param fetched when the source could last be read
/// @param stuck why the loop does not work; empty while it does
public record Picture(
    Instant now,
    String version,
    String source,
    Newest newest,
    Optional<Instant> fetched,
    SortedMap<String, Standing> standings,
    Optional<String> stuck) {
  /// A key waits no longer than this for a thread, unless all are lost.
  private static final Duration OVERDUE = Duration.ofMinutes(5);

  public Picture {
    standings = Collections.unmodifiableSortedMap(new TreeMap<>(standings));
  }

  public static Picture of(
      Operator operator, String version, String source, Optional<Instant> fetched, Instant now) {
    return new Picture(
        now,
        version,
        source,
        operator.newest(),
        fetched,
        operator.standings(),
        stuck(operator, now));
  }

  private static Optional<String> stuck(Operator operator, Instant now) {
    return operator
        .controller()
        .wakeAt()
        .filter(due -> due.plus(OVERDUE).isBefore(now))
        .map(due -> "nothing was looked at since " + due + ", when something was due");
  }
}
