package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.Marks;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.ResourceKey.Kind;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring.Condition;
import dev.berth.plan.Difference;
import dev.berth.plan.Field.Consequence;
import dev.berth.plan.FieldDiff;
import dev.berth.plan.ScalingFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What is so in the account, told without plan, hash, mark or gate.
///
/// @param own gates nothing
record Truth(Account account, Desired desired, Own own) {
  Truth(Account account, Desired desired) {
    this(account, desired, Own.NONE);
  }

  boolean ours(ResourceKey key, Fields tagged) {
    var tags = Account.tags(tagged);
    return desired.environment().owner().equals(tags.get(Marks.OWNER))
        && key.toString().equals(tags.get(Marks.KEY));
  }

  /// In what a live service is not as wanted; empty when it is.
  List<String> astray(Wanted want, Fields service) {
    var astray = new ArrayList<String>();
    for (var difference : differences(want, service)) astray.add(difference.path().toString());
    var live = account.wishOf(service);
    if (!images(want.fields()).equals(images(live))) astray.add("images");
    if (!variables(want.fields()).equals(variables(live))) astray.add("variables");
    var count = want.fields().whole("desiredCount");
    if (scaled(want.key())) return astray;
    if (count.isPresent() && !count.equals(service.whole("desiredCount"))) astray.add("count");
    return astray;
  }

  /// Whether the revision that a service runs can still be used.
  boolean registered(Fields service) {
    return account
        .definition(service.text("taskDefinition").orElse(""))
        .filter(d -> d.fields("taskDefinition").text("status").equals(Optional.of("ACTIVE")))
        .isPresent();
  }

  private List<Difference> differences(Wanted want, Fields service) {
    var live = StrategyDice.paired(account.wishOf(service));
    return FieldDiff.service(StrategyDice.paired(want.fields()), live).stream()
        .filter(d -> !(d.consequence() instanceof Consequence.Ignored))
        .filter(d -> want.wiring().ignore().stream().noneMatch(d.path()::startsWith))
        .filter(d -> !scaled(want.key()) || !d.path().equals(Path.of("desiredCount")))
        .toList();
  }

  /// Whether the count of a service is another's to set: of AWS, or of who scales it.
  private boolean scaled(ResourceKey service) {
    var owner = desired.environment().owner();
    return desired.wanted().containsKey(ResourceKey.scalableTarget(service.name()))
        || account
            .targetTags(service.name())
            .filter(tags -> !owner.equals(tags.get(Marks.OWNER)))
            .isPresent();
  }

  /// In what the scaling of a service is not as wanted; empty when it is.
  List<String> unscaled(ResourceKey service) {
    var wanted = ScalingDice.of(service, desired.wanted());
    var live = account.scaling(service.name());
    var astray = new ArrayList<String>();
    if (wanted.isEmpty()) return astray;
    if (!wanted.keySet().equals(live.keySet()))
      astray.add(wanted.keySet() + " is " + live.keySet());
    wanted.forEach((key, want) -> {
      var table = ScalingFields.of(key.kind());
      for (var moved : FieldDiff.of(table, want.fields(), live.getOrDefault(key, Fields.EMPTY))) {
        var path = moved.path().toString();
        // A scheduled action has the last word.
        if (!path.equals("minCapacity") || key.kind() != Kind.SCALABLE_TARGET)
          astray.add(key + path);
      }
    });
    return astray;
  }

  private boolean contentAstray(Wanted want, Fields service) {
    return !images(want.fields()).equals(images(account.wishOf(service)))
        || differences(want, service).stream()
            .anyMatch(d -> !(d.consequence() instanceof Consequence.InPlace));
  }

  private static TreeMap<String, String> images(Fields wish) {
    var images = new TreeMap<String, String>();
    for (var container : wish.fields("taskDefinition").each("containerDefinitions")) {
      images.put(container.text("name").orElse(""), container.text("image").orElse(""));
    }
    return images;
  }

  private static TreeMap<String, Value> variables(Fields wish) {
    var variables = new TreeMap<String, Value>();
    for (var container : wish.fields("taskDefinition").each("containerDefinitions")) {
      for (var each : container.each("environment")) {
        var name = container.text("name").orElse("") + "." + each.text("name").orElse("");
        variables.put(name, each.at("value").orElse(Value.of("")));
      }
    }
    return variables;
  }

  /// Which of what a service needs is not there yet.
  List<String> closed(ResourceKey key) {
    var needed = new TreeMap<ResourceKey, Condition>();
    need(key, needed);
    var closed = new ArrayList<String>();
    needed.forEach((on, condition) -> {
      if (!open(on, condition)) closed.add(on.name());
    });
    return closed;
  }

  /// Which of all that is wanted does not run yet.
  List<String> missing() {
    return desired.wanted().keySet().stream()
        .filter(key -> key.kind() == ResourceKey.Kind.SERVICE && !open(key, Condition.EXISTS))
        .map(ResourceKey::name)
        .toList();
  }

  /// The environment's own services.
  List<String> owned() {
    return account.serviceNames().stream()
        .filter(name -> {
          var live = account.service(name);
          return live.filter(fields -> ours(ResourceKey.service(name), fields)).isPresent();
        })
        .toList();
  }

  /// Those of them that nobody wants.
  List<String> unwanted() {
    return owned().stream()
        .filter(name -> !desired.wanted().containsKey(ResourceKey.service(name)))
        .toList();
  }

  private void need(ResourceKey key, TreeMap<ResourceKey, Condition> needed) {
    var want = desired.wanted().get(key);
    if (want == null || key.name().equals(own.name()) && !needed.isEmpty()) return;
    for (var edge : want.wiring().dependsOn()) {
      var known = needed.get(edge.on());
      if (known == null || edge.condition() == Condition.ROLLED_OUT) {
        needed.put(edge.on(), edge.condition());
      }
      need(edge.on(), needed);
    }
  }

  private boolean open(ResourceKey on, Condition condition) {
    var want = desired.wanted().get(on);
    if (want == null || on.name().equals(own.name())) return true;
    var service = account.service(on.name());
    if (service.isEmpty() || !ours(on, service.get())) return false;
    boolean zero = service.get().whole("desiredCount").equals(Optional.of(0));
    return account.rolledOut(service.get())
        && !contentAstray(want, service.get())
        && (!zero || condition == Condition.EXISTS);
  }
}
