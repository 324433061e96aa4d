package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.Json;
import dev.berth.model.Live.Definition;
import dev.berth.model.Marks;
import dev.berth.model.PauseMark;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.SpecHash;
import java.util.ArrayList;
import java.util.List;

/// What people and other tools do to services that Berth keeps.
record Mischief(Account account, Dice dice, Coverage coverage) {
  private enum Kind {
    COUNT,
    OTHER_REVISION,
    DELETED,
    FORGOTTEN,
    STRIPPED,
    TAKEN_OVER,
    DEREGISTERED,
    SETTINGS,
    NETWORK,
    PLACEMENT,
    PROVIDERS,
    SKIPPED,
    OLD_FORMAT,
    AGAIN,
    STOPPED,
    UNTAGGED,
    PAUSED,
    RANGE,
    UNSCALED,
    RIVAL,
    POLICY
  }

  /// Does one thing to one service that exists.
  ///
  /// @return its name
  String once(Desired desired) {
    var names =
        desired.wanted().keySet().stream()
            .filter(key -> key.kind() == ResourceKey.Kind.SERVICE)
            .map(ResourceKey::name)
            .toList();
    var name = dice.one(names);
    var service = account.service(name);
    if (service.isEmpty()) {
      if (dice.in(15)) foreign(name);
      return name;
    }
    var often = List.of(Kind.OLD_FORMAT, Kind.PAUSED, Kind.PLACEMENT);
    var kind = dice.one(dice.in(15) ? often : List.of(Kind.values()));
    if (act(kind, name, service.get(), desired)) coverage.count("By hand", kind.name());
    return name;
  }

  /// Sets the count of each service, as a tool does that thinks that it is its own.
  void fight(Desired desired) {
    for (var want : desired.wanted().values()) {
      if (want.key().kind() != ResourceKey.Kind.SERVICE) continue;
      if (account.service(want.key().name()).isEmpty()) continue;
      if (update(want.key().name(), "desiredCount", Value.of(6)))
        coverage.count("By hand", "FOUGHT");
    }
  }

  private boolean act(Kind kind, String name, Fields service, Desired desired) {
    var arn = service.text("serviceArn").orElseThrow();
    return switch (kind) {
      case COUNT -> update(name, "desiredCount", Value.of(dice.between(0, 4)));
      case OTHER_REVISION -> otherRevision(name, service);
      case DELETED -> account.tried("DeleteService", Account.named(name).with("force", on()));
      case FORGOTTEN -> untag(arn, List.of(Marks.APPLIED, Marks.SETTINGS));
      case STRIPPED -> untag(arn, List.copyOf(Account.tags(service).keySet()));
      case TAKEN_OVER -> tag(arn, Marks.OWNER, "acme/other");
      case DEREGISTERED ->
          account.tried(
              "DeregisterTaskDefinition",
              Fields.EMPTY.with("taskDefinition", service.at("taskDefinition").orElseThrow()));
      case SETTINGS -> settings(name);
      case NETWORK -> update(name, "networkConfiguration", network());
      case PLACEMENT -> update(name, "placementStrategy", Json.parse("[{\"type\":\"random\"}]"));
      case PROVIDERS -> providers(name, service);
      case SKIPPED -> tag(arn, Marks.SKIP, wantedHash(name, desired) + "/held");
      case OLD_FORMAT -> tag(arn, Marks.APPLIED, "0-" + digest(name, desired) + "/" + of(service));
      case AGAIN -> update(name, "forceNewDeployment", on());
      case STOPPED -> stop(service);
      case PAUSED -> tag(arn, Marks.PAUSE, pause());
      case RANGE ->
          account.targetTags(name).isPresent()
              && account.scaled("RegisterScalableTarget", name, range());
      case RIVAL -> rival(name);
      case UNSCALED -> account.scaled("DeregisterScalableTarget", name, Fields.EMPTY);
      case POLICY ->
          account.scaled(
              "DeleteScalingPolicy", name, Fields.EMPTY.with("PolicyName", Value.of("cpu")));
      case UNTAGGED -> untag(arn, List.copyOf(desired.environment().tags().keySet()));
    };
  }

  /// For minutes, for hours, or as somebody writes it who does not know the form.
  private String pause() {
    if (dice.in(20)) return "hands off";
    var end = account.simulator().now().plusSeconds(dice.between(60, 9000));
    return PauseMark.until(end, "seed " + dice.between(1, 9)).toString();
  }

  private Fields range() {
    return Fields.EMPTY
        .with("MinCapacity", Value.of(dice.between(0, 2)))
        .with("MaxCapacity", Value.of(dice.between(2, 5)));
  }

  /// Some other tool scales it from now on, where nothing did.
  private boolean rival(String name) {
    if (account.targetTags(name).isPresent()) return false;
    return account.scaled("RegisterScalableTarget", name, range())
        && update(name, "desiredCount", Value.of(dice.between(2, 5)));
  }

  /// A service of that name that some other tool made.
  void foreign(String name) {
    if (made(name, List.of())) coverage.count("By hand", "FOREIGN");
  }

