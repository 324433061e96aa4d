package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Json;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// Queries and scans: a stretch of a table, of which a filter lets some through. Source: DynamoDB
/// API reference, Query and Scan.
final class TableReads {
  private static final String KEYS = "KeyConditionExpression";
  private static final String FILTER = "FilterExpression";
  private static final String PROJECTION = "ProjectionExpression";

  /// In bytes, before the filter.
  private static final int PAGE = 1024 * 1024;

  private TableReads() {}

  /// What of a request says which items are told, and how.
  private record Wanted(
      ObjectNode input, Optional<Condition> filter, Optional<List<DocumentPath>> paths) {}

  static ObjectNode query(ObjectNode input, Table table) {
    TableChecks.noRelic(input);
    var terms = new Terms(input);
    var keys =
        terms
            .condition(KEYS)
            .orElseThrow(() ->
                AttributeValues.invalid(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified"
                        + " in the request."));
    var wanted = wanted(input, terms, KEYS);
    var condition = KeyCondition.of(keys, table);
    wanted.filter().ifPresent(filter -> KeyCondition.unkeyed(filter, table));
    var found = new TreeMap<>(table.items());
    found.values().removeIf(item -> !condition.whole().holds(item));
    var from = start(input, table);
    if (Json.flag(input, "ScanIndexForward", true)) {
      var rest = from.map(key -> found.tailMap(key, false)).orElse(found).values();
      return page(table, rest, wanted, ending(table, condition.highest()));
    }
    var rest = from.map(key -> found.headMap(key, false)).orElse(found).descendingMap().values();
    return page(table, rest, wanted, ending(table, condition.lowest()));
  }

  /// Whether DynamoDB knows of an item that nothing can follow it.
  private static Predicate<ObjectNode> ending(Table table, Optional<ObjectNode> end) {
    if (table.range().isEmpty()) return _ -> true;
    var range = table.range().get().name();
    return item -> end.filter(value -> value.equals(item.get(range))).isPresent();
  }

  static ObjectNode scan(ObjectNode input, Table table) {
    TableChecks.noRelic(input);
    var wanted = wanted(input, new Terms(input), FILTER);
    var found = new TreeMap<>(table.items());
    segment(input, table, found);
    var rest = start(input, table).map(key -> found.tailMap(key, false)).orElse(found);
    return page(table, rest.values(), wanted, _ -> false);
  }

  private static Wanted wanted(ObjectNode input, Terms terms, String first) {
    var filter = terms.condition(FILTER);
    var paths = terms.projection(PROJECTION);
    terms.end(first, FILTER, PROJECTION);
    if (Json.integer(input, "Limit", 1) < 1) {
      throw AttributeValues.invalid(
          "1 validation error detected: Value '%d' at 'limit' failed to satisfy constraint: Member"
                  .formatted(Json.integer(input, "Limit", 1))
              + " must have value greater than or equal to 1");
    }
    return new Wanted(input, filter, paths);
  }

  private static void segment(
      ObjectNode input, Table table, TreeMap<ObjectNode, ObjectNode> found) {
    var segments = Json.integer(input, "TotalSegments", 1);
    var segment = Json.integer(input, "Segment", 0);
    if (Json.has(input, "Segment") != Json.has(input, "TotalSegments")
        || segment < 0
        || segment >= segments) {
      throw AttributeValues.invalid(
          "The Segment parameter is zero-based and must be less than parameter TotalSegments:"
              + " Segment: %d is not less than TotalSegments: %d".formatted(segment, segments));
    }
    var hash = table.hash().name();
    found.keySet().removeIf(key -> Math.floorMod(key.get(hash).hashCode(), segments) != segment);
  }

  private static Optional<ObjectNode> start(ObjectNode input, Table table) {
    if (!Json.has(input, "ExclusiveStartKey")) return Optional.empty();
    var key = AttributeValues.checked(Json.fields(input, "ExclusiveStartKey"));
    return Optional.of(table.key(key));
  }

  private static ObjectNode page(
      Table table, Collection<ObjectNode> items, Wanted wanted, Predicate<ObjectNode> last) {
    var limit = Json.integer(wanted.input(), "Limit", Integer.MAX_VALUE);
    var answer = Json.object();
    var list = Json.array();
    var scanned = 0;
    var size = 0;
    for (var item : items) {
      scanned++;
      size += AttributeValues.itemSize(item);
      if (wanted.filter().isEmpty() || wanted.filter().get().holds(item)) {
        list.add(TableItems.projected(item, wanted.paths()));
      }
      if (scanned < limit && size < PAGE || last.test(item)) continue;
      answer.set("LastEvaluatedKey", table.keyOf(item).deepCopy());
      break;
    }
    answer.put("Count", list.size()).put("ScannedCount", scanned);
    boolean counted = Json.text(wanted.input(), "Select", "").equals("COUNT");
    return counted ? answer : answer.set("Items", list);
  }
}
