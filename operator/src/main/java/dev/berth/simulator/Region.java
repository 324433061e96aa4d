package dev.berth.simulator;

import dev.berth.simulator.QueryDoor.Spelling;
import dev.berth.simulator.ecs.Ecs;
import dev.berth.simulator.ecs.TaskDefinitions;
import dev.berth.simulator.neighbours.AutoScaling;
import dev.berth.simulator.neighbours.CloudMap;
import dev.berth.simulator.neighbours.EventDice;
import dev.berth.simulator.neighbours.LoadBalancing;
import dev.berth.simulator.neighbours.ResourceTags;
import dev.berth.simulator.neighbours.Surroundings;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The APIs of one account and all that stands behind them, without what goes wrong on the way to
/// them. The same scenario and the same calls at the same times give the same account.
final class Region {
  private final VirtualClock clock;
  private final CloudMap cloudMap;
  private final AutoScaling autoScaling;
  private final Surroundings surroundings;
  private final LoadBalancing balancing;
  private final TaskDefinitions definitions;
  private final Ecs ecs;
  private final JsonDoors jsons;
  private final QueryDoors queries;
  private final RestDoors rests;
  private final List<String> rules = new ArrayList<>();

  /// @param account its number; things are named otherwise in each
  Region(Scenario scenario, VirtualClock clock, String account, EventDice dice) {
    var seeded = new Ids(scenario.seed());
    var ids = account.equals(Caller.DEFAULT_ACCOUNT) ? seeded : seeded.apart(account);
    this.clock = clock;
    cloudMap = new CloudMap(clock, ids);
    surroundings = new Surroundings(clock, ids, dice);
    balancing = new LoadBalancing(clock, ids);
    definitions = new TaskDefinitions(clock, ids);
    ecs =
        new Ecs(
            clock,
            ids,
            cloudMap,
            balancing,
            surroundings.network(),
            surroundings.bus(),
            definitions);
    autoScaling = new AutoScaling(clock, ids, ecs.counts());
    var shapes = new Shapes();
    jsons = new JsonDoors(doors(), shapes);
    queries = new QueryDoors(queries(), shapes);
    rests = new RestDoors(List.of(RestDoor.scheduler(surroundings.timetable())), shapes);
    ecs.become(scenario.consistency());
    ecs.switches().turn(scenario.switches());
    each(scenario, "rules", scenario.rules(), this::script);
    each(scenario, "metrics", scenario.metrics(), autoScaling::script);
  }

  private List<Door> doors() {
    var tags = new ResourceTags(List.of(ecs::tagged, definitions::tagged, cloudMap::tagged));
    return List.of(
        new Door("AmazonEC2ContainerServiceV20141113", "message", ecs),
        new Door("Route53AutoNaming_v20170314", "Message", cloudMap),
        new Door("AnyScaleFrontendService", "Message", autoScaling),
        new Door("ResourceGroupsTaggingAPI_20170126", "Message", tags),
        new Door("AmazonEC2ContainerRegistry_V20150921", "message", surroundings.registry()),
        new Door("secretsmanager", "Message", surroundings.secrets()),
        new Door("AmazonSSM", "message", surroundings.parameters()),
        new Door("Logs_20140328", "message", surroundings.logGroups()),
        new Door("AWSEvents", "message", surroundings.eventRules()),
        new Door("DynamoDB_20120810", "message", "1.0", surroundings.tables()),
        new Door(Door.QUEUES, "message", "1.0", surroundings.queues()));
  }

  private List<QueryDoor> queries() {
    return List.of(
        new QueryDoor(
            "2011-06-15",
            "https://sts.amazonaws.com/doc/2011-06-15/",
            Spelling.MEMBERS,
            surroundings.roles().tokens()),
        new QueryDoor(
            "2015-12-01",
            "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
            Spelling.MEMBERS,
            balancing),
        new QueryDoor(
            "2010-05-08",
            "https://iam.amazonaws.com/doc/2010-05-08/",
            Spelling.SPARSE,
            surroundings.roles()),
        new QueryDoor(
            "2016-11-15",
            "http://ec2.amazonaws.com/doc/2016-11-15/",
            Spelling.ITEMS,
            surroundings.network()));
  }

  /// Lets each rule of a scenario into its script, and says of a wrong one where it stands.
  static void each(
      Scenario scenario, String member, List<ObjectNode> rules, Consumer<ObjectNode> into) {
    for (var i = 0; i < rules.size(); i++) {
      try {
        into.accept(rules.get(i));
      } catch (ApiError | IllegalArgumentException e) {
        var where = "%s: %s[%d]: ".formatted(scenario.name(), member, i);
        throw new Scenario.Invalid(where + e.getMessage(), e);
      }
    }
  }

  /// The call in the wording of its protocol; it has no effect yet.
  Exchange exchange(Request request, Caller caller, String requestId) {
    if (!request.header("X-Amz-Target").isEmpty()) return jsons.exchange(request, caller);
    return rests
        .exchange(request, caller)
        .orElseGet(() -> queries.exchange(request, caller, requestId));
  }

  /// Lets everything happen that is due by the clock.
  void catchUp() {
    var now = clock.now();
    for (var due = autoScaling.due(); !due.isAfter(now); due = autoScaling.due()) {
      ecs.advanceTo(due);
      autoScaling.act(due);
    }
    ecs.advanceTo(now);
  }

  void script(ObjectNode rule) {
    ecs.script(rule);
    rules.add(Json.write(rule));
  }

  void clearScript() {
    ecs.clearScript();
    rules.clear();
  }

  /// What was set to be otherwise, for a person: the rules as they were given, the newest last.
  SortedMap<String, List<String>> settings() {
    var settings = new TreeMap<String, List<String>>();
    settings.put("Rules", List.copyOf(rules));
    settings.put("Switches", ecs.switches().told());
    return settings;
  }

  JsonNode dump() {
    var world = Json.object().put("now", clock.now().toString());
    world.set("ecs", ecs.dump());
    world.set("taskDefinitions", definitions.dump());
    world.set("cloudMap", cloudMap.dump());
    world.set("autoScaling", autoScaling.dump());
    world.set("surroundings", surroundings.dump());
    world.set("loadBalancing", balancing.dump());
    return Json.canonical(world);
  }

  Ecs ecs() {
    return ecs;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  AutoScaling autoScaling() {
    return autoScaling;
  }
}