  /// Services that no manifest wants: some are the environment's own, and one bears the tags of
  /// another, as copies do.
  void unwanted(Desired desired) {
    var owner = desired.environment().owner();
    int many = dice.between(0, 3);
    for (int i = 0; i < many; i++) {
      var name = "old" + i;
      if (made(name, marks(owner, name))) coverage.count("By hand", "LEFT_BEHIND");
    }
    if (dice.in(40) && made("copy", marks(owner, "old"))) coverage.count("By hand", "COPIED");
    if (dice.in(40) && made("other", marks("acme/other", "other"))) {
      coverage.count("By hand", "OTHERS");
    }
  }

  private static List<Value> marks(String owner, String name) {
    return List.of(tag(Marks.OWNER, owner), tag(Marks.KEY, ResourceKey.service(name).toString()));
  }

  private static Fields tag(String key, String value) {
    return Fields.EMPTY.with("key", Value.of(key)).with("value", Value.of(value));
  }

  private boolean made(String name, List<Value> tags) {
    var definition =
        Json.parse(
            """
            {"family": "foreign", "cpu": "256", "memory": "512", "networkMode": "awsvpc",
             "requiresCompatibilities": ["FARGATE"],
             "containerDefinitions": [{"name": "app", "image": "foreign:1"}]}
            """);
    var task = dice.in(50) ? (Fields) definition : besides((Fields) definition);
    account.ecs("RegisterTaskDefinition", task);
    var request =
        Account.named(name)
            .without("service")
            .with("serviceName", Value.of(name))
            .with("taskDefinition", Value.of("foreign"))
            .with("launchType", Value.of("FARGATE"))
            .with("desiredCount", Value.of(1))
            .with("networkConfiguration", network());
    return account.tried(
        "CreateService", tags.isEmpty() ? request : request.with("tags", Value.items(tags)));
  }

  /// With a container that no manifest has.
  private static Fields besides(Fields definition) {
    var containers = new ArrayList<Value>(definition.each("containerDefinitions"));
    containers.add(Json.parse("{\"name\": \"sidecar\", \"image\": \"sidecar:1\"}"));
    return definition.with("containerDefinitions", Value.items(containers));
  }

  private boolean update(String name, String member, Value value) {
    return account.tried("UpdateService", Account.named(name).with(member, value));
  }

  private boolean settings(String name) {
    var rollout = Fields.EMPTY.with("minimumHealthyPercent", Value.of(0));
    var request =
        Account.named(name)
            .with("healthCheckGracePeriodSeconds", Value.of(dice.between(31, 60)))
            .with("enableExecuteCommand", Value.of(dice.in(50)))
            .with("deploymentConfiguration", rollout);
    return account.tried("UpdateService", request);
  }

  private Fields network() {
    return (Fields)
        Json.parse(
            """
            {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-hand"]}}
            """);
  }

  private boolean providers(String name, Fields service) {
    if (service.each("capacityProviderStrategy").isEmpty()) return false;
    var strategy = Json.parse("[{\"capacityProvider\": \"FARGATE\", \"weight\": 7}]");
    var request = Account.named(name).with("capacityProviderStrategy", strategy);
    return account.tried("UpdateService", request.with("forceNewDeployment", on()));
  }

  private boolean otherRevision(String name, Fields service) {
    var found = account.definition(service.text("taskDefinition").orElse(""));
    if (found.isEmpty()) return false;
    var definition = found.get().fields("taskDefinition");
    for (var added :
        List.of(
            "taskDefinitionArn",
            "revision",
            "status",
            "requiresAttributes",
            "compatibilities",
            "registeredAt",
            "deregisteredAt",
            "registeredBy")) {
      definition = definition.without(added);
    }
    var containers = new ArrayList<Value>();
    for (var each : definition.each("containerDefinitions")) {
      var app = each.text("name").filter("app"::equals);
      containers.add(app.isEmpty() ? each : each.with("image", Value.of("hand/app:1")));
    }
    definition = definition.with("containerDefinitions", Value.items(containers));
    var made = account.ecs("RegisterTaskDefinition", definition).fields("taskDefinition");
    return update(name, "taskDefinition", made.at("taskDefinitionArn").orElseThrow());
  }

  private boolean stop(Fields service) {
    var request = Account.named(service.text("serviceName").orElseThrow());
    var newest = account.ecs("ListServiceDeployments", request).each("serviceDeployments");
    return !newest.isEmpty()
        && account.tried(
            "StopServiceDeployment",
            Fields.EMPTY.with(
                "serviceDeploymentArn",
                newest.getFirst().at("serviceDeploymentArn").orElseThrow()));
  }

  boolean tag(String arn, String key, String value) {
    var tags = Value.items(List.of(tag(key, value)));
    var request = Fields.EMPTY.with("resourceArn", Value.of(arn));
    return account.tried("TagResource", request.with("tags", tags));
  }

  private boolean untag(String arn, List<String> keys) {
    if (keys.isEmpty()) return false;
    var request = Fields.EMPTY.with("resourceArn", Value.of(arn));
    return account.tried("UntagResource", request.with("tagKeys", Value.texts(keys)));
  }

  private static Value on() {
    return Value.of(true);
  }

  private static String wantedHash(String name, Desired desired) {
    return SpecHash.content(desired.wanted().get(ResourceKey.service(name)).fields());
  }

  /// The hash without its version.
  private static String digest(String name, Desired desired) {
    var hash = wantedHash(name, desired);
    return hash.substring(hash.indexOf('-') + 1);
  }

  private static String of(Fields service) {
    return Definition.revision(service.text("taskDefinition").orElse(""));
  }
}
