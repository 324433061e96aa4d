package dev.berth.simulator.wire;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tags as every AWS API takes them; only the spelling of the two members differs. The limits are
/// those of the ECS API reference (`Tag`).
public final class Tags {
  private static final int MOST = 50;
  private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private Tags() {}

  /// `key` and `value`, as ECS spells them.
  public static SortedMap<String, String> read(List<ObjectNode> items) {
    return read(items, "key", "value");
  }

  public static SortedMap<String, String> read(List<ObjectNode> items, String key, String value) {
    var tags = new TreeMap<String, String>();
    for (var item : items) {
      var name = Json.text(item, key, "");
      if (tags.put(name, checked(name, Json.text(item, value, ""))) != null) {
        throw ApiError.invalidParameter(
            "Duplicate tag keys found. Please note that Tag keys are" + " case insensitive.");
      }
    }
    if (tags.size() > MOST) {
      throw ApiError.invalidParameter("The maximum number of tags is " + MOST + ".");
    }
    return tags;
  }

  /// A map, as some APIs have it in the place of a list.
  public static SortedMap<String, String> read(ObjectNode input, String member) {
    var items =
        Json.fields(input, member).properties().stream()
            .map(tag -> {
              var item = Json.object().put("key", tag.getKey());
              item.set("value", tag.getValue());
              return item;
            })
            .toList();
    return read(items);
  }

  private static String checked(String key, String value) {
    if (key.isEmpty() || key.length() > 128 || value.length() > 256) {
      throw ApiError.invalidParameter(
          "Tag keys have 1 to 128 characters and tag values up to 256: '" + key + "'.");
    }
    if (!CHARACTERS.matcher(key).matches() || !CHARACTERS.matcher(value).matches()) {
      throw ApiError.invalidParameter(
          "Some tags contain invalid characters. Valid characters: UTF-8 letters, spaces, numbers"
              + " and _ . / = + - : @.");
    }
    if (key.regionMatches(true, 0, "aws:", 0, 4)) {
      throw ApiError.invalidParameter("Tag keys may not begin with 'aws:'.");
    }
    return value;
  }

  public static ArrayNode write(SortedMap<String, String> tags) {
    return write(tags, "key", "value");
  }

  public static ArrayNode write(SortedMap<String, String> tags, String key, String value) {
    var items = Json.array();
    tags.forEach((name, text) -> items.add(Json.object().put(key, name).put(value, text)));
    return items;
  }
}
