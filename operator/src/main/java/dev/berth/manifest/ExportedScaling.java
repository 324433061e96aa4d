package dev.berth.manifest;

import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveScalingPart;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey.Kind;
import dev.berth.model.Survey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Canonical;
import dev.berth.plan.ScalingFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What scales a service, as its manifest says it: where the environment's own Berth made it. What
/// others made stays theirs, and a manifest that stated it would be refused.
final class ExportedScaling {
  private final Survey survey;
  private final String owner;

  ExportedScaling(Survey survey, String owner) {
    this.survey = survey;
    this.owner = owner;
  }

  Optional<Fields> of(LiveService service) {
    return survey.scaling(service).filter(target -> ours(service, target)).map(this::said);
  }

  private boolean ours(LiveService service, LiveScalableTarget target) {
    if (service.marks().owner().filter(owner::equals).isEmpty()) return false;
    return switch (target.owner()) {
      // The mark on the service vouches for its target.
      case Owner.Ours _ -> true;
      case Owner.Foreign(var name) -> name.filter(owner::equals).isPresent();
      case Owner.Lost _ -> false;
    };
  }

  private Fields said(LiveScalableTarget target) {
    var said = Canonical.of(ScalingFields.TARGET, target.fields());
    said = with(said, ScalingFields.POLICIES, parts(target, Kind.SCALING_POLICY));
    return with(said, ScalingFields.ACTIONS, parts(target, Kind.SCHEDULED_ACTION));
  }

  private static Fields with(Fields said, String list, List<Fields> parts) {
    return parts.isEmpty() ? said : said.with(list, Value.items(parts));
  }

  private List<Fields> parts(LiveScalableTarget target, Kind kind) {
    var parts = new ArrayList<Fields>();
    for (var part : survey.parts()) {
      if (part.key().kind() == kind && of(part, target)) parts.add(said(part));
    }
    return List.copyOf(parts);
  }

  private static boolean of(LiveScalingPart part, LiveScalableTarget target) {
    return part.key().ofService().equals(target.key().ofService());
  }

  /// A policy's type follows from what it states.
  private static Fields said(LiveScalingPart part) {
    var said = Canonical.of(ScalingFields.of(part.key().kind()), part.fields());
    return said.without("policyType");
  }
}
