package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What services refer to and ECS itself does not have: images, secrets, parameters, log groups,
/// roles, subnets, security groups, tables, queues; and what refers to ECS: schedules and rules.
/// There is nothing at first; what exists is stated, or made by its API.
public final class Surroundings {
  private static final String KINDS =
      "image, secret, parameter, logGroup, role, caller, subnet, securityGroup";
  private static final Caller NOBODY = new Caller(Caller.DEFAULT_ACCOUNT, "us-east-1");

  private final Registry registry;
  private final Secrets secrets;
  private final ParameterStore parameters;
  private final LogGroups logGroups;
  private final Roles roles;
  private final Timetable timetable;
  private final Network network = new Network();
  private final EventRules eventRules = new EventRules();
  private final Tables tables;
  private final Queues queues;
  private final EventBus bus;

  public Surroundings(VirtualClock clock, Ids ids, EventDice dice) {
    registry = new Registry(clock);
    secrets = new Secrets(clock, ids);
    parameters = new ParameterStore(clock);
    logGroups = new LogGroups(clock);
    roles = new Roles(clock, ids);
    timetable = new Timetable(clock);
    tables = new Tables(clock, ids.apart("tables"));
    queues = new Queues(clock, ids.apart("queues"));
    bus = new EventBus(ids.apart("events"), eventRules, queues, dice);
  }

  public Registry registry() {
    return registry;
  }

  public Secrets secrets() {
    return secrets;
  }

  public ParameterStore parameters() {
    return parameters;
  }

  public LogGroups logGroups() {
    return logGroups;
  }

  public Roles roles() {
    return roles;
  }

  public Network network() {
    return network;
  }

  public Timetable timetable() {
    return timetable;
  }

  public EventRules eventRules() {
    return eventRules;
  }

  public Tables tables() {
    return tables;
  }

  public Queues queues() {
    return queues;
  }

  public EventBus bus() {
    return bus;
  }

  /// States that something exists; see `operator/docs/simulator.md`.
  public void state(ObjectNode thing) {
    if (Json.has(thing, "image")) registry.state(thing);
    else if (Json.has(thing, "secret")) secrets.state(thing, NOBODY);
    else if (Json.has(thing, "parameter")) parameters.state(thing);
    else if (Json.has(thing, "logGroup")) logGroups.state(thing);
    else if (Json.has(thing, "role")) roles.state(thing);
    else if (Json.has(thing, "caller")) roles.stateCaller(thing);
    else if (Json.has(thing, "subnet")) network.stateSubnet(thing);
    else if (Json.has(thing, "securityGroup")) network.stateGroup(thing);
    else throw ApiError.of("InvalidAccount", "say what exists: one of " + KINDS);
  }

  /// What is downloaded from a path with a plain GET; nothing where there is no such layer.
  public Optional<String> download(String path) {
    if (!path.startsWith(Layers.ROOT)) return Optional.empty();
    return registry.layer("sha256:" + path.substring(Layers.ROOT.length()));
  }

  public ObjectNode dump() {
    var dump = Json.object();
    dump.set("images", registry.dump());
    dump.set("secrets", secrets.dump());
    dump.set("parameters", parameters.dump());
    dump.set("logGroups", logGroups.dump());
    dump.set("roles", roles.dump());
    dump.set("network", network.dump());
    dump.set("schedules", timetable.dump());
    dump.set("eventRules", eventRules.dump());
    if (!tables.dump().isEmpty()) dump.set("tables", tables.dump());
    if (!queues.dump().isEmpty()) dump.set("queues", queues.dump());
    return dump;
  }
}
