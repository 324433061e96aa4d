package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wiring.Condition;
import dev.berth.plan.Planner.Verdict;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which gates are closed, and why.
final class Gates {
  private static final List<Change.Reason> NOT_THERE =
      List.of(Change.Reason.ABSENT, Change.Reason.REFUSED, Change.Reason.DRAINING);

  private final Desired desired;
  private final SortedMap<ResourceKey, Verdict> verdicts;

  Gates(Desired desired, SortedMap<ResourceKey, Verdict> verdicts) {
    this.desired = desired;
    this.verdicts = verdicts;
  }

  /// The closed gates of a key: towards every dependency in its closure, and its home.
  List<Change.Closed> closed(ResourceKey key) {
    var closed = new TreeMap<ResourceKey, Change.Closed>();
    if (!key.kind().home()) {
      desired.wanted().keySet().stream()
          .filter(home -> home.kind().home())
          .forEach(home -> close(home, Condition.ROLLED_OUT, closed));
    }
    if (key.scales()) scaled(key, closed);
    var seen = new TreeMap<ResourceKey, Condition>();
    closure(key, seen);
    seen.forEach((on, condition) -> close(on, condition, closed));
    return List.copyOf(closed.values());
  }

  /// What scales a service needs it there, and a policy needs the target; that both are as they are
  /// wanted it does not need.
  private void scaled(ResourceKey key, SortedMap<ResourceKey, Change.Closed> closed) {
    var service = key.ofService().orElseThrow();
    there(service, closed);
    if (key.kind() != ResourceKey.Kind.SCALABLE_TARGET) {
      there(ResourceKey.scalableTarget(service.name()), closed);
    }
  }

  private void there(ResourceKey on, SortedMap<ResourceKey, Change.Closed> closed) {
    var verdict = verdicts.get(on);
    if (verdict == null) return;
    verdict.standing().stream()
        .filter(reason -> NOT_THERE.contains(reason) || unmade(verdict.change()))
        .findFirst()
        .ifPresent(reason -> closed.put(on, new Change.Closed(on, reason)));
  }

  /// Whatever keeps it from being made, or from being ours: a policy's denial, too.
  private static boolean unmade(Change change) {
    return switch (change) {
      case Change.Create _, Change.Adopt _ -> true;
      case Change.Blocked(var then, _) -> unmade(then);
      case Change.Waiting(var then, _) -> unmade(then);
      case Change.Update _, Change.Replace _, Change.Restart _ -> false;
      case Change.Delete _, Change.Keep _ -> false;
    };
  }

  private void closure(ResourceKey key, SortedMap<ResourceKey, Condition> seen) {
    var want = desired.wanted().get(key);
    if (want == null) return;
    for (var edge : want.wiring().dependsOn()) {
      var known = seen.get(edge.on());
      if (known == Condition.ROLLED_OUT || edge.condition().equals(known)) continue;
      seen.put(edge.on(), edge.condition());
      closure(edge.on(), seen);
    }
  }

  private void close(
      ResourceKey on, Condition condition, SortedMap<ResourceKey, Change.Closed> closed) {
    var verdict = verdicts.get(on);
    if (verdict == null) return;
    verdict.standing().stream()
        .filter(r -> r != Change.Reason.SCALED_TO_ZERO || condition != Condition.EXISTS)
        .findFirst()
        .ifPresent(reason -> closed.put(on, new Change.Closed(on, reason)));
  }
}
