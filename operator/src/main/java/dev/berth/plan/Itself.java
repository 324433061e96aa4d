package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Finding;
import dev.berth.model.Finding.Severity;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Observed;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Planner.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The operator's own service among those that it keeps. It comes last, as what is asked for
/// after it may not be asked for by the same process any more; nothing waits for it; and it is not
/// stopped by its own hand.
public final class Itself {
  private static final int WHOLE = 100;
  private static final int DOUBLE = 200;

  private final Optional<ResourceKey> own;

  private Itself(Optional<ResourceKey> own) {
    this.own = own;
  }

  static Itself of(Self self, Observed observed) {
    var own =
        observed.live().values().stream()
            .filter(live -> live instanceof LiveService service && self.is(service))
            .map(live -> live.key())
            .findFirst();
    return new Itself(own);
  }

  /// Whether it is the service, or what scales it.
  boolean covers(ResourceKey key) {
    return own.isPresent() && key.ofService().equals(own);
  }

  /// The same without what leads to it: for gates and waves alone.
  Desired gating(Desired desired) {
    if (own.isEmpty()) return desired;
    var wanted = new TreeMap<ResourceKey, Wanted>();
    desired
        .wanted()
        .forEach((key, want) -> {
          var edges =
              want.wiring().dependsOn().stream().filter(edge -> !covers(edge.on())).toList();
          var wiring = want.wiring().depending(edges);
          wanted.put(key, new Wanted(key, want.fields(), wiring, want.terms()));
        });
    return desired.with(wanted);
  }

  /// After everything else that is wanted.
  void last(SortedMap<ResourceKey, Integer> waves) {
    if (own.isEmpty() || !waves.containsKey(own.get())) return;
    int last =
        waves.entrySet().stream()
            .filter(wave -> !covers(wave.getKey()))
            .mapToInt(wave -> wave.getValue() + 1)
            .max()
            .orElse(0);
    waves.replaceAll((key, wave) -> covers(key) ? Math.max(wave, last) : wave);
  }

  SortedMap<ResourceKey, Verdict> others(SortedMap<ResourceKey, Verdict> verdicts) {
    var others = new TreeMap<>(verdicts);
    others.keySet().removeIf(this::covers);
    return Collections.unmodifiableSortedMap(others);
  }

  /// The verdict, unless it would be the end of whoever carries it out.
  Verdict kept(ResourceKey key, Verdict verdict) {
    boolean ends =
        covers(key)
            && (verdict.actions().stream().anyMatch(Itself::stops)
                || verdict.meanwhile().stream().anyMatch(Itself::stops));
    if (!ends) return verdict;
    var then = verdict.change() instanceof Change.Blocked(var held, _) ? held : verdict.change();
    return Verdict.free(new Change.Blocked(then, new Why.Itself()), List.of(), List.of());
  }

  private static boolean stops(Action action) {
    return switch (action) {
      case Action.DeleteService _ -> true;
      case Action.UpdateService update -> zero(update.request(), ServiceFields.COUNT);
      case Action.RegisterScalableTarget target -> zero(target.request(), "maxCapacity");
      case Action.PutScheduledAction scheduled ->
          zero(scheduled.request().fields("scalableTargetAction"), "maxCapacity");
      case Action.CreateCluster _, Action.CreateNamespace _, Action.CreateService _ -> false;
      case Action.RegisterTaskDefinition _, Action.MarkApplied _, Action.Tag _ -> false;
      case Action.Untag _, Action.Disown _, Action.StopDeployment _, Action.RegisterJob _ -> false;
      case Action.MarkJob _, Action.RunTask _, Action.StopTask _, Action.MarkScaling _ -> false;
      case Action.DeregisterScalableTarget _, Action.PutScalingPolicy _ -> false;
      case Action.DeleteScalingPolicy _, Action.DeleteScheduledAction _ -> false;
    };
  }

  private static boolean zero(Fields request, String member) {
    return request.whole(member).filter(count -> count == 0).isPresent();
  }

  /// Without a lease two of it must never run at once, which its own roll-out sees to.
  public static List<Finding> findings(Self self, Plan plan) {
    var own = of(self, plan.observed()).own.map(plan.desired().wanted()::get);
    if (own.isEmpty() || plan.desired().environment().authority().lease().isPresent()) {
      return List.of();
    }
    return several(own.get().fields())
        .map(what -> finding(own.get(), what))
        .map(List::of)
        .orElseGet(List::of);
  }

  private static Optional<String> several(Fields want) {
    int count = want.whole(ServiceFields.COUNT).orElse(1);
    if (count > 1) return Optional.of(count + " of it run at once");
    var rollout = want.fields(RolloutFields.MEMBER);
    int least = rollout.whole("minimumHealthyPercent").orElse(WHOLE);
    int most = rollout.whole("maximumPercent").orElse(DOUBLE);
    if (least == 0 && most == WHOLE) return Optional.empty();
    return Optional.of("its roll-out runs two of it at once");
  }

  private static Finding finding(Wanted own, String what) {
    var path = Path.of(RolloutFields.MEMBER);
    var place =
        own.wiring().places().entrySet().stream()
            .filter(entry -> entry.getKey().within(path))
            .map(entry -> entry.getValue())
            .findFirst()
            .or(() -> own.wiring().places().values().stream().findFirst());
    return new Finding(
        Severity.WARNING,
        "one-writer",
        place,
        path,
        own.key() + " is the operator's own service, and " + what,
        "name a table in spec.lease of the environment, or run one of it with"
            + " minimumHealthyPercent: 0 and maximumPercent: 100");
  }
}
