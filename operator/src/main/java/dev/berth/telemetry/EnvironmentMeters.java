package dev.berth.telemetry;

import dev.berth.model.Failure;
import dev.berth.reconcile.Condition;
import dev.berth.reconcile.Condition.Truth;
import dev.berth.reconcile.Condition.Type;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.Next;
import dev.berth.reconcile.Outcome;
import dev.berth.reconcile.Spent;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Status;
import dev.berth.reconcile.Visit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The meters of one environment.
final class EnvironmentMeters implements Listener {
  /// How visits end.
  private static final List<String> ENDS =
      List.of(
          "settled",
          "watching",
          "retrying",
          "stalled",
          "held",
          "aside",
          "blind",
          "unusable",
          "vanished");

  private static final List<String> FATES = List.of("done", "failed", "not_done");

  private static final List<String> CALLS =
      List.of(
          "CreateCluster",
          "CreateHttpNamespace",
          "CreateService",
          "DeleteScalingPolicy",
          "DeleteScheduledAction",
          "DeleteService",
          "DeregisterScalableTarget",
          "PutScalingPolicy",
          "PutScheduledAction",
          "RegisterScalableTarget",
          "RegisterTaskDefinition",
          "RunTask",
          "StopServiceDeployment",
          "StopTask",
          "TagResource",
          "UntagResource",
          "UpdateService");

  private final MeterRegistry registry;
  private final Tags environment;
  private final Map<Type, AtomicInteger> truths = new TreeMap<>();
  private final Map<Type, AtomicLong> since = new TreeMap<>();
  private final Map<Status.State, AtomicInteger> resources = new TreeMap<>();
  private final Map<String, Counter> passes = new TreeMap<>();
  private final Map<String, Counter> actions = new TreeMap<>();
  private final Map<Failure.Kind, Counter> failures = new TreeMap<>();
  private final MultiGauge reasons;
  private final Timer time;
  private final Map<String, Counter> calls = new TreeMap<>();
  private final Counter throttled;
  private final Counter waited;
  private final AtomicInteger lease = new AtomicInteger();
  private final AtomicLong next = new AtomicLong();

  EnvironmentMeters(String name, MeterRegistry registry) {
    this.registry = registry;
    this.environment = Tags.of("environment", name);
    for (var type : Type.values()) condition(type);
    for (var state : Status.State.values()) resource(state);
    for (var end : ENDS) passes.put(end, counter("berth.passes", "Visits, by end", "end", end));
    for (var call : CALLS) for (var fate : FATES) action(call, fate);
    for (var kind : Failure.Kind.values()) {
      failures.put(kind, counter("berth.failures", "Calls that failed", "kind", lower(kind)));
    }
    reasons =
        MultiGauge.builder("berth.condition.reason")
            .description("1 for the reason that a condition has now")
            .register(registry);
    time =
        Timer.builder("berth.pass").description("Of a visit").tags(environment).register(registry);
    throttled = counter("berth.calls.throttled", "API calls that were refused for being too many");
    waited = counter("berth.calls.waited.seconds", "What calls waited, to spare AWS's quotas");
    gauge("berth.lease.held", "Whether this process may write: 1 or 0", lease);
    gauge("berth.next.visit.timestamp.seconds", "When the next visit is due at the latest", next);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private Counter counter(String name, String what, String... tags) {
    return Counter.builder(name).description(what).tags(environment.and(tags)).register(registry);
  }

  private void gauge(String name, String what, Number value, String... tags) {
    Gauge.builder(name, () -> value)
        .description(what)
        .tags(environment.and(tags))
        .register(registry);
  }

  private void condition(Type type) {
    truths.put(type, new AtomicInteger(-1));
    since.put(type, new AtomicLong());
    var tags = new String[] {"type", type.word()};
    gauge("berth.condition", "1 True, 0 False, -1 Unknown", truths.get(type), tags);
    gauge(
        "berth.condition.since.timestamp.seconds",
        "When the truth last changed",
        since.get(type),
        tags);
  }

  private void resource(Status.State state) {
    resources.put(state, new AtomicInteger());
    var what = "Services and Jobs, by state";
    gauge("berth.resources", what, resources.get(state), "state", lower(state));
  }

  private void action(String call, String fate) {
    var what = "Calls that change something, by what became of them";
    actions.put(call + " " + fate, counter("berth.actions", what, "action", call, "outcome", fate));
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Acted(var outcome) -> acted(outcome);
      case Event.Stood stood -> stood(stood);
      case Event.Began _, Event.Observing _, Event.Planned _, Event.Passed _ -> {}
      case Event.Pausing _, Event.Fetched _, Event.Broke _ -> {}
    }
  }

