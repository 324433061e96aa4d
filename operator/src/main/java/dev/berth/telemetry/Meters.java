package dev.berth.telemetry;

import dev.berth.reconcile.Event;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.SourceFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/// What can be counted and measured of an operator, for Prometheus. Every series is there from the
/// start, at 0, so that none is missing only because nothing happened yet; of an environment, from
/// when it is first seen.
public final class Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final InstantSource clock;
  private final AtomicReference<Instant> fetched = new AtomicReference<>(Instant.MIN);
  private final Timer fetches;
  private final Map<SourceFailure.Kind, Counter> failures = new TreeMap<>();

  public Meters(String version, InstantSource clock) {
    this.clock = clock;
    Gauge.builder("berth.info", () -> 1)
        .description("1; which Berth this is")
        .tag("version", version)
        .register(registry);
    Gauge.builder("berth.source.age", this::age)
        .description("Time since the source could last be read; NaN before that")
        .baseUnit("seconds")
        .register(registry);
    fetches =
        Timer.builder("berth.source.fetch")
            .description("How long the source took to answer, whatever it answered")
            .register(registry);
    for (var kind : SourceFailure.Kind.values()) failures.put(kind, failure(kind));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private Counter failure(SourceFailure.Kind kind) {
    return Counter.builder("berth.source.failures")
        .description("How often the source could not be read")
        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private double age() {
    var last = fetched.get();
    if (last.equals(Instant.MIN)) return Double.NaN;
    return Duration.between(last, clock.instant()).toMillis() / 1000.0;
  }

  /// What hears of the source.
  public Listener source() {
    return event -> {
      if (!(event instanceof Event.Fetched(var newest, var took))) return;
      fetches.record(took);
      newest
          .trouble()
          .ifPresentOrElse(
              trouble -> failures.get(trouble.kind()).increment(),
              () -> fetched.set(clock.instant()));
    };
  }

  /// What hears of one environment.
  public Listener of(String environment) {
    return new EnvironmentMeters(environment, registry);
  }

  /// @param depth how many keys are due and wait for a thread
  public void queue(IntSupplier depth) {
    Gauge.builder("berth.queue.depth", depth::getAsInt)
        .description("Keys that are due and wait for a thread")
        .register(registry);
  }

  /// Counts what left for others, by what became of it.
  ///
  /// @param channel such as `webhook`
  public Counted notices(String channel) {
    var counters = new TreeMap<Fate, Counter>();
    for (var fate : Fate.values()) {
      counters.put(
          fate,
          Counter.builder("berth.notices")
              .description("What was told to others, by what became of it")
              .tags("channel", channel, "fate", fate.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    return fate -> counters.get(fate).increment();
  }

  /// What became of something that was to be told.
  public enum Fate {
    SENT,
    FAILED,
    /// There was more to tell than could be sent.
    DROPPED
  }

  /// Hears what became of each.
  @FunctionalInterface
  public interface Counted {
    void on(Fate fate);
  }

  /// All of it, in Prometheus' text format.
  public String text() {
    return registry.scrape();
  }
}
