package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Allowance;
import dev.berth.plan.JobRuns;
import dev.berth.plan.LeftAlone;
import dev.berth.plan.Moved;
import dev.berth.plan.Plan;
import dev.berth.plan.Planner;
import dev.berth.plan.ServiceFields;
import dev.berth.plan.SpecHash;
import dev.berth.reconcile.Scope.Breadth;
import dev.berth.reconcile.Scope.Depth;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// One pass over one environment: observe, plan, apply, report. A dry run stops after the plan.
public final class Reconciler {
  private final EcsApi ecs;
  private final Interrupt interrupt;
  private final Executor executor;
  private final Listener listener;
  private final Allowance allowance;
  private final Hand hand;
  private final Vain vain = new Vain();
  private final Futile futile = new Futile();

  public Reconciler(EcsApi ecs, Interrupt interrupt, Listener listener) {
    this(ecs, interrupt, listener, Allowance.NONE);
  }

  public Reconciler(EcsApi ecs, Interrupt interrupt, Listener listener, Allowance allowance) {
    this(ecs, interrupt, listener, allowance, Hand.person());
  }

  public Reconciler(
      EcsApi ecs, Interrupt interrupt, Listener listener, Allowance allowance, Hand hand) {
    this.ecs = ecs;
    this.allowance = allowance;
    this.hand = hand;
    this.interrupt = interrupt;
    this.executor = new Executor(ecs, interrupt, listener);
    this.listener = listener;
  }

  /// What a pass did, and when to come back.
  public record Pass(Plan plan, Report report, Next next) {}

  /// Tells of the services that left the manifests, too.
  public Plan plan(Desired desired, Depth depth) {
    return plan(desired, depth, Breadth.CLUSTER);
  }

  private Plan plan(Desired desired, Depth depth, Breadth breadth) {
    listener.on(new Event.Observing(desired.environment().name()));
    var observed = ecs.observe(scope(desired, depth, breadth));
    var allowed = allowance.and(hand.allowance());
    var plan = hand.held(Planner.plan(desired, observed, allowed, hand.self()));
    listener.on(new Event.Planned(plan));
    return plan;
  }

  public Pass pass(Desired desired, Depth depth) {
    return pass(desired, depth, _ -> List.of());
  }

  /// @param against what forbids to carry out a plan; then nothing of it is done
  Pass pass(Desired desired, Depth depth, Function<Plan, List<Moved>> against) {
    int before = ecs.calls();
    var prunes = desired.environment().sync().prune() == Habit.ON;
    var plan = vain.without(plan(desired, depth, prunes ? Breadth.CLUSTER : Breadth.WANTED));
    var moved = against.apply(plan);
    var report = moved.isEmpty() ? carriedOut(plan) : new Report(List.of());
    var next = moved.isEmpty() ? Next.from(plan, report) : new Next.Beyond(moved);
    listener.on(new Event.Passed(plan, report, next, ecs.calls() - before));
    return new Pass(plan, report, next);
  }

  private Report carriedOut(Plan plan) {
    var report = executor.apply(futile.without(plan, hand.again()));
    vain.after(plan, report);
    hand.did(plan, report);
    return futile.after(plan, report);
  }

  /// Why to end now, where somebody asked for it.
  Optional<String> interrupted() {
    return interrupt.reason();
  }

  private static Scope scope(Desired desired, Depth depth, Breadth breadth) {
    return new Scope(
        desired.environment(),
        hashes(desired),
        counts(desired),
        scaled(desired),
        jobs(desired),
        depth,
        breadth);
  }

  private static TreeMap<ResourceKey, String> hashes(Desired desired) {
    var hashes = new TreeMap<ResourceKey, String>();
    for (var want : desired.wanted().values()) {
      if (want.key().kind() != ResourceKey.Kind.SERVICE) continue;
      var hash = LeftAlone.inDefinition(want) ? "" : SpecHash.content(want.fields());
      hashes.put(want.key(), hash);
    }
    return hashes;
  }

  private static TreeMap<ResourceKey, String> jobs(Desired desired) {
    var jobs = new TreeMap<ResourceKey, String>();
    for (var want : desired.wanted().values()) {
      if (want.key().kind() == ResourceKey.Kind.JOB) jobs.put(want.key(), JobRuns.family(want));
    }
    return jobs;
  }

  private static TreeMap<ResourceKey, Integer> counts(Desired desired) {
    var count = Path.of(ServiceFields.COUNT);
    var counts = new TreeMap<ResourceKey, Integer>();
    for (var want : desired.wanted().values()) {
      if (want.wiring().ignore().stream().anyMatch(count::within)) continue;
      want.fields().whole(ServiceFields.COUNT).ifPresent(stated -> counts.put(want.key(), stated));
    }
    return counts;
  }

  private static TreeSet<ResourceKey> scaled(Desired desired) {
    var scaled = new TreeSet<ResourceKey>();
    for (var key : desired.wanted().keySet()) {
      if (key.scales()) key.ofService().ifPresent(scaled::add);
    }
    return scaled;
  }
}
