package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.plan.Strategy;
import dev.berth.plan.Strategy.Kind;
import java.math.BigDecimal;
import java.util.List;

/// What ECS refuses of a deployment strategy (source: ECS API reference, DeploymentConfiguration,
/// and ECS developer guide, "Amazon ECS deployment strategies").
final class StrategyChecks {
  private static final String RULE = "strategy";
  private static final Path ROLLOUT = Path.ROOT.field("deploymentConfiguration");
  private static final List<String> HANDED_OVER =
      List.of("alternateTargetGroupArn", "productionListenerRule", "roleArn");
  private static final BigDecimal LEAST = new BigDecimal("0.1");

  private final Draft draft;
  private final Findings findings;
  private final Strategy strategy;

  StrategyChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
    this.strategy = Strategy.of(draft.fields());
  }

  void run() {
    beside("linearConfiguration", Kind.LINEAR);
    beside("canaryConfiguration", Kind.CANARY);
    share("linearConfiguration", "stepPercent");
    share("canaryConfiguration", "canaryPercent");
    hooks();
    if (!strategy.staged()) return;
    bake();
    breaker();
    balancers();
  }

  private Value.Fields rollout() {
    return draft.fields().fields("deploymentConfiguration");
  }

  private void beside(String member, Kind kind) {
    if (rollout().at(member).isEmpty() || strategy.kind() == kind) return;
    var sentence = "ECS takes `" + member + "` with strategy " + kind + " alone";
    tell(ROLLOUT.field(member), sentence, "leave it out, or say strategy: " + kind);
  }

  private void share(String group, String member) {
    var stated = rollout().fields(group).at(member);
    if (stated.isEmpty() || !(stated.get() instanceof Value.Num(var number))) return;
    if (number.compareTo(LEAST) >= 0 && number.scale() <= 1) return;
    var sentence = number + " is no share of the traffic: ECS counts in tenths of a percent";
    tell(ROLLOUT.field(group).field(member), sentence, "write it as 7.5");
  }

  private void hooks() {
    var path = ROLLOUT.field("lifecycleHooks");
    for (var hook : rollout().each("lifecycleHooks")) {
      var element = path.element(hook.text("hookTargetArn").orElse(""));
      for (var member : List.of("hookTargetArn", "roleArn")) {
        if (hook.at(member).isPresent()) continue;
        tell(element, "a hook needs its `" + member + "`", "give it beside lifecycleStages");
      }
      if (!hook.items("lifecycleStages").isEmpty()) continue;
      var hint = "name at least one, such as POST_TEST_TRAFFIC_SHIFT";
      tell(element, "a hook without `lifecycleStages` is never asked", hint);
    }
  }

  private void bake() {
    if (strategy.kind() != Kind.BLUE_GREEN || rollout().at("bakeTimeInMinutes").isPresent()) return;
    var sentence = "BLUE_GREEN needs `bakeTimeInMinutes`: how long the old tasks stay beside";
    tell(ROLLOUT, sentence, "state it, such as 10; 0 is no time");
  }

  private void breaker() {
    var member = "deploymentCircuitBreaker";
    if (!rollout().fields(member).on("enable")) return;
    var sentence =
        "only ROLLING has a circuit breaker; " + strategy.kind() + " goes back by itself";
    var hint = "say deploymentCircuitBreaker: {enable: false} for this service";
    tell(ROLLOUT.field(member), sentence, hint);
  }

  private void balancers() {
    var path = Path.ROOT.field("loadBalancers");
    var balancers = draft.fields().each("loadBalancers");
    for (var each : balancers) {
      var advanced = each.fields("advancedConfiguration");
      var missing = HANDED_OVER.stream().filter(name -> advanced.at(name).isEmpty()).toList();
      if (missing.isEmpty()) continue;
      var sentence =
          "`advancedConfiguration` lacks "
              + String.join(", ", missing)
              + ", which ECS needs to move"
              + " the traffic by "
              + strategy.kind();
      tell(
          path, sentence, "give the second target group, the listener's rule, and a role for both");
    }
    boolean gradual = strategy.kind() == Kind.LINEAR || strategy.kind() == Kind.CANARY;
    if (!gradual || !balancers.isEmpty()) return;
    if (draft.fields().fields("serviceConnectConfiguration").on("enabled")) return;
    var sentence =
        strategy.kind() + " moves traffic by parts, and here is nothing that could part it";
    tell(ROLLOUT.field("strategy"), sentence, "add a load balancer or Service Connect");
  }

  private void tell(Path path, String sentence, String hint) {
    draft.tell(findings, RULE, path, sentence, hint);
  }
}
