package dev.berth.simulator.neighbours;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The buses, rules and targets of Amazon EventBridge. No rule with a schedule ever fires.
public final class EventRules implements Api {
  private static final String USUAL = "default";

  /// Source: EventBridge API reference, the List actions.
  private static final int PAGE = 100;

  /// The targets of a rule, by id.
  private record Rule(
      String name,
      ObjectNode shown,
      Optional<EventPattern> pattern,
      SortedMap<String, ObjectNode> targets) {
    boolean on() {
      return Json.text(shown, "State", "").equals("ENABLED");
    }

    boolean wants(ObjectNode event) {
      return on() && pattern.filter(each -> each.matches(event)).isPresent();
    }
  }

  /// Rules by name, of each bus.
  private final SortedMap<String, SortedMap<String, Rule>> buses = new TreeMap<>();

  public EventRules() {
    buses.put(USUAL, new TreeMap<>());
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateEventBus" -> createBus(input, caller);
      case "ListEventBuses" -> listBuses(input, caller);
      case "PutRule" -> putRule(input, caller);
      case "DeleteRule" -> deleteRule(input);
      case "DescribeRule" -> bared(named(input));
      case "ListRules" -> list(input);
      case "EnableRule" -> turn(named(input), "ENABLED");
      case "DisableRule" -> turn(named(input), "DISABLED");
      case "PutTargets" -> putTargets(input);
      case "RemoveTargets" -> removeTargets(input);
      case "ListRuleNamesByTarget" -> byTarget(input);
      case "ListTargetsByRule" -> targets(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// Whether any event may be wanted.
  boolean listening() {
    return buses.get(USUAL).values().stream()
        .anyMatch(rule -> rule.on() && rule.pattern().isPresent());
  }

  /// The targets of the rules that want an event of an account and region.
  List<ObjectNode> wanting(ObjectNode event, Caller owner) {
    var here = owner.arn("events", "rule/");
    return buses.get(USUAL).values().stream()
        .filter(rule -> Json.text(rule.shown(), "Arn", "").startsWith(here) && rule.wants(event))
        .flatMap(rule -> rule.targets().values().stream())
        .toList();
  }

  private static ObjectNode bared(Rule rule) {
    return rule.shown().deepCopy().put("EventBusName", busName(rule.shown()));
  }

  private ObjectNode list(ObjectNode input) {
    var prefix = Json.text(input, "NamePrefix", "");
    var rules = bus(input);
    var page =
        page(rules.keySet().stream().filter(each -> each.startsWith(prefix)).toList(), input);
    var answer = Json.object();
    var list = answer.putArray("Rules");
    page.items().forEach(name -> list.add(bared(rules.get(name))));
    return page.tokenInto(answer, "NextToken");
  }

  private static ObjectNode turn(Rule rule, String state) {
    rule.shown().put("State", state);
    return Json.object();
  }

  public ObjectNode dump() {
    var dump = Json.object();
    buses.forEach((bus, rules) -> {
      var shown = dump.putObject(bus);
      rules.forEach((name, rule) -> {
        var copy = rule.shown().deepCopy();
        var targets = copy.putObject("Targets");
        rule.targets().forEach((id, target) -> targets.set(id, target.deepCopy()));
        shown.set(name, copy);
      });
    });
    return dump;
  }

  private ObjectNode createBus(ObjectNode input, Caller caller) {
    var name = Json.text(input, "Name", "");
    if (!name.matches("[/.\\-_A-Za-z0-9]{1,256}")) throw invalid("name");
    if (buses.putIfAbsent(name, new TreeMap<>()) != null) {
      var message = "Event bus " + name + " already exists.";
      throw ApiError.of("ResourceAlreadyExistsException", message);
    }
    return Json.object().put("EventBusArn", caller.arn("events", "event-bus/" + name));
  }

  private ObjectNode listBuses(ObjectNode input, Caller caller) {
    var page = page(List.copyOf(buses.keySet()), input);
    var answer = Json.object();
    var list = answer.putArray("EventBuses");
    for (var name : page.items()) {
      list.addObject().put("Name", name).put("Arn", caller.arn("events", "event-bus/" + name));
    }
    return page.tokenInto(answer, "NextToken");
  }

  private ObjectNode putRule(ObjectNode input, Caller caller) {
    var name = Json.text(input, "Name", "");
    if (!name.matches("[.\\-_A-Za-z0-9]{1,64}")) throw invalid("name");
    if (!Json.has(input, "ScheduleExpression") && !Json.has(input, "EventPattern")) {
      var message = "Parameter(s) EventPattern or ScheduleExpression must be specified.";
      throw ApiError.of("ValidationException", message);
    }
    var pattern = Optional.of(Json.text(input, "EventPattern", "")).filter(text -> !text.isEmpty());
    var bus = busName(input);
    var rules = bus(input);
    if (!bus.equals(USUAL) && Json.has(input, "ScheduleExpression")) {
      var message = "ScheduleExpression is supported only on the default event bus.";
      throw ApiError.of("ValidationException", message);
    }
    var resource = bus.equals(USUAL) ? "rule/" + name : "rule/" + bus + "/" + name;
    var arn = caller.arn("events", resource);
    var former = rules.get(name);
    var targets = former == null ? new TreeMap<String, ObjectNode>() : former.targets();
    var state = Json.text(input, "State", "ENABLED");
    if (!state.matches("ENABLED|DISABLED")) throw invalid("state");
    var shown = input.put("Arn", arn).put("State", state);
    rules.put(name, new Rule(name, shown, pattern.map(EventPattern::of), targets));
    return Json.object().put("RuleArn", arn);
  }

  private ObjectNode deleteRule(ObjectNode input) {
    var rules = bus(input);
    var rule = rules.get(Json.text(input, "Name", ""));
    if (rule != null && !rule.targets().isEmpty()) {
      var message = "Rule can't be deleted since it has targets.";
      throw ApiError.of("ValidationException", message);
    }
    if (rule != null) rules.remove(rule.name());
    return Json.object();
  }

  private ObjectNode putTargets(ObjectNode input) {
    var rule = rule(input);
    for (var target : Json.items(input, "Targets")) {
      if (Json.has(target, "InputTransformer")) throw unsimulated();
      if (!Json.has(target, "Id") || !Json.has(target, "Arn")) throw invalid("targets");
      rule.targets().put(Json.text(target, "Id", ""), target);
    }
    return none();
  }

  private ObjectNode removeTargets(ObjectNode input) {
    rule(input).targets().keySet().removeAll(Json.texts(input, "Ids"));
    return none();
  }

  private static ObjectNode none() {
    var answer = Json.object().put("FailedEntryCount", 0);
    answer.putArray("FailedEntries");
    return answer;
  }

  private ObjectNode byTarget(ObjectNode input) {
    var arn = Json.text(input, "TargetArn", "");
    var names =
        bus(input).values().stream()
            .filter(rule ->
                rule.targets().values().stream()
                    .anyMatch(target -> Json.text(target, "Arn", "").equals(arn)))
            .map(Rule::name)
            .toList();
    var page = page(names, input);
    var answer = Json.object();
    page.items().forEach(answer.putArray("RuleNames")::add);
    return page.tokenInto(answer, "NextToken");
  }

  private ObjectNode targets(ObjectNode input) {
    var targets = rule(input).targets();
    var page = page(List.copyOf(targets.keySet()), input);
    var answer = Json.object();
    var list = answer.putArray("Targets");
    page.items().forEach(id -> list.add(targets.get(id).deepCopy()));
    return page.tokenInto(answer, "NextToken");
  }

  private static Page<String> page(List<String> all, ObjectNode input) {
    int size = Json.integer(input, "Limit", PAGE);
    if (size > PAGE) throw invalid("limit");
    return Page.of(all, name -> name, naturalOrder(), Json.text(input, "NextToken", ""), size);
  }

  private Rule rule(ObjectNode input) {
    return rule(input, Json.text(input, "Rule", ""));
  }

  private Rule named(ObjectNode input) {
    return rule(input, Json.text(input, "Name", ""));
  }

  private Rule rule(ObjectNode input, String name) {
    var found = bus(input).get(name);
    if (found != null) return found;
    var message = "Rule " + name + " does not exist on EventBus " + busName(input) + ".";
    throw ApiError.of("ResourceNotFoundException", message);
  }

  private static String busName(ObjectNode input) {
    var name = Json.text(input, "EventBusName", USUAL);
    return name.substring(name.indexOf('/') + 1);
  }

  private SortedMap<String, Rule> bus(ObjectNode input) {
    var found = buses.get(busName(input));
    if (found != null) return found;
    var message = "Event bus " + busName(input) + " does not exist.";
    throw ApiError.of("ResourceNotFoundException", message);
  }

  private static ApiError unsimulated() {
    return ApiError.of("ValidationException", "InputTransformer is not simulated");
  }

  private static ApiError invalid(String member) {
    return ApiError.of("ValidationException", "Value at '" + member + "' failed to satisfy it.");
  }
}
