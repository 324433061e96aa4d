package dev.berth.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// A whole world but for what no two histories have in common, so that worlds can be compared.
///
/// Everything else must be equal: revisions and their content, services, every tag with its hashes
/// and revision numbers, deployments and service deployments with their outcome, tasks with their
/// exits, aliases, events.
final class Likeness {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Members that are left out, with the reason.
  private static final Map<Pattern, String> IGNORED = ignored();

  /// What is drawn by lot: it is replaced by its kind, so that the rest of a text still counts.
  private static final Map<Pattern, String> DRAWN = drawn();

  /// Lists in which ECS keeps no order.
  private static final List<String> ORDERLESS =
      List.of("subnets", "securityGroups", "capacityProviderStrategy", "Instances");

  private Likeness() {}

  private static Map<Pattern, String> ignored() {
    var names = new LinkedHashMap<String, String>();
    names.put("now|.*At|CreateDate|CreationTime", "times: a process that died costs some");
    names.put("attachments|networkInterfaces|AWS_INSTANCE_IPV4", "addresses, drawn by lot");
    names.put("availabilityZone|AVAILABILITY_ZONE", "follows the subnet, which is drawn by lot");
    names.put("runtimeId", "drawn by lot");
    return compiled(names);
  }

  private static Map<Pattern, String> drawn() {
    var texts = new LinkedHashMap<String, String>();
    texts.put("\\bns-[0-9a-f]{16}\\b", "<namespace>");
    texts.put("\\bsrv-[0-9a-f]{16}\\b", "<Cloud Map service>");
    texts.put("\\becs-svc/\\d{19}\\b", "<deployment>");
    texts.put("(:service-revision/[\\w-]+/[\\w-]+/)\\d{19}", "$1<service revision>");
    texts.put("(:service-deployment/[\\w-]+/[\\w-]+/).{21}", "$1<service deployment>");
    texts.put("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "<uuid>");
    texts.put("\\b[0-9a-f]{32}\\b", "<task>");
    // Which of its traces are left tells how a failure was seen, not what failed.
    texts.put("^(\\d-[0-9a-f]{16}/)(circuit breaker|rolled back)(?=: )", "$1<how it was seen>");
    texts.put("^(\\d+\\.\\d+@)\\d+$", "$1<time>");
    texts.put("^(succeeded|failed|unlaunched|refused)(/[^/]*/[^/]*/)\\d+/", "$1$2<time>/");
    texts.put("^(ecs-service-connect-)[\\w-]{5}$", "$1<proxy>");
    return compiled(texts);
  }

  private static Map<Pattern, String> compiled(Map<String, String> texts) {
    var patterns = new LinkedHashMap<Pattern, String>();
    texts.forEach((text, meaning) -> patterns.put(Pattern.compile(text), meaning));
    return patterns;
  }

  /// @return lines; equal worlds give equal lines
  static List<String> of(JsonNode world) {
    return node("", world).toPrettyString().lines().toList();
  }

  /// What is not compared, and why.
  static List<String> exceptions() {
    var told = new ArrayList<String>();
    IGNORED.forEach((name, reason) -> told.add("ignored " + name + ": " + reason));
    DRAWN.forEach((text, kind) -> told.add("only its kind counts: " + kind.replace("$1", "")));
    told.add("sorted: " + String.join(", ", ORDERLESS) + ": ECS keeps no order in them");
    return told;
  }

  /// Lines that only one of two worlds has, for a message.
  static List<String> differences(List<String> want, List<String> have) {
    if (want.equals(have)) return List.of();
    var counts = new TreeMap<String, Integer>();
    want.forEach(line -> counts.merge(line.strip(), 1, Integer::sum));
    have.forEach(line -> counts.merge(line.strip(), -1, Integer::sum));
    var told = new ArrayList<String>();
    counts.forEach((line, count) -> {
      if (count != 0) told.add((count > 0 ? "missing " : "too much ") + line);
    });
    if (told.isEmpty()) told.add("the same lines in another order");
    return told;
  }

  private static JsonNode node(String name, JsonNode node) {
    if (node.isObject()) return object(node);
    if (node.isArray()) return array(name, node);
    return node.isString() ? JSON.getNodeFactory().stringNode(text(node.asString())) : node;
  }

  /// What is kept by an identifier that was drawn becomes a list.
  private static JsonNode object(JsonNode node) {
    var kept = JSON.createObjectNode();
    var list = new ArrayList<JsonNode>();
    node.properties()
        .forEach(member -> {
          var name = member.getKey();
          if (ignored(name)) return;
          var value = node(name, member.getValue());
          if (text(name).equals(name)) kept.set(name, value);
          if (!text(name).equals(name)) list.add(value);
        });
    return list.isEmpty() ? kept : sorted(list);
  }

  private static JsonNode array(String name, JsonNode node) {
    var list = new ArrayList<JsonNode>();
    node.forEach(item -> list.add(node(name, item)));
    return ORDERLESS.contains(name) ? sorted(list) : JSON.createArrayNode().addAll(list);
  }

  private static ArrayNode sorted(List<JsonNode> list) {
    list.sort(Comparator.comparing(JsonNode::toString));
    return JSON.createArrayNode().addAll(list);
  }

  private static boolean ignored(String name) {
    return IGNORED.keySet().stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static String text(String text) {
    var kinds = text;
    for (var each : DRAWN.entrySet()) {
      kinds = each.getKey().matcher(kinds).replaceAll(each.getValue());
    }
    return kinds;
  }
}
