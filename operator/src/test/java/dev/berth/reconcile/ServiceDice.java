package dev.berth.reconcile;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Fargate services with any fields that the tables know and the simulated ECS takes.
final class ServiceDice {
  private static final String DEFINITION = "taskDefinition";
  private static final String CONTAINERS = "containerDefinitions";
  private static final List<String> GOOD = List.of("v1", "v2", "v3", "v4");
  private static final List<String> BAD =
      List.of("broken", "crash", "missing", "slow", "slow", "stuck", "stuck", "stuck", "stuck");
  private static final List<String> SIZES = List.of("256/512", "512/1024", "1 vCPU/2 GB");
  private static final List<String> PERCENTS = List.of("100/200", "0/100", "50/200", "0/200");
  private static final List<String> DROPPED =
      List.of(
          "deploymentConfiguration",
          "healthCheckGracePeriodSeconds",
          "enableECSManagedTags",
          "propagateTags",
          "capacityProviderStrategy",
          "serviceConnectConfiguration",
          "loadBalancers");

  private final Dice dice;
  private final LeafDice leaves;
  private final StrategyDice strategies;

  ServiceDice(Dice dice) {
    this.dice = dice;
    this.leaves = new LeafDice(dice);
    this.strategies = new StrategyDice(dice);
  }

  /// A service that was made for EC2 once now says that it is of Fargate: unstated, its launch type
  /// would be left alone.
  static Fields fargate(Fields fields) {
    boolean made = fields.fields(DEFINITION).items("requiresCompatibilities").size() > 1;
    boolean stated = fields.at("capacityProviderStrategy").isPresent();
    var sound = StrategyDice.sound(fields);
    return made && !stated ? sound.with("launchType", Value.of("FARGATE")) : sound;
  }

  Fields mended(Fields fields) {
    var image = image("fixed" + dice.between(1, 999));
    return StrategyDice.mended(container(fields, app -> app.with("image", image)));
  }

  Fields fresh(String name) {
    var fields = network(Fields.EMPTY).with(DEFINITION, definition(name));
    fields = launched(fields);
    if (dice.in(10)) fields = ec2(fields);
    if (dice.in(75)) fields = counted(fields);
    if (dice.in(75)) fields = rolled(fields);
    if (dice.in(45)) fields = connected(fields, name);
    if (dice.in(20)) fields = balanced(fields);
    return legal(StrategyDice.sound(leaves.service(fields, 15)));
  }

  /// Zones are rebalanced only where there is room above the count.
  private static Fields legal(Fields fields) {
    int most = fields.fields("deploymentConfiguration").whole("maximumPercent").orElse(200);
    return most > 100 ? fields : fields.without("availabilityZoneRebalancing");
  }

  /// One to three edits.
  Fields edited(Fields before) {
    var name = before.fields(DEFINITION).text("family").orElse("").replace("-next", "");
    var fields = before;
    for (int edit = dice.between(1, 3); edit > 0; edit--) fields = once(fields, name);
    return fargate(legal(fields));
  }

  private Fields once(Fields fields, String name) {
    return switch (dice.between(0, 13)) {
      case 0, 1, 2 -> container(fields, app -> app.with("image", image(tag())));
      case 3 -> container(fields, app -> app.with("environment", variables()));
      case 4 -> counted(fields);
      case 5 -> launched(fields.without("launchType").without("capacityProviderStrategy"));
      case 6 -> fields.without(dice.one(DROPPED));
      case 7 -> rolled(fields);
      case 8 -> connected(fields, name);
      case 9 -> leaves.service(fields, 20);
      case 10 -> container(fields, app -> leaves.container(app, 20));
      case 11 -> network(fields);
      case 12 -> fields.with(DEFINITION, leaves.task(fields.fields(DEFINITION), 30));
      default -> {
        var definition = fields.fields(DEFINITION);
        yield fields.with(DEFINITION, definition.with("family", Value.of(name + "-next")));
      }
    };
  }

  private Fields network(Fields fields) {
    var groups = dice.shuffled(List.of("sg-1", "sg-2", "sg-3")).subList(0, dice.between(1, 3));
    var vpc =
        Fields.EMPTY
            .with("subnets", Value.texts(dice.shuffled(List.of("subnet-1", "subnet-2"))))
            .with("securityGroups", Value.texts(groups));
    if (dice.in(30)) vpc = vpc.with("assignPublicIp", Value.of("ENABLED"));
    return fields.with("networkConfiguration", Fields.EMPTY.with("awsvpcConfiguration", vpc));
  }

  private Fields launched(Fields fields) {
    return switch (dice.between(0, 3)) {
      case 0 -> fields;
      case 1 -> fields.with("launchType", Value.of("FARGATE"));
      default -> fields.with("capacityProviderStrategy", strategy());
    };
  }

