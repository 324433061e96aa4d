package dev.berth.simulator.ecs;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The operations on the settings of an account. They are kept and answered, and change nothing.
/// Source: ECS developer guide, "Access Amazon ECS features with account settings".
final class AccountSettings {
  private static final SortedMap<String, String> DEFAULTS =
      new TreeMap<>(
          Map.of(
              "awsvpcTrunking", "disabled",
              "containerInsights", "disabled",
              "containerInstanceLongArnFormat", "enabled",
              "defaultLogDriverMode", "non-blocking",
              "fargateFIPSMode", "disabled",
              "fargateTaskRetirementWaitPeriod", "7",
              "guardDutyActivate", "off",
              "serviceLongArnFormat", "enabled",
              "tagResourceAuthorization", "on",
              "taskLongArnFormat", "enabled"));
  private static final int MOST = 10;

  private final SortedMap<String, String> chosen = new TreeMap<>();

  /// Puts one, whoever's it is: there is one principal.
  ObjectNode put(ObjectNode input, Caller caller) {
    var name = known(input);
    var value = Json.text(input, "value", "");
    if (value.isEmpty()) throw ApiError.invalidParameter("A setting needs a value: " + name);
    chosen.put(name, value);
    return Json.object().set("setting", shown(name, value, caller));
  }

  ObjectNode delete(ObjectNode input, Caller caller) {
    var name = known(input);
    chosen.remove(name);
    return Json.object().set("setting", shown(name, DEFAULTS.get(name), caller));
  }

  /// Those that were put; with `effectiveSettings`, the others' defaults too.
  ObjectNode list(ObjectNode input, Caller caller) {
    var values = new TreeMap<String, String>();
    if (Json.flag(input, "effectiveSettings", false)) values.putAll(DEFAULTS);
    values.putAll(chosen);
    if (Json.has(input, "name")) values.keySet().retainAll(List.of(known(input)));
    if (Json.has(input, "value")) values.values().retainAll(List.of(Json.text(input, "value", "")));
    var size = Json.integer(input, "maxResults", MOST);
    if (size < 1 || size > MOST) {
      throw ApiError.invalidParameter("maxResults must be between 1 and " + MOST + ".");
    }
    var names = new ArrayList<>(values.keySet());
    var page =
        Page.of(names, name -> name, naturalOrder(), Json.text(input, "nextToken", ""), size);
    var answer = Json.object();
    var list = answer.putArray("settings");
    page.items().forEach(name -> list.add(shown(name, values.get(name), caller)));
    return page.tokenInto(answer, "nextToken");
  }

  ObjectNode dump() {
    var dump = Json.object();
    chosen.forEach(dump::put);
    return dump;
  }

  private static String known(ObjectNode input) {
    var name = Json.text(input, "name", "");
    if (DEFAULTS.containsKey(name)) return name;
    throw ApiError.invalidParameter("Invalid setting name: '" + name + "'.");
  }

  private static ObjectNode shown(String name, String value, Caller caller) {
    var shown = Json.object().put("name", name).put("value", value);
    shown.put("principalArn", "arn:aws:iam::" + caller.account() + ":root");
    return shown.put("type", name.equals("guardDutyActivate") ? "aws_managed" : "user");
  }
}
