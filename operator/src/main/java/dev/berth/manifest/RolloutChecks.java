package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.plan.ServiceFields;
import java.util.List;
import java.util.TreeSet;

/// Roll-outs that could never move, and other settings that ECS refuses together.
final class RolloutChecks {
  private static final Path ROLLOUT = Path.ROOT.field("deploymentConfiguration");
  private static final Path STRATEGY = Path.ROOT.field("capacityProviderStrategy");
  private static final int ALL = 100;

  private final Draft draft;
  private final Findings findings;

  RolloutChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
  }

  void run() {
    percentages();
    capacity();
  }

  private int percent(String name) {
    int unstated =
        ServiceFields.ALONE
            .row("deploymentConfiguration." + name)
            .flatMap(row -> row.literal())
            .map(value -> ((Value.Num) value).number().intValue())
            .orElseThrow();
    return draft.fields().fields("deploymentConfiguration").whole(name).orElse(unstated);
  }

  /// ECS stops an old task while at least ceil(count x minimum) are healthy without it, and starts
  /// a new one while fewer than floor(count x maximum) run (source: ECS API reference,
  /// DeploymentConfiguration).
  private void percentages() {
    var rollout = draft.fields().fields("deploymentConfiguration");
    if (rollout.text("strategy").filter(word -> !word.equals("ROLLING")).isPresent()) return;
    if (draft.fields().text("schedulingStrategy").filter("DAEMON"::equals).isPresent()) return;
    int least = percent("minimumHealthyPercent");
    int most = percent("maximumPercent");
    var count = draft.fields().whole("desiredCount");
    if (count.isEmpty()) {
      if (least < most) return;
      tell("rollout-percent", ROLLOUT, least + " to " + most + " percent leaves no room", hint());
      return;
    }
    int low = Math.ceilDiv(count.get() * least, ALL);
    int high = Math.floorDiv(count.get() * most, ALL);
    if (count.get() <= 0 || high > low) return;
    var sentence =
        String.format(
            "of %d %s at least %d must stay and at most %d may run, so no roll-out can begin",
            count.get(), count.get() == 1 ? "task" : "tasks", low, high);
    tell("rollout-percent", ROLLOUT, sentence, hint());
  }

  private static String hint() {
    return "raise maximumPercent, such as to 200, or lower minimumHealthyPercent";
  }

  void capacity() {
    var strategy = draft.fields().each("capacityProviderStrategy");
    if (strategy.isEmpty()) return;
    if (draft.fields().text("launchType").isPresent()) {
      var sentence = "there is a launch type or a capacity provider strategy, not both";
      tell("capacity", Path.ROOT.field("launchType"), sentence, "keep one of them");
    }
    if (strategy.stream().allMatch(item -> item.whole("weight").orElse(1) == 0)) {
      tell("capacity", STRATEGY, "no capacity provider has a weight above 0", "give one a weight");
    }
    if (strategy.stream().filter(item -> item.whole("base").orElse(0) > 0).count() > 1) {
      tell("capacity", STRATEGY, "only one capacity provider can have a base", "keep one");
    }
  }

  /// What holds in a cluster that Berth makes: of another one nobody knows the settings here.
  void inside(Value.Fields cluster) {
    providers(cluster.items("capacityProviders"));
    var service = draft.fields();
    if (!cluster.items("defaultCapacityProviderStrategy").isEmpty()) return;
    if (service.at("launchType").or(() -> service.at("capacityProviderStrategy")).isPresent()) {
      return;
    }
    var sentence =
        "without a launch type and with no default strategy in the cluster, ECS looks for EC2"
            + " instances";
    tell("capacity", Path.ROOT.field("launchType"), sentence, "state launchType: FARGATE, or EC2");
  }

  private void providers(List<Value> known) {
    var names = new TreeSet<String>();
    for (var value : known) if (value instanceof Value.Text(var name)) names.add(name);
    for (var item : draft.fields().each("capacityProviderStrategy")) {
      var name = item.text("capacityProvider").orElse("");
      if (names.contains(name)) continue;
      var sentence = "the cluster is made without the capacity provider " + name;
      var hint = "add it to spec.cluster.capacityProviders of the Environment";
      tell("capacity", STRATEGY.element(name), sentence, hint);
    }
  }

  private void tell(String rule, Path path, String sentence, String hint) {
    draft.tell(findings, rule, path, sentence, hint);
  }
}
