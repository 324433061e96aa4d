package dev.berth.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Two stories' answers side by side, member by member. A difference is told once, with all the
/// steps after which it was there.
final class Aside {
  private static final List<String> KEYS = List.of("serviceName", "name", "key", "message");

  /// ECS tells of a stopped task for an hour only: that there is none says nothing.
  private static final String FORGOTTEN = " STOPPED ";

  private static final int WIDTH = 600;

  private final SortedMap<Difference, List<String>> found = new TreeMap<>();

  /// @param member `DescribeServices services[web].launchType`
  record Difference(String member, String aws, String simulator) implements Comparable<Difference> {
    @Override
    public int compareTo(Difference other) {
      return toString().compareTo(other.toString());
    }
  }

  /// @param step `1-apply`
  void step(String step, JsonNode aws, JsonNode simulator) {
    compare(step, "", aws, simulator);
  }

  int size() {
    return found.size();
  }

  private void compare(String step, String path, JsonNode one, JsonNode other) {
    if (one.equals(other)) return;
    if (one.isObject() && other.isObject()) {
      compare(step, path, path.isEmpty() ? "" : ".", members(one), members(other));
    } else if (one.isArray() && other.isArray()) {
      compare(step, path, "", items(one), items(other));
    } else {
      var difference = new Difference(path, shown(one), shown(other));
      found.computeIfAbsent(difference, _ -> new ArrayList<>()).add(step);
    }
  }

  private void compare(
      String step,
      String path,
      String separator,
      Map<String, JsonNode> one,
      Map<String, JsonNode> other) {
    var names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    var missing = MissingNode.getInstance();
    for (var name : names) {
      if (name.contains(FORGOTTEN) && one.containsKey(name) != other.containsKey(name)) continue;
      compare(
          step,
          path + separator + name,
          one.getOrDefault(name, missing),
          other.getOrDefault(name, missing));
    }
  }

  private static Map<String, JsonNode> members(JsonNode node) {
    var members = new LinkedHashMap<String, JsonNode>();
    for (var each : node.properties()) members.put(each.getKey(), each.getValue());
    return members;
  }

  /// By what names an item, or by its place; of several so called, by how many went before.
  private static Map<String, JsonNode> items(JsonNode node) {
    var items = new LinkedHashMap<String, JsonNode>();
    for (var each : node) {
      var name = name(each).orElse("" + items.size());
      var unique = name;
      for (var i = 2; items.containsKey("[" + unique + "]"); i++) unique = name + " " + i;
      items.put("[" + unique + "]", each);
    }
    return items;
  }

  /// A task's is what it was of, how far it came, and why.
  private static Optional<String> name(JsonNode item) {
    if (item.has("taskArn") && item.has("taskDefinitionArn")) {
      var definition = item.path("taskDefinitionArn").asString();
      return Optional.of(
          "%s %s %s"
              .formatted(
                  definition.substring(definition.lastIndexOf('/') + 1),
                  item.path("lastStatus").asString(),
                  item.path("stopCode").asString("")));
    }
    return KEYS.stream()
        .filter(key -> item.path(key).isString())
        .map(key -> item.path(key).asString())
        .findFirst();
  }

  private static String shown(JsonNode node) {
    if (node.isMissingNode()) return "nothing";
    var text = node.toString();
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…";
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    found.forEach((each, steps) -> {
      lines.add(each.member());
      lines.add("  AWS        " + each.aws());
      lines.add("  simulator  " + each.simulator());
      lines.add("  after      " + String.join(", ", steps));
    });
    return lines;
  }
}
