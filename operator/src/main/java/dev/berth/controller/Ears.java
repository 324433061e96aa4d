package dev.berth.controller;

import dev.berth.model.Failure;
import dev.berth.reconcile.Bells;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Has an environment looked at when something was heard of its cluster: at once, and once a second
/// at most. What it hears is never more than a reason to look.
public final class Ears implements AutoCloseable {
  private static final Duration APART = Duration.ofSeconds(1);

  /// How long who only stands by does not listen: it would take from the queue what the other one
  /// is to hear.
  private static final Duration ASIDE = Duration.ofSeconds(5);

  private final Operator operator;
  private final Bells bells;
  private final Pace pace;
  private final InstantSource clock;
  private final Consumer<Optional<Failure>> told;
  private final Map<String, Instant> looked = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /// @param told hears why nothing can be heard, once, and with nothing when it can again
  public Ears(
      Operator operator,
      Bells bells,
      Pace pace,
      InstantSource clock,
      Consumer<Optional<Failure>> told) {
    this.operator = operator;
    this.bells = bells;
    this.pace = pace;
    this.clock = clock;
    this.told = told;
  }

  /// Listens on a thread of its own until it is closed.
  public Ears start() {
    Thread.ofVirtual().name("ears").start(this::listen);
    return this;
  }

  private void listen() {
    int failures = 0;
    while (ended.getCount() > 0) {
      if (!listens()) {
        rest(ASIDE);
        continue;
      }
      failures = step(failures);
      if (failures > 0) rest(pace.backoff(failures - 1));
    }
  }

  /// Listens once.
  ///
  /// @param failures in a row before
  /// @return how many in a row by now
  public int step(int failures) {
    try {
      hear(bells.heard());
      if (failures > 0) told.accept(Optional.empty());
      return 0;
    } catch (EcsFailure e) {
      if (failures == 0 && ended.getCount() > 0) told.accept(Optional.of(e.failure()));
      return failures + 1;
    }
  }

  /// Whether there is an environment that nobody else writes to.
  boolean listens() {
    return operator.standings().values().stream().anyMatch(each -> !aside(each));
  }

  private static boolean aside(Standing standing) {
    return standing.visit() instanceof Visit.Aside;
  }

  private void hear(Collection<String> clusters) {
    var now = clock.instant();
    operator
        .standings()
        .forEach((name, standing) -> {
          if (clusters.stream().anyMatch(arn -> concerns(arn, standing))) look(name, now);
        });
  }

  private void look(String environment, Instant now) {
    var last = looked.getOrDefault(environment, Instant.EPOCH);
    // One that is asked for already is enough for all that is heard until then.
    if (!last.isBefore(now)) return;
    var free = last.plus(APART);
    var at = free.isAfter(now) ? free : now;
    looked.put(environment, at);
    operator.lookAt(environment, at);
  }

  /// What failed comes back by itself, later each time: to ring it sooner would only fail sooner.
  private static boolean concerns(String arn, Standing standing) {
    return !(standing.visit() instanceof Visit.Blind) && standing.in(arn);
  }

  private void rest(Duration time) {
    try {
      ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended.countDown();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    bells.close();
  }
}
