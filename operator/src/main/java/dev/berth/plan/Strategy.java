package dev.berth.plan;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/// How a service's `deploymentConfiguration` moves it to new tasks, with ECS's defaults filled
/// (source: ECS API reference, DeploymentConfiguration).
///
/// @param share percent of the production traffic that one step moves
/// @param rest between two steps
/// @param bake when all of the traffic has moved, before the old tasks go
public record Strategy(
    Kind kind, BigDecimal share, Duration rest, Duration bake, List<Hook> hooks) {
  /// The longest that one Lambda function runs (source: Lambda quotas).
  private static final Duration HOOK = Duration.ofMinutes(15);

  private static final BigDecimal ALL = BigDecimal.valueOf(100);
  private static final String EACH_STEP = "PRODUCTION_TRAFFIC_SHIFT";

  public enum Kind {
    ROLLING,
    BLUE_GREEN,
    LINEAR,
    CANARY
  }

  /// @param arn of the Lambda function
  /// @param stages where it is asked, in ECS's words
  public record Hook(String arn, List<String> stages) {
    public Hook {
      stages = List.copyOf(stages);
    }

    public String name() {
      return arn.replaceFirst("^arn:.*:function:", "");
    }
  }

  public Strategy {
    hooks = List.copyOf(hooks);
  }

  /// @param service the members of a service, wanted or live
  public static Strategy of(Fields service) {
    var rollout = service.fields(RolloutFields.MEMBER);
    var kind = kind(rollout.text("strategy").orElse(""));
    var bake = minutes(rollout, "", "bakeTimeInMinutes");
    var hooks = rollout.each("lifecycleHooks").stream().map(Strategy::hook).toList();
    return switch (kind) {
      case ROLLING, BLUE_GREEN -> new Strategy(kind, ALL, Duration.ZERO, bake, hooks);
      case LINEAR -> steps(kind, rollout, "linearConfiguration", "step", bake, hooks);
      case CANARY -> steps(kind, rollout, "canaryConfiguration", "canary", bake, hooks);
    };
  }

  private static Strategy steps(
      Kind kind, Fields rollout, String group, String prefix, Duration bake, List<Hook> hooks) {
    var share = number(rollout, group, prefix + "Percent");
    var rest = minutes(rollout, group, prefix + "BakeTimeInMinutes");
    return new Strategy(kind, share, rest, bake, hooks);
  }

  private static Kind kind(String word) {
    for (var kind : Kind.values()) if (kind.name().equals(word)) return kind;
    return Kind.ROLLING;
  }

  private static Hook hook(Fields hook) {
    var stages =
        hook.items("lifecycleStages").stream()
            .map(stage -> stage instanceof Value.Text(var text) ? text : "")
            .toList();
    return new Hook(hook.text("hookTargetArn").orElse(""), stages);
  }

  private static Duration minutes(Fields rollout, String group, String member) {
    return Duration.ofMinutes(number(rollout, group, member).longValue());
  }

  /// What is stated, or what the table says of it where nothing is.
  private static BigDecimal number(Fields rollout, String group, String member) {
    var path = RolloutFields.MEMBER + (group.isEmpty() ? "." : "." + group + ".") + member;
    var fields = group.isEmpty() ? rollout : rollout.fields(group);
    return fields
        .at(member)
        .or(() -> RolloutFields.TABLE.row(path).flatMap(FieldRow::literal))
        .map(value -> value instanceof Value.Num(var number) ? number : BigDecimal.ZERO)
        .orElse(BigDecimal.ZERO);
  }

  /// Whether ECS takes it through lifecycle stages, which it tells in service deployments alone.
  public boolean staged() {
    return kind != Kind.ROLLING;
  }

  /// How often a part of the traffic moves.
  public int steps() {
    return switch (kind) {
      case ROLLING, BLUE_GREEN -> 1;
      case LINEAR ->
          share.signum() <= 0 ? 1 : ALL.divide(share, 0, RoundingMode.CEILING).intValue();
      case CANARY -> share.compareTo(ALL) >= 0 ? 1 : 2;
    };
  }

  /// What a roll-out may take longer than one that starts and stops tasks alone: its bakes and
  /// steps, and each time that a hook is asked.
  public Duration longer() {
    var asked = 0L;
    for (var hook : hooks) {
      for (var stage : hook.stages()) asked += stage.endsWith(EACH_STEP) ? eachStep(stage) : 1;
    }
    return bake.plus(rest.multipliedBy(steps() - 1L)).plus(HOOK.multipliedBy(staged() ? asked : 0));
  }

  /// The shift of the test traffic happens once, and so does what follows the last step.
  private int eachStep(String stage) {
    return stage.equals(EACH_STEP) || stage.equals("PRE_" + EACH_STEP) ? steps() : 1;
  }

  /// The names of the hooks that are asked at a stage.
  public List<String> hooks(String stage) {
    return hooks.stream().filter(hook -> hook.stages().contains(stage)).map(Hook::name).toList();
  }
}
