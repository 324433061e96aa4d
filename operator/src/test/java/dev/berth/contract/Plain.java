package dev.berth.contract;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// An answer without what is another one in each run and in each account: names of the run, ids,
/// times, addresses, and how many tasks or events of one kind there happen to be.
final class Plain {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<Entry<Pattern, String>> WORDS =
      List.of(
          word("arn:aws[a-z-]*:([a-z0-9-]+):[a-z0-9-]*:[0-9]{12}:", "arn:aws:$1:REGION:ACCOUNT:"),
          word("ecs-svc/[0-9]+", "ecs-svc/N"),
          word("(service-(?:revision|deployment)/[^/]+/[^/]+)/[A-Za-z0-9_-]+", "$1/N"),
          word("sha256:[0-9a-f]{64}", "DIGEST"),
          word("[0-9a-f]{32}(-[0-9]+)?", "ID"),
          word("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID"),
          word("berth-job/[0-9]+-[0-9]+/[0-9a-f]+", "berth-job/N"),
          word("eni-[0-9a-z]+", "eni-ID"),
          word("ip-[0-9-]+(\\.[a-z0-9-]+)+", "HOST"),
          word("[0-9a-f]{2}(:[0-9a-f]{2}){5}", "MAC"),
          word("\\b[0-9]{1,3}(\\.[0-9]{1,3}){3}\\b", "IP"),
          word("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?", "TIME"),
          word("\\b1[0-9]{9}\\b", "TIME"),
          word("retried [0-9]+ time", "retried N time"),
          word("\\(task [0-9a-f]+\\)", "(task ID)"));

  /// Lists in no order, where an item more of a kind says nothing.
  private static final Set<String> UNORDERED =
      Set.of("events", "tasks", "subnets", "securityGroups");

  private final String cluster;

  private Plain(String cluster) {
    this.cluster = cluster;
  }

  private static Entry<Pattern, String> word(String pattern, String instead) {
    return Map.entry(Pattern.compile(pattern), instead);
  }

  static JsonNode of(JsonNode answer, String cluster) {
    return new Plain(cluster).node("", answer);
  }

  private JsonNode node(String member, JsonNode node) {
    if (node.isObject()) return members(node);
    if (node.isArray()) return items(member, node);
    if (node.isNumber() && member.endsWith("At")) return NODES.stringNode("TIME");
    return node.isString() ? NODES.stringNode(value(member, node.asString())) : node;
  }

  private JsonNode members(JsonNode node) {
    var plain = NODES.objectNode();
    for (var each : node.properties()) {
      // An event's id and time say nothing of it.
      if (each.getKey().equals("id") && node.has("message")) continue;
      plain.set(text(each.getKey()), node(each.getKey(), each.getValue()));
    }
    return plain;
  }

  private JsonNode items(String member, JsonNode node) {
    var plain = node.valueStream().map(each -> node(member, each));
    var sorted = UNORDERED.contains(member);
    var kept = sorted ? plain.distinct().sorted(Comparator.comparing(JsonNode::toString)) : plain;
    return NODES.arrayNode().addAll(kept.toList());
  }

  private String value(String member, String text) {
    return switch (member) {
      case "availabilityZone" -> "ZONE";
      case "createdBy", "registeredBy" -> "PRINCIPAL";
      default -> text(text);
    };
  }

  private String text(String text) {
    var plain = text.replace(cluster, "CLUSTER");
    for (var each : WORDS) plain = each.getKey().matcher(plain).replaceAll(each.getValue());
    return plain;
  }
}
