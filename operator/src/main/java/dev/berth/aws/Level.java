package dev.berth.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One bucket at one moment: what is in it, how fast it fills, who waits. Pure.
///
/// A throttle means that others spend from the same bucket of AWS's: the refill is halved, and
/// grows back a hundredth a second.
///
/// @param tokens fewer than none where some were taken in advance
/// @param share of the category's refill, from 0.05 to 1
/// @param cut when the share was halved last
record Level(
    Category category,
    double tokens,
    double share,
    Instant at,
    Optional<Instant> cut,
    SortedSet<Ticket> waiting) {
  private static final double LEAST = 0.05;
  private static final double GROWTH = 0.01;
  private static final double NANOS = 1e9;

  /// What arithmetic loses.
  private static final double SLACK = 1e-6;

  /// Calls that were on their way together are throttled together, and that counts once.
  private static final Duration APART = Duration.ofSeconds(1);

  /// One who waits: by lane, and within it who came first.
  record Ticket(Lane lane, long number) implements Comparable<Ticket> {
    @Override
    public int compareTo(Ticket other) {
      int lanes = lane.compareTo(other.lane);
      return lanes != 0 ? lanes : Long.compare(number, other.number);
    }
  }

  Level {
    waiting = Collections.unmodifiableSortedSet(new TreeSet<>(waiting));
  }

  static Level full(Category category, Instant now) {
    return new Level(category, category.burst, 1, now, Optional.empty(), new TreeSet<>());
  }

  /// A wall clock can be put back: then nothing flowed in.
  Level filled(Instant now) {
    double seconds = now.isAfter(at) ? Duration.between(at, now).toNanos() / NANOS : 0;
    double all = Math.min(category.burst, tokens + given(seconds));
    return new Level(category, all, Math.min(1, share + GROWTH * seconds), now, cut, waiting);
  }

  Level joined(Ticket ticket) {
    var more = new TreeSet<>(waiting);
    more.add(ticket);
    return new Level(category, tokens, share, at, cut, more);
  }

  /// Its token taken, where there is one and nobody goes first; else as it is.
  Level served(Ticket ticket) {
    return tokens >= 1 - SLACK && waiting.first().equals(ticket) ? taken(ticket) : this;
  }

  /// Its token taken, be there one or not.
  Level taken(Ticket ticket) {
    var others = new TreeSet<>(waiting);
    others.remove(ticket);
    return new Level(category, tokens - 1, share, at, cut, others);
  }

  Level throttled() {
    if (cut.filter(last -> at.isBefore(last.plus(APART))).isPresent()) return this;
    double half = Math.max(LEAST, share / 2);
    return new Level(category, Math.min(0, tokens), half, at, Optional.of(at), waiting);
  }

  /// Until the token of one who waits is there, if nobody comes who goes first.
  Duration wait(Ticket ticket) {
    double needed = waiting.headSet(ticket).size() + 1 - tokens;
    return Duration.ofNanos((long) Math.ceil(Math.max(0, until(needed)) * NANOS));
  }

  /// How many tokens flow in, while the share grows.
  private double given(double seconds) {
    double growing = Math.min(seconds, (1 - share) / GROWTH);
    double whole = share * growing + GROWTH * growing * growing / 2 + (seconds - growing);
    return whole * category.perSecond;
  }

  /// How many seconds until as many tokens have flowed in.
  private double until(double needed) {
    double whole = needed / category.perSecond;
    double growing = (1 - share) / GROWTH;
    double meanwhile = share * growing + GROWTH * growing * growing / 2;
    if (whole >= meanwhile) return growing + whole - meanwhile;
    return (Math.sqrt(share * share + 2 * GROWTH * whole) - share) / GROWTH;
  }
}
