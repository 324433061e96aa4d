package dev.berth.manifest;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.List;

/// Everything that can be told without a call of what ECS would refuse, or could never do.
final class Checks {
  private Checks() {}

  /// @param all every Service and Job of the folder, wanted here or not
  static void run(
      Environment environment, List<Draft> drafts, List<Document> all, Findings findings) {
    new EdgeChecks(all, findings).run(drafts);
    var unique = new NameChecks(findings);
    drafts.forEach(unique::add);
    var model = environment.model();
    if (model.isEmpty()) return;
    new EnvironmentChecks(environment, model.get(), findings).run();
    for (var draft : drafts) resource(draft, model.get(), findings);
  }

  private static void resource(Draft draft, EnvironmentSpec environment, Findings findings) {
    var definition = draft.fields().at("taskDefinition");
    if (definition.isEmpty()) {
      var path = Path.ROOT.field("taskDefinition");
      draft.tell(findings, "missing-field", path, "`taskDefinition` is missing", "");
    }
    if (definition.filter(Value.Fields.class::isInstance).isEmpty()) return;
    new ContainerChecks(draft, findings).run();
    new SizeChecks(draft, findings).containers();
    new PortChecks(draft, findings).run();
    new ScalingChecks(draft, findings).run();
    var rollout = new RolloutChecks(draft, findings);
    if (draft.kind() == Kind.SERVICE) {
      rollout.run();
      new StrategyChecks(draft, findings).run();
    } else {
      rollout.capacity();
    }
    if (environment.cluster().origin() == Origin.CREATED) {
      rollout.inside(environment.cluster().settings());
    }
    capacity(draft, Fargate.runs(draft.fields(), environment), findings);
  }

  private static void capacity(Draft draft, boolean fargate, Findings findings) {
    new NetworkChecks(draft, findings).run(fargate);
    new PlacementChecks(draft, findings).run();
    new InstanceChecks(draft, findings).run();
    var checks = new FargateChecks(draft, findings);
    if (fargate) checks.service();
    if (!fargate && !Fargate.takes(draft.definition())) {
      new SizeChecks(draft, findings).instances();
      return;
    }
    new SizeChecks(draft, findings).fargate();
    checks.definition();
  }
}
