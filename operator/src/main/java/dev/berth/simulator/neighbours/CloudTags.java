package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The tags of whatever has an ARN in Cloud Map; an ARN is known from its creation to its end.
final class CloudTags {
  private final SortedMap<String, SortedMap<String, String>> byArn = new TreeMap<>();

  static SortedMap<String, String> read(ObjectNode input) {
    return Tags.read(Json.items(input, "Tags"), "Key", "Value");
  }

  void begin(String arn, SortedMap<String, String> tags) {
    byArn.put(arn, new TreeMap<>(tags));
  }

  void end(String arn) {
    byArn.remove(arn);
  }

  ObjectNode tag(ObjectNode input) {
    known(input).putAll(read(input));
    return Json.object();
  }

  ObjectNode untag(ObjectNode input) {
    var tags = known(input);
    Json.texts(input, "TagKeys").forEach(tags::remove);
    return Json.object();
  }

  ObjectNode list(ObjectNode input) {
    return Json.object().set("Tags", Tags.write(known(input), "Key", "Value"));
  }

  SortedMap<String, SortedMap<String, String>> all() {
    return new TreeMap<>(byArn);
  }

  ObjectNode dump() {
    var dump = Json.object();
    byArn.forEach((arn, tags) -> dump.set(arn, Tags.write(tags)));
    return dump;
  }

  private SortedMap<String, String> known(ObjectNode input) {
    var arn = Json.text(input, "ResourceARN", "");
    var tags = byArn.get(arn);
    if (tags == null) {
      throw ApiError.of("ResourceNotFoundException", "The resource could not be found: " + arn);
    }
    return tags;
  }
}
