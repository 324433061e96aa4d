package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import dev.berth.plan.ScalingFields;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What a Service's `scaling` means: its scalable target, and each policy and each scheduled action
/// for itself.
final class Scaled {
  private static final Path TARGET = Path.ROOT.field(ScalingFields.MEMBER);

  private Scaled() {}

  static List<Wanted> of(Draft draft) {
    if (draft.scaling().isEmpty()) return List.of();
    var scaling = draft.scaling().get();
    var service = draft.serviceName();
    var wanted = new ArrayList<Wanted>();
    var target = ResourceKey.scalableTarget(service);
    wanted.add(new Wanted(target, ScalingFields.target(scaling), within(draft, TARGET)));
    for (var policy : scaling.each(ScalingFields.POLICIES)) {
      var name = policy.text(ScalingFields.POLICY_NAME).orElse("");
      var at = TARGET.field(ScalingFields.POLICIES).element(name);
      var key = ResourceKey.scalingPolicy(service, name);
      wanted.add(new Wanted(key, ScalingFields.typed(policy), within(draft, at)));
    }
    for (var action : scaling.each(ScalingFields.ACTIONS)) {
      var name = action.text(ScalingFields.ACTION_NAME).orElse("");
      var at = TARGET.field(ScalingFields.ACTIONS).element(name);
      var key = ResourceKey.scheduledAction(service, name);
      wanted.add(new Wanted(key, action, within(draft, at)));
    }
    return List.copyOf(wanted);
  }

  /// What the Service says of one part, by paths that begin there.
  private static Wiring within(Draft draft, Path part) {
    var ignored = new ArrayList<Path>();
    for (var path : draft.ignore()) {
      if (reaches(path, part)) ignored.add(after(part, path));
      else if (part.within(path) && !path.equals(Path.ROOT)) ignored.add(Path.ROOT);
    }
    var parameters = new TreeMap<Path, String>();
    draft
        .tree()
        .parameters()
        .forEach((path, name) -> {
          if (path.startsWith(part)) parameters.put(after(part, path), name);
        });
    var places = new TreeMap<Path, dev.berth.model.Finding.Origin>();
    draft
        .tree()
        .places()
        .forEach((path, place) -> {
          if (path.startsWith(part)) places.put(after(part, path), place);
        });
    return new Wiring(List.of(), List.of(), draft.deadline(), ignored, parameters, places);
  }

  /// Whether a path names something in the part.
  private static boolean reaches(Path path, Path part) {
    int steps = part.steps().size();
    return path.steps().size() >= steps && part.within(new Path(path.steps().subList(0, steps)));
  }

  private static Path after(Path part, Path path) {
    return new Path(path.steps().subList(part.steps().size(), path.steps().size()));
  }
}