  private Value strategy() {
    var items = new ArrayList<Value>();
    for (var name : dice.shuffled(List.of("FARGATE", "FARGATE_SPOT"))) {
      if (!items.isEmpty() && dice.in(30)) continue;
      var item = Fields.EMPTY.with("capacityProvider", Value.of(name));
      if (items.isEmpty() && dice.in(40)) item = item.with("base", Value.of(1));
      items.add(dice.in(60) ? item.with("weight", Value.of(dice.between(1, 3))) : item);
    }
    return Value.items(items);
  }

  private static Fields ec2(Fields fields) {
    var both = Value.texts(List.of("EC2", "FARGATE"));
    var definition = fields.fields(DEFINITION).with("requiresCompatibilities", both);
    return fields
        .without("capacityProviderStrategy")
        .with("launchType", Value.of("EC2"))
        .with(DEFINITION, definition);
  }

  private Fields counted(Fields fields) {
    return fields.with("desiredCount", Value.of(dice.in(8) ? 0 : dice.between(1, 4)));
  }

  private Fields rolled(Fields fields) {
    var percents = dice.one(PERCENTS).split("/");
    var rollout = Fields.EMPTY;
    if (dice.in(60)) {
      rollout = rollout.with("minimumHealthyPercent", Value.of(Long.parseLong(percents[0])));
      rollout = rollout.with("maximumPercent", Value.of(Long.parseLong(percents[1])));
    }
    if (dice.in(85)) {
      var breaker = Fields.EMPTY.with("enable", Value.of(dice.in(70)));
      if (dice.in(85)) breaker = breaker.with("rollback", Value.of(dice.in(75)));
      rollout = rollout.with("deploymentCircuitBreaker", breaker);
    }
    return fields.with("deploymentConfiguration", strategies.some(rollout));
  }

  private Fields connected(Fields fields, String name) {
    var connect = Fields.EMPTY.with("enabled", Value.of(true)).with("namespace", Value.of("mesh"));
    if (dice.in(70)) {
      var alias = Fields.EMPTY.with("port", Value.of(80)).with("dnsName", Value.of(name));
      var server =
          Fields.EMPTY
              .with("portName", Value.of("http"))
              .with("discoveryName", Value.of(name))
              .with("clientAliases", Value.items(List.of(alias)));
      connect = connect.with("services", Value.items(List.of(server)));
    }
    return fields.with("serviceConnectConfiguration", connect);
  }

  private Fields balanced(Fields fields) {
    var balancer =
        Fields.EMPTY
            .with("targetGroupArn", Value.of("arn:aws:elasticloadbalancing:tg/" + dice.in(50)))
            .with("containerName", Value.of("app"))
            .with("containerPort", Value.of(8000));
    return fields.with("loadBalancers", Value.items(List.of(balancer)));
  }

  private Fields definition(String family) {
    var size = dice.one(SIZES).split("/");
    var containers = new ArrayList<Value>();
    var app =
        Fields.EMPTY
            .with("name", Value.of("app"))
            .with("image", image(dice.one(GOOD)))
            .with("environment", variables())
            .with("portMappings", Json.parse("[{\"containerPort\": 8000, \"name\": \"http\"}]"));
    if (dice.in(30)) {
      containers.add(Json.parse("{\"name\":\"init\",\"image\":\"init:1\",\"essential\":false}"));
      app =
          app.with(
              "dependsOn",
              Json.parse("[{\"containerName\": \"init\", \"condition\": \"SUCCESS\"}]"));
    }
    if (dice.in(30)) containers.add(Json.parse("{\"name\":\"proxy\",\"image\":\"proxy:1\"}"));
    containers.add(leaves.container(app, 12));
    var definition =
        Fields.EMPTY
            .with("family", Value.of(family))
            .with("cpu", Value.of(size[0]))
            .with("memory", Value.of(size[1]))
            .with("networkMode", Value.of("awsvpc"))
            .with("requiresCompatibilities", Value.texts(List.of("FARGATE")))
            .with("executionRoleArn", Value.of("arn:aws:iam::000000000000:role/execution"))
            .with(CONTAINERS, Value.items(dice.shuffled(containers)));
    return leaves.task(definition, 15);
  }

  private String tag() {
    return dice.one(dice.in(60) ? GOOD : BAD);
  }

  private static Value image(String tag) {
    return Value.of("registry.example/app:" + tag);
  }

  private Value variables() {
    var items = new ArrayList<Value>();
    for (var name : dice.shuffled(List.of("LEVEL", "PORT", "MODE"))) {
      if (dice.in(40)) continue;
      var value = Value.of(dice.one(List.of("a", "b", "1.0")));
      items.add(Fields.EMPTY.with("name", Value.of(name)).with("value", value));
    }
    return Value.items(items);
  }

  static Fields container(Fields fields, UnaryOperator<Fields> change) {
    var definition = fields.fields(DEFINITION);
    var containers = new ArrayList<Value>();
    for (var each : definition.each(CONTAINERS)) {
      boolean app = each.text("name").filter("app"::equals).isPresent();
      containers.add(app ? change.apply(each) : each);
    }
    return fields.with(DEFINITION, definition.with(CONTAINERS, Value.items(containers)));
  }
}
