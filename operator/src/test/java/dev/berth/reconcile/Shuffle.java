package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.Live;
import dev.berth.model.Live.LiveCluster;
import dev.berth.model.Live.LiveNamespace;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import dev.berth.model.Strays;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Value.Items;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import dev.berth.plan.Change;
import dev.berth.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The same worlds with everything in another order that has none.
record Shuffle(Dice dice) {
  private static final List<String> SETS =
      List.of(
          "environment",
          "secrets",
          "portMappings",
          "capacityProviderStrategy",
          "subnets",
          "securityGroups",
          "containerDefinitions",
          "services");

  Desired of(Desired desired) {
    var wanted = new TreeMap<ResourceKey, Wanted>();
    for (var each : dice.shuffled(List.copyOf(desired.wanted().values()))) {
      wanted.put(each.key(), new Wanted(each.key(), of(each.fields()), of(each.wiring())));
    }
    return new Desired(desired.environment(), desired.revision(), wanted).denying(desired.denied());
  }

  private Wiring of(Wiring wiring) {
    return new Wiring(
        dice.shuffled(wiring.dependsOn()),
        dice.shuffled(wiring.connectsTo()),
        wiring.deadline(),
        wiring.ignore(),
        wiring.parameters(),
        wiring.places(),
        wiring.inputs(),
        wiring.adoption());
  }

  Observed of(Observed observed) {
    var live = new LinkedHashMap<ResourceKey, Live>();
    for (var each : dice.shuffled(List.copyOf(observed.live().values()))) {
      live.put(each.key(), of(each));
    }
    var strays = strays(observed.strays());
    return new Observed(observed.at(), observed.calls(), new TreeMap<>(live), strays);
  }

  private Strays strays(Strays strays) {
    return switch (strays) {
      case Strays.Unknown unknown -> unknown;
      case Strays.Found(var services) -> new Strays.Found(dice.shuffled(services));
    };
  }

  private Live of(Live live) {
    return switch (live) {
      case LiveCluster cluster -> cluster;
      case Live.LiveScalableTarget target -> target;
      case Live.LiveJob job -> job;
      case Live.LiveScalingPart part ->
          new Live.LiveScalingPart(part.key(), part.arn(), part.owner(), of(part.fields()));
      case Live.HiddenScalableTarget target -> target;
      case LiveNamespace n ->
          new LiveNamespace(n.key(), n.arn(), n.owner(), dice.shuffled(n.servers()));
      case LiveService s ->
          new LiveService(
              s.key(),
              s.arn(),
              s.owner(),
              s.state(),
              of(s.fields()),
              s.taskDefinition(),
              s.counts(),
              s.marks(),
              s.deployments(),
              s.definition()
                  .map(d -> new Live.Definition(d.arn(), d.status(), of(d.fields()), d.marks())),
              s.history(),
              s.stops(),
              s.events());
    };
  }

  private Fields of(Fields fields) {
    var map = new TreeMap<String, Value>();
    fields
        .map()
        .forEach((name, value) ->
            map.put(
                name,
                value instanceof Items(var items) && SETS.contains(name)
                    ? Value.items(dice.shuffled(items.stream().map(this::of).toList()))
                    : of(value)));
    return new Fields(map);
  }

  private Value of(Value value) {
    return switch (value) {
      case Fields fields -> of(fields);
      case Items(var items) -> Value.items(items.stream().map(this::of).toList());
      case Value.Text _, Value.Num _, Value.Flag _ -> value;
    };
  }

  /// A plan without what legitimately has the order of its input: what is sent.
  static String sketch(Plan plan) {
    var changes = plan.changes().stream().map(Shuffle::sketch);
    var actions =
        plan.actions().stream()
            .map(a -> a.getClass().getSimpleName() + " " + a.key() + " " + a.because());
    return changes.collect(Collectors.joining("\n"))
        + "\n"
        + actions.collect(Collectors.joining("\n"));
  }

  private static String sketch(Change change) {
    var name = change.getClass().getSimpleName() + " " + change.key();
    return switch (change) {
      case Change.Update(_, _, var fields) ->
          name + fields.stream().map(f -> f.path() + " " + f.consequence() + f.cause()).toList();
      case Change.Replace(_, _, var fields) ->
          name + fields.stream().map(f -> f.path() + " " + f.consequence() + f.cause()).toList();
      case Change.Waiting(var then, var on) -> name + on + " " + sketch(then);
      case Change.Blocked(var then, var why) -> name + why + " " + sketch(then);
      case Change.Keep(_, _, var progress) -> name + progress;
      case Change.Restart(_, _, var because) -> name + because;
      case Change.Adopt(_, _, var fields) ->
          name + fields.stream().map(f -> f.path() + " " + f.consequence()).toList();
      case Change.Create _, Change.Delete _ -> name;
    };
  }
}
