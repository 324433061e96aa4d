package dev.berth.reconcile;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Blue/green, linear and canary roll-outs, and what else a service needs for them.
final class StrategyDice {
  private static final String ROLLOUT = "deploymentConfiguration";
  private static final String BALANCERS = "loadBalancers";
  private static final String GROUP = "targetGroupArn";
  private static final String ADVANCED = "advancedConfiguration";
  private static final String ALTERNATE = "alternateTargetGroupArn";
  private static final String HOOK = "arn:aws:lambda:us-east-1:000000000000:function:";

  private final Dice dice;

  StrategyDice(Dice dice) {
    this.dice = dice;
  }

  /// At times another strategy than ROLLING.
  Fields some(Fields rollout) {
    if (!dice.in(20)) return rollout;
    var name = dice.one(List.of("BLUE_GREEN", "LINEAR", "CANARY"));
    var with = rollout.with("strategy", Value.of(name));
    if (dice.in(70)) with = with.with("bakeTimeInMinutes", Value.of(dice.between(0, 2)));
    if (dice.in(40)) with = with.with("lifecycleHooks", hooks());
    return switch (name) {
      case "LINEAR" -> with.with("linearConfiguration", steps("step", dice.between(30, 60)));
      case "CANARY" -> with.with("canaryConfiguration", steps("canary", dice.between(1, 20)));
      default -> with;
    };
  }

  private Fields steps(String prefix, int percent) {
    return Fields.EMPTY
        .with(prefix + "Percent", Value.of(percent))
        .with(prefix + "BakeTimeInMinutes", Value.of(dice.between(0, 1)));
  }

  private Value hooks() {
    var stages = dice.shuffled(List.of("PRE_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT", "POST_SCALE_UP"));
    var hook =
        Fields.EMPTY
            .with("hookTargetArn", Value.of(HOOK + dice.one(List.of("good", "bad", "slow"))))
            .with("roleArn", Value.of("arn:aws:iam::000000000000:role/hooks"))
            .with("lifecycleStages", Value.texts(stages.subList(0, dice.between(1, 3))));
    return Value.items(List.of(hook));
  }

  /// A second target group where the strategy needs one, and a strategy that has what it needs.
  static Fields sound(Fields fields) {
    var strategy = fields.fields(ROLLOUT).text("strategy").orElse("ROLLING");
    if (strategy.equals("ROLLING")) return fields;
    var balancers = new ArrayList<Value>();
    fields.each(BALANCERS).forEach(each -> balancers.add(handedOver(each)));
    if (!balancers.isEmpty()) return fields.with(BALANCERS, Value.items(balancers));
    boolean connects = fields.fields("serviceConnectConfiguration").on("enabled");
    if (connects || strategy.equals("BLUE_GREEN")) return fields;
    var rollout = fields.fields(ROLLOUT).without("linearConfiguration");
    rollout = rollout.without("canaryConfiguration").with("strategy", Value.of("BLUE_GREEN"));
    return fields.with(ROLLOUT, rollout);
  }

  private static Fields handedOver(Fields balancer) {
    if (!balancer.fields(ADVANCED).text(ALTERNATE).orElse("").isEmpty()) return balancer;
    var advanced =
        Fields.EMPTY
            .with(ALTERNATE, Value.of("arn:aws:elasticloadbalancing:tg/other"))
            .with("productionListenerRule", Value.of("arn:aws:elasticloadbalancing:rule"))
            .with("roleArn", Value.of("arn:aws:iam::000000000000:role/listeners"));
    return balancer.with(ADVANCED, advanced);
  }

  /// What a roll-out that nothing fails takes longer than a rolling one: its bakes and steps, and
  /// hooks that answer at the third time.
  static Duration longer(Fields fields) {
    var strategy = Strategy.of(fields);
    if (!strategy.staged()) return Duration.ZERO;
    long asked = strategy.hooks().stream().mapToLong(hook -> hook.stages().size()).sum();
    var rests = strategy.rest().multipliedBy(strategy.steps() - 1L);
    return strategy.bake().plus(rests).plus(Duration.ofMinutes(asked));
  }

  /// With hooks that let every release pass.
  static Fields mended(Fields fields) {
    var rollout = fields.fields(ROLLOUT);
    if (rollout.each("lifecycleHooks").isEmpty()) return fields;
    var hooks =
        rollout.each("lifecycleHooks").stream()
            .map(hook -> hook.with("hookTargetArn", Value.of(HOOK + "good")))
            .toList();
    return fields.with(ROLLOUT, rollout.with("lifecycleHooks", Value.items(hooks)));
  }

  /// With the groups of each pair in the order of their names: which comes first says nothing.
  static Fields paired(Fields fields) {
    var balancers = new ArrayList<Value>();
    for (var each : fields.each(BALANCERS)) {
      var one = each.text(GROUP).orElse("");
      var other = each.fields(ADVANCED).text(ALTERNATE).orElse("");
      boolean swap = !other.isEmpty() && other.compareTo(one) < 0;
      var advanced = each.fields(ADVANCED).with(ALTERNATE, Value.of(one));
      balancers.add(swap ? each.with(GROUP, Value.of(other)).with(ADVANCED, advanced) : each);
    }
    return balancers.isEmpty() ? fields : fields.with(BALANCERS, Value.items(balancers));
  }
}
