package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// A table of DynamoDB and its items, by their keys.
final class Table {
  private static final int LARGEST = 400 * 1024;

  final String arn;
  final SortedMap<String, String> tags = new TreeMap<>();

  /// The attribute that says when an item may go; empty when there is none.
  String expiry = "";

  private final ObjectNode request;
  private final String id;
  private final Instant at;
  private final List<KeyPart> parts;
  private final SortedMap<ObjectNode, ObjectNode> items;

  /// An attribute of the key, the hash first.
  record KeyPart(String name, String type) {}

  /// @param request that made it, which was checked
  Table(ObjectNode request, String arn, String id, Instant at) {
    this.request = request;
    this.arn = arn;
    this.id = id;
    this.at = at;
    this.parts = TableChecks.parts(request);
    this.items = new TreeMap<>(order());
  }

  /// Hashes come in an order that nobody foresees; the range is sorted.
  private Comparator<ObjectNode> order() {
    var hash = parts.getFirst().name();
    Comparator<ObjectNode> order =
        Comparator.comparing(
            key -> Integer.reverse(31 * AttributeValues.text(part(key, hash)).hashCode()));
    order = order.thenComparing(key -> AttributeValues.text(part(key, hash)));
    if (range().isEmpty()) return order;
    var range = range().get();
    return order.thenComparing(key -> part(key, range.name()), AttributeValues.order(range.type()));
  }

  private static ObjectNode part(ObjectNode key, String name) {
    return (ObjectNode) key.get(name);
  }

  String name() {
    return Json.text(request, "TableName", "");
  }

  KeyPart hash() {
    return parts.getFirst();
  }

  Optional<KeyPart> range() {
    return parts.size() == 1 ? Optional.empty() : Optional.of(parts.getLast());
  }

  boolean keyed(String attribute) {
    return parts.stream().anyMatch(part -> part.name().equals(attribute));
  }

  boolean safe() {
    return Json.flag(request, "DeletionProtectionEnabled", false);
  }

  /// All items, in the order in which they are scanned.
  SortedMap<ObjectNode, ObjectNode> items() {
    return items;
  }

  /// The item of a key; one without attributes where there is none.
  ObjectNode item(ObjectNode key) {
    return items.getOrDefault(key, Json.object());
  }

  void put(ObjectNode key, ObjectNode item) {
    if (AttributeValues.itemSize(item) > LARGEST) {
      throw AttributeValues.invalid("Item size has exceeded the maximum allowed size");
    }
    items.put(key, item);
  }

  void remove(ObjectNode key) {
    items.remove(key);
  }

  /// Exactly the key, as a request names it.
  ObjectNode key(ObjectNode given) {
    if (given.size() != parts.size() || !parts.stream().allMatch(each -> fits(each, given))) {
      throw AttributeValues.invalid("The provided key element does not match the schema");
    }
    parts.forEach(part -> filled(part, given));
    return given;
  }

  private static boolean fits(KeyPart part, ObjectNode given) {
    return given.get(part.name()) instanceof ObjectNode value && value.has(part.type());
  }

  /// The key of an item.
  ObjectNode keyOf(ObjectNode item) {
    var key = Json.object();
    for (var part : parts) {
      if (!(item.get(part.name()) instanceof ObjectNode value)) {
        throw wrong("Missing the key " + part.name() + " in the item");
      }
      if (!value.has(part.type())) {
        throw wrong(
            "Type mismatch for key %s expected: %s actual: %s"
                .formatted(part.name(), part.type(), AttributeValues.type(value)));
      }
      filled(part, item);
      key.set(part.name(), value);
    }
    return key;
  }

  private static void filled(KeyPart part, ObjectNode given) {
    if (!AttributeValues.text(part(given, part.name())).isEmpty()) return;
    throw AttributeValues.invalid(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot"
            + " contain an empty %s value. Key: %s"
                .formatted(part.type().equals("S") ? "string" : "binary", part.name()));
  }

  static ApiError wrong(String why) {
    return AttributeValues.invalid("One or more parameter values were invalid: " + why);
  }

  /// As it is described.
  ObjectNode shown() {
    var shown = Json.object();
    shown.set("AttributeDefinitions", request.get("AttributeDefinitions"));
    shown.put("TableName", name());
    shown.set("KeySchema", request.get("KeySchema"));
    shown.put("TableStatus", "ACTIVE").put("CreationDateTime", Json.epoch(at));
    var given = Json.fields(request, "ProvisionedThroughput");
    shown
        .putObject("ProvisionedThroughput")
        .put("ReadCapacityUnits", Json.integer(given, "ReadCapacityUnits", 0))
        .put("WriteCapacityUnits", Json.integer(given, "WriteCapacityUnits", 0));
    if (Json.text(request, "BillingMode", "").equals(TableChecks.ON_DEMAND)) {
      shown
          .putObject("BillingModeSummary")
          .put("BillingMode", TableChecks.ON_DEMAND)
          .put("LastUpdateToPayPerRequestDateTime", Json.epoch(at));
    }
    var sizes = items.values().stream().mapToInt(AttributeValues::itemSize);
    shown.put("TableSizeBytes", sizes.sum()).put("ItemCount", items.size());
    shown.put("TableArn", arn).put("TableId", id).put("DeletionProtectionEnabled", safe());
    return shown.deepCopy();
  }

  ObjectNode dump() {
    var dump = Json.object().put("expiry", expiry);
    dump.set("keys", request.get("KeySchema").deepCopy());
    dump.set("tags", Tags.write(tags));
    var list = dump.putArray("items");
    List.copyOf(new ArrayList<>(items.values())).forEach(item -> list.add(item.deepCopy()));
    return dump;
  }
}
