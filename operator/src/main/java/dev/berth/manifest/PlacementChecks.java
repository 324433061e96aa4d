package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.plan.Rebalancing;
import java.util.List;
import java.util.Locale;

/// What ECS refuses of a service's place among instances. Source: ECS API reference, CreateService,
/// PlacementStrategy and PlacementConstraint.
final class PlacementChecks {
  private static final Path STRATEGY = Path.ROOT.field("placementStrategy");
  private static final Path CONSTRAINTS = Path.ROOT.field("placementConstraints");
  private static final int MOST_STRATEGIES = 5;
  private static final int MOST_CONSTRAINTS = 10;

  private final Draft draft;
  private final Findings findings;

  PlacementChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
  }

  void run() {
    var strategy = draft.fields().each("placementStrategy");
    most(strategy, MOST_STRATEGIES, STRATEGY);
    strategy.forEach(this::strategy);
    constraints(draft.fields(), CONSTRAINTS);
    constraints(
        draft.definition(), Path.ROOT.field("taskDefinition").field("placementConstraints"));
    if (draft.fields().text("schedulingStrategy").filter("DAEMON"::equals).isPresent()) daemon();
    rebalancing();
  }

  private void strategy(Value.Fields one) {
    var type = one.text("type").orElse("");
    var field = one.text("field").orElse("").toLowerCase(Locale.ROOT);
    boolean resource = List.of("cpu", "memory").contains(field);
    var path = STRATEGY.element(type + (field.isEmpty() ? "" : "/" + one.text("field").get()));
    if (type.equals("binpack") && !resource) {
      tell("placement", path, "binpack packs by cpu or memory", "state field: memory");
    }
    if (type.equals("spread") && (field.isEmpty() || resource)) {
      var hint = "state field: attribute:ecs.availability-zone, or instanceId";
      tell("placement", path, "spread needs an attribute to spread over", hint);
    }
  }

  private void constraints(Value.Fields object, Path path) {
    var all = object.each("placementConstraints");
    most(all, MOST_CONSTRAINTS, path);
    for (var one : all) {
      var type = one.text("type").orElse("");
      var expression = one.text("expression").orElse("");
      if (type.equals("memberOf") && expression.isEmpty()) {
        var hint = "state one, as attribute:ecs.instance-type =~ t3.*";
        tell("placement", path.element(type), "memberOf needs an expression", hint);
      }
      if (type.equals("distinctInstance") && !expression.isEmpty()) {
        var at = path.element(type + "/" + expression);
        tell("placement", at, "distinctInstance takes no expression", "remove it");
      }
    }
  }

  private void most(List<Value.Fields> all, int most, Path path) {
    if (all.size() <= most) return;
    tell("placement", path, all.size() + " are more than ECS's " + most, "keep at most " + most);
  }

  /// One task an instance, no more and no fewer.
  private void daemon() {
    if (draft.fields().at("desiredCount").isPresent()) {
      var sentence = "a DAEMON service has one task on each instance, and no count";
      tell("placement", Path.ROOT.field("desiredCount"), sentence, "write desiredCount: null");
    }
    if (!draft.fields().items("placementStrategy").isEmpty()) {
      tell("placement", STRATEGY, "a DAEMON service takes no placement strategy", "remove it");
    }
  }

  private void rebalancing() {
    var path = Path.ROOT.field("availabilityZoneRebalancing");
    if (draft.fields().text("availabilityZoneRebalancing").filter("ENABLED"::equals).isEmpty()) {
      return;
    }
    Rebalancing.hindrance(draft.fields())
        .ifPresent(why -> tell("rebalancing", path, "ECS rebalances zones only " + why, hint()));
  }

  private static String hint() {
    return "set it to DISABLED, or change that";
  }

  private void tell(String rule, Path path, String sentence, String hint) {
    draft.tell(findings, rule, path, sentence, hint);
  }
}
