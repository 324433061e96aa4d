package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The tags and attributes of whatever has an ARN in Elastic Load Balancing. Attributes are kept as
/// they are set, and mean nothing here.
final class BalancingTags {
  private final SortedMap<String, SortedMap<String, String>> byArn = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, String>> attributes = new TreeMap<>();

  /// Puts the tags of a creation on the one thing that its answer tells of.
  ObjectNode begun(ObjectNode answer, ObjectNode input) {
    var tags = Tags.read(Json.items(input, "Tags"), "Key", "Value");
    for (var list : answer.properties()) {
      for (var thing : Json.items(answer, list.getKey())) tags(arn(thing)).putAll(tags);
    }
    return answer;
  }

  private static String arn(ObjectNode thing) {
    return thing
        .propertyStream()
        .filter(each -> each.getKey().endsWith("Arn"))
        .map(each -> each.getValue().asString())
        .findFirst()
        .orElse("");
  }

  private SortedMap<String, String> tags(String arn) {
    return byArn.computeIfAbsent(arn, _ -> new TreeMap<>());
  }

  /// What is gone has neither.
  void end(Predicate<String> gone) {
    byArn.keySet().removeIf(gone);
    attributes.keySet().removeIf(gone);
  }

  ObjectNode add(ObjectNode input) {
    var tags = Tags.read(Json.items(input, "Tags"), "Key", "Value");
    Json.texts(input, "ResourceArns").forEach(arn -> tags(arn).putAll(tags));
    return Json.object();
  }

  ObjectNode remove(ObjectNode input) {
    var keys = Json.texts(input, "TagKeys");
    Json.texts(input, "ResourceArns").forEach(arn -> keys.forEach(tags(arn)::remove));
    return Json.object();
  }

  ObjectNode describe(ObjectNode input) {
    var answer = Json.object();
    var list = answer.putArray("TagDescriptions");
    for (var arn : Json.texts(input, "ResourceArns")) {
      var shown = list.addObject().put("ResourceArn", arn);
      shown.set("Tags", Tags.write(byArn.getOrDefault(arn, new TreeMap<>()), "Key", "Value"));
    }
    return answer;
  }

  ObjectNode attributes(ObjectNode input) {
    return Json.object().set("Attributes", Tags.write(kept(input), "Key", "Value"));
  }

  ObjectNode modifyAttributes(ObjectNode input) {
    var have = kept(input);
    for (var each : Json.items(input, "Attributes")) {
      have.put(Json.text(each, "Key", ""), Json.text(each, "Value", ""));
    }
    return attributes(input);
  }

  private SortedMap<String, String> kept(ObjectNode input) {
    var arn =
        Stream.of("TargetGroupArn", "LoadBalancerArn", "ListenerArn")
            .map(member -> Json.text(input, member, ""))
            .filter(each -> !each.isEmpty())
            .findFirst()
            .orElse("");
    return attributes.computeIfAbsent(arn, _ -> new TreeMap<>());
  }

  ObjectNode dump() {
    var dump = Json.object();
    byArn.forEach((arn, tags) -> dump.set(arn, Tags.write(tags)));
    return dump;
  }
}
