package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live;
import dev.berth.model.Live.HiddenScalableTarget;
import dev.berth.model.Live.LiveCluster;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Live.LiveNamespace;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveScalingPart;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What a plan counted on of a live thing. How many tasks run and how far a roll-out is moves by
/// itself, and the commit is never a difference: neither takes part.
///
/// @param told with secrets covered; nothing where the thing is absent
/// @param digest of all but the desired count, which autoscaling may move
record Facts(Fields told, String digest) {
  private static final List<String> MARKS =
      List.of(
          Marks.OWNER,
          Marks.KEY,
          Marks.APPLIED,
          Marks.SETTINGS,
          Marks.SKIP,
          Marks.RESTART,
          Marks.IMAGES,
          Marks.SECRETS);

  private static final List<String> LEDGER =
      List.of(Marks.OWNER, Marks.KEY, Marks.IDENTITY, Marks.ATTEMPT, Marks.OUTCOME);

  static Facts of(Optional<Live> live, Desired desired) {
    var all = live.map(thing -> facts(thing, desired)).orElse(Fields.EMPTY);
    var told = Hidden.in(Path.ROOT, all) instanceof Fields covered ? covered : Fields.EMPTY;
    return new Facts(told, Digest.of(all.without(ServiceFields.COUNT)));
  }

  private static Fields facts(Live live, Desired desired) {
    return switch (live) {
      case LiveService service -> service(service, desired);
      case LiveJob job -> job(job);
      case LiveScalableTarget target -> target(target, desired);
      case LiveScalingPart(var key, _, _, var fields) ->
          scaling(live, ScalingFields.canonical(key.kind(), fields));
      case LiveCluster _, LiveNamespace _, HiddenScalableTarget _ -> thing(live);
    };
  }

  private static Fields thing(Live live) {
    return Fields.EMPTY
        .with("arn", Value.of(live.arn()))
        .with("owner", Value.of(owner(live.owner())));
  }

  private static Fields scaling(Live live, Fields fields) {
    var all = new TreeMap<>(fields.map());
    all.putAll(thing(live).map());
    return new Fields(all);
  }

  /// Without a bound of its range that scheduled actions set.
  private static Fields target(LiveScalableTarget target, Desired desired) {
    var fields = ScalingFields.canonical(target.key().kind(), target.fields());
    for (var bound : List.of(ScalingFields.MIN, ScalingFields.MAX)) {
      if (ScalingDiff.scheduled(bound, target.key(), desired)) fields = fields.without(bound);
    }
    return scaling(target, fields);
  }

  private static Fields job(LiveJob job) {
    var tags = marks(job.definition().marks(), LEDGER);
    return thing(job).with("tags", new Fields(tags));
  }

  private static Fields service(LiveService live, Desired desired) {
    var names = new ArrayList<>(MARKS);
    names.addAll(desired.environment().tags().keySet());
    var want = Optional.ofNullable(desired.wanted().get(live.key()));
    var fields =
        want.map(wanted -> TargetPairs.settled(live.fields(), wanted.fields()))
            .orElse(live.fields());
    return Canonical.service(fields)
        .with("arn", Value.of(live.arn()))
        .with("owner", Value.of(owner(live.owner())))
        .with("state", Value.of(live.state().name()))
        .with("taskDefinition", Value.of(live.revision()))
        .with("deployment", Value.of(live.primary().map(p -> p.id()).orElse("")))
        .with("tags", new Fields(marks(live.marks(), names)));
  }

  private static TreeMap<String, Value> marks(Marks marks, List<String> names) {
    var told = new TreeMap<String, Value>();
    for (var name : names) {
      Optional.ofNullable(marks.tags().get(name)).ifPresent(v -> told.put(name, Value.of(v)));
    }
    return told;
  }

  private static String owner(Owner owner) {
    return switch (owner) {
      case Owner.Ours(var name) -> name;
      case Owner.Foreign(var name) -> name.orElse("nobody");
      case Owner.Lost() -> "lost";
    };
  }
}
