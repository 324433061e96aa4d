package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The actions of a rule or a listener. A forward to one target group names it twice, one to
/// several only in its configuration. Source: Elastic Load Balancing API reference, `Action`.
final class Forward {
  private Forward() {}

  static ArrayNode normal(List<ObjectNode> actions) {
    if (actions.isEmpty()) throw ApiError.invalidParameter("At least one action is needed");
    var list = Json.array();
    actions.forEach(each -> list.add(normal(each)));
    return list;
  }

  private static ObjectNode normal(ObjectNode action) {
    var normal = action.deepCopy();
    if (!Json.text(action, "Type", "").equals("forward")) return normal;
    var weights = new TreeMap<String, Integer>();
    weighted(action).forEach(each -> weights.put(arn(each), Json.integer(each, "Weight", 1)));
    if (weights.isEmpty()) weights.put(arn(action), 1);
    return normal.setAll(to(weights));
  }

  /// A forward to these target groups, by their weights.
  static ObjectNode to(SortedMap<String, Integer> weights) {
    var action = Json.object().put("Type", "forward");
    if (weights.size() == 1) action.put("TargetGroupArn", weights.firstKey());
    var configuration = action.putObject("ForwardConfig");
    var groups = configuration.putArray("TargetGroups");
    weights.forEach(
        (arn, weight) -> groups.addObject().put("TargetGroupArn", arn).put("Weight", weight));
    configuration.putObject("TargetGroupStickinessConfig").put("Enabled", false);
    return action;
  }

  /// The target groups that some actions forward to.
  static Stream<String> groups(ObjectNode holder, String member) {
    return Json.items(holder, member).stream()
        .flatMap(each -> weighted(each).stream())
        .map(Forward::arn);
  }

  private static List<ObjectNode> weighted(ObjectNode action) {
    return Json.items(Json.fields(action, "ForwardConfig"), "TargetGroups");
  }

  private static String arn(ObjectNode node) {
    return Json.text(node, "TargetGroupArn", "");
  }
}
