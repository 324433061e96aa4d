package dev.berth.simulator;

import dev.berth.simulator.Fault.Moment;
import dev.berth.simulator.QueryDoor.Spelling;
import dev.berth.simulator.ecs.Ecs;
import dev.berth.simulator.ecs.TaskDefinitions;
import dev.berth.simulator.neighbours.AutoScaling;
import dev.berth.simulator.neighbours.CloudMap;
import dev.berth.simulator.neighbours.LoadBalancing;
import dev.berth.simulator.neighbours.ResourceTags;
import dev.berth.simulator.neighbours.Surroundings;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole world behind one lock, which guards everything in it: the clock, the services, the
/// scripts and the log. It needs no socket and no thread; [HttpDoor] puts it on a port.
public final class Simulator {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Object lock = new Object();
  private final VirtualClock clock;
  private final CloudMap cloudMap;
  private final AutoScaling autoScaling;
  private final Surroundings surroundings;
  private final LoadBalancing balancing;
  private final TaskDefinitions definitions;
  private final Ecs ecs;
  private final CallLog log = new CallLog();
  private final Faults faults;
  private final Gateway gateway;

  private Simulator(Scenario scenario, VirtualClock clock) {
    var ids = new Ids(scenario.seed());
    this.clock = clock;
    faults = new Faults(clock);
    cloudMap = new CloudMap(clock, ids);
    surroundings = new Surroundings(clock, ids);
    balancing = new LoadBalancing(clock, ids);
    definitions = new TaskDefinitions(clock, ids);
    ecs = new Ecs(clock, ids, cloudMap, balancing, definitions);
    autoScaling = new AutoScaling(clock, ids, ecs.counts());
    var tags = new ResourceTags(List.of(ecs::tagged, definitions::tagged, cloudMap::tagged));
    var doors =
        List.of(
            new Door("AmazonEC2ContainerServiceV20141113", "message", ecs),
            new Door("Route53AutoNaming_v20170314", "Message", cloudMap),
            new Door("AnyScaleFrontendService", "Message", autoScaling),
            new Door("ResourceGroupsTaggingAPI_20170126", "Message", tags),
            new Door("AmazonEC2ContainerRegistry_V20150921", "message", surroundings.registry()),
            new Door("secretsmanager", "Message", surroundings.secrets()),
            new Door("AmazonSSM", "message", surroundings.parameters()),
            new Door("Logs_20140328", "message", surroundings.logGroups()),
            new Door("AWSEvents", "message", surroundings.eventRules()));
    var queries =
        List.of(
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
    var shapes = new Shapes();
    // Ids of their own: how often somebody looks must not change what the world calls its things.
    var requestIds = new Ids(~scenario.seed());
    gateway =
        new Gateway(
            new JsonDoors(doors, shapes),
            new QueryDoors(queries, shapes),
            new RestDoors(List.of(RestDoor.scheduler(surroundings.timetable())), shapes),
            clock,
            log,
            faults,
            requestIds,
            this::catchUp);
    each(scenario, "rules", scenario.rules(), ecs::script);
    each(scenario, "faults", scenario.faults(), faults::add);
    each(scenario, "account", scenario.account(), surroundings::state);
    each(scenario, "metrics", scenario.metrics(), autoScaling::script);
  }

  /// Time stands still until it is advanced, and begins with 2026.
  public static Simulator stepped(long seed) {
    return stepped(Scenario.seeded(seed));
  }

  public static Simulator stepped(Scenario scenario) {
    return new Simulator(scenario, VirtualClock.stepped(scenario.start().orElse(START)));
  }

  /// Time begins now and runs `speed` times as fast.
  public static Simulator scaled(long seed, double speed) {
    return scaled(Scenario.seeded(seed), speed);
  }

  public static Simulator scaled(Scenario scenario, double speed) {
    var start = scenario.start().orElseGet(Instant::now);
    return new Simulator(scenario, VirtualClock.scaled(System::nanoTime, start, speed));
  }

  private static void each(
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

  /// Answers one request as AWS would.
  ///
  /// @throws ConnectionReset when a fault says so
  public Response handle(Request request) {
    synchronized (lock) {
      catchUp();
      if (request.path().startsWith(Control.ROOT)) return new Control(this, clock).handle(request);
      var layer = surroundings.download(request.path());
      if (layer.isPresent()) return Response.of(200, "application/octet-stream", layer.get());
      return gateway.handle(request);
    }
  }

  public Instant now() {
    synchronized (lock) {
      return clock.now();
    }
  }

  public void advance(Duration step) {
    synchronized (lock) {
      clock.advance(step);
      catchUp();
    }
  }

  /// The whole world, the members of each object sorted: equal worlds are equal texts.
  public JsonNode dump() {
    synchronized (lock) {
      catchUp();
      var world = Json.object().put("now", clock.now().toString());
      world.set("ecs", ecs.dump());
      world.set("taskDefinitions", definitions.dump());
      world.set("cloudMap", cloudMap.dump());
      world.set("autoScaling", autoScaling.dump());
      world.set("surroundings", surroundings.dump());
      world.set("loadBalancing", balancing.dump());
      return Json.canonical(world);
    }
  }

  /// A copy of the log as it is now.
  public CallLog callLog() {
    synchronized (lock) {
      return log.copy();
    }
  }

  public void clearCallLog() {
    synchronized (lock) {
      log.clear();
    }
  }

  /// Adds a rule about how tasks end, or what hooks and alarms say; see
  /// `operator/docs/simulator.md`.
  public void script(ObjectNode rule) {
    synchronized (lock) {
      ecs.script(rule);
    }
  }

  public void clearScript() {
    synchronized (lock) {
      ecs.clearScript();
    }
  }

  /// States that something exists beside ECS; see `operator/docs/simulator.md`.
  public void state(ObjectNode thing) {
    synchronized (lock) {
      surroundings.state(thing);
    }
  }

  /// Scripts the metric of a scaling policy; see `operator/docs/simulator.md`.
  public void metric(ObjectNode rule) {
    synchronized (lock) {
      autoScaling.script(rule);
    }
  }

  public void clearMetrics() {
    synchronized (lock) {
      autoScaling.clearScript();
    }
  }

  /// Adds a rule about what goes wrong on the wire; see `operator/docs/simulator.md`.
  public void fault(ObjectNode rule) {
    synchronized (lock) {
      faults.add(rule);
    }
  }

  public void clearFaults() {
    synchronized (lock) {
      faults.clear();
    }
  }

  /// The client dies before that call has its effect, counted over all calls ever received.
  public void cutBefore(long call) {
    synchronized (lock) {
      faults.cut(call, Moment.BEFORE);
    }
  }

  /// The client dies after that call has had its effect.
  public void cutAfter(long call) {
    synchronized (lock) {
      faults.cut(call, Moment.AFTER);
    }
  }

  private void catchUp() {
    var now = clock.now();
    for (var due = autoScaling.due(); !due.isAfter(now); due = autoScaling.due()) {
      ecs.advanceTo(due);
      autoScaling.act(due);
    }
    ecs.advanceTo(now);
  }
}