  private void acted(Outcome outcome) {
    var fate =
        switch (outcome) {
          case Outcome.Done _ -> "done";
          case Outcome.Failed(_, var failure) -> {
            failures.get(failure.kind()).increment();
            yield "failed";
          }
          case Outcome.Stale _, Outcome.NotRun _, Outcome.Interrupted _ -> "not_done";
        };
    actions.get(outcome.action().call() + " " + fate).increment();
  }

  private void stood(Event.Stood stood) {
    var standing = stood.standing();
    time.record(stood.took());
    spent(stood.spent());
    passes.get(end(standing.visit())).increment();
    if (standing.visit() instanceof Visit.Blind(var failure)) {
      failures.get(failure.kind()).increment();
    }
    next.set(standing.next().getEpochSecond());
    held(standing.visit());
    standing.conditions().forEach(this::condition);
    reasons.register(standing.conditions().stream().map(this::reason).toList(), true);
    counted(standing);
  }

  private void spent(Spent spent) {
    spent.calls().forEach((bucket, n) -> calls.computeIfAbsent(bucket, this::calls).increment(n));
    throttled.increment(spent.throttled());
    waited.increment(spent.waited().toMillis() / 1000.0);
  }

  private Counter calls(String bucket) {
    return counter("berth.calls", "API calls that were made, by AWS's bucket", "bucket", bucket);
  }

  private void condition(Condition condition) {
    truths.get(condition.type()).set(number(condition.truth()));
    since.get(condition.type()).set(condition.since().getEpochSecond());
  }

  private static int number(Truth truth) {
    return switch (truth) {
      case TRUE -> 1;
      case FALSE -> 0;
      case UNKNOWN -> -1;
    };
  }

  private MultiGauge.Row<Number> reason(Condition condition) {
    var tags = environment.and("type", condition.type().word(), "reason", condition.reason());
    return MultiGauge.Row.of(tags, 1);
  }

  private void counted(Standing standing) {
    resources.values().forEach(count -> count.set(0));
    standing
        .plan()
        .ifPresent(plan ->
            Status.of(plan).lines().forEach(line -> resources.get(line.state()).incrementAndGet()));
  }

  /// What was not looked at tells nothing of it.
  private void held(Visit visit) {
    switch (visit) {
      case Visit.Seen seen -> lease.set(seen.held().isEmpty() ? 1 : 0);
      case Visit.Aside _ -> lease.set(0);
      case Visit.Blind _, Visit.Unusable _, Visit.Vanished _ -> {}
    }
  }

  private static String end(Visit visit) {
    return switch (visit) {
      case Visit.Seen seen when seen.held().isPresent() -> "held";
      case Visit.Seen seen ->
          switch (seen.next()) {
            case Next.Settled _ -> "settled";
            case Next.Watch _ -> "watching";
            case Next.Retry _ -> "retrying";
            case Next.Stalled _, Next.Beyond _ -> "stalled";
          };
      case Visit.Aside _ -> "aside";
      case Visit.Blind _ -> "blind";
      case Visit.Unusable _ -> "unusable";
      case Visit.Vanished _ -> "vanished";
    };
  }
}
