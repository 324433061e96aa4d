package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What is done to single items.
final class TableItems {
  private static final String CONDITION = "ConditionExpression";
  private static final String UPDATE = "UpdateExpression";
  private static final String PROJECTION = "ProjectionExpression";

  private TableItems() {}

  static ObjectNode fetch(ObjectNode input, Table table) {
    TableChecks.noRelic(input);
    var terms = new Terms(input);
    var paths = terms.projection(PROJECTION);
    terms.end(PROJECTION);
    var item = table.item(table.key(key(input)));
    var answer = Json.object();
    return item.isEmpty() ? answer : answer.set("Item", projected(item, paths));
  }

  static ObjectNode projected(ObjectNode item, Optional<List<DocumentPath>> paths) {
    return paths.map(each -> DocumentPath.project(item, each)).orElseGet(item::deepCopy);
  }

  static ObjectNode put(ObjectNode input, Table table) {
    TableChecks.noRelic(input);
    var returned = returned(input, Set.of("NONE", "ALL_OLD"));
    var item = AttributeValues.checked(Json.fields(input, "Item"));
    var terms = new Terms(input);
    var condition = terms.condition(CONDITION);
    terms.end(CONDITION);
    var key = table.keyOf(item);
    var former = table.item(key);
    check(condition, former, input);
    table.put(key, item);
    return old(returned, former);
  }

  static ObjectNode delete(ObjectNode input, Table table) {
    TableChecks.noRelic(input);
    var returned = returned(input, Set.of("NONE", "ALL_OLD"));
    var terms = new Terms(input);
    var condition = terms.condition(CONDITION);
    terms.end(CONDITION);
    var key = table.key(key(input));
    var former = table.item(key);
    check(condition, former, input);
    table.remove(key);
    return old(returned, former);
  }

  private static ObjectNode old(String returned, ObjectNode former) {
    var answer = Json.object();
    if (!returned.equals("ALL_OLD") || former.isEmpty()) return answer;
    return answer.set("Attributes", former.deepCopy());
  }

  static ObjectNode update(ObjectNode input, Table table) {
    TableChecks.noRelic(input);
    var returned =
        returned(input, Set.of("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"));
    var terms = new Terms(input);
    var update = terms.update(UPDATE).orElseGet(() -> new Update(List.of()));
    var condition = terms.condition(CONDITION);
    terms.end(UPDATE, CONDITION);
    var key = table.key(key(input));
    var former = table.item(key);
    check(condition, former, input);
    update.paths().forEach(path -> unkeyed(table, path));
    var item = update.of(former.isEmpty() ? key : former);
    table.put(key, item);
    return updated(returned, former, item, update);
  }

  private static void unkeyed(Table table, DocumentPath path) {
    if (!table.keyed(path.attribute())) return;
    throw Table.wrong(
        "Cannot update attribute %s. This attribute is part of the key"
            .formatted(path.attribute()));
  }

  private static ObjectNode updated(
      String returned, ObjectNode former, ObjectNode item, Update update) {
    var told =
        switch (returned) {
          case "ALL_OLD" -> former.deepCopy();
          case "ALL_NEW" -> item.deepCopy();
          case "UPDATED_OLD" -> DocumentPath.project(former, update.paths());
          case "UPDATED_NEW" -> DocumentPath.project(item, update.paths());
          default -> Json.object();
        };
    var answer = Json.object();
    return told.isEmpty() ? answer : answer.set("Attributes", told);
  }

  private static ObjectNode key(ObjectNode input) {
    return AttributeValues.checked(Json.fields(input, "Key"));
  }

  private static String returned(ObjectNode input, Set<String> known) {
    var returned = Json.text(input, "ReturnValues", "NONE");
    if (known.contains(returned)) return returned;
    throw AttributeValues.invalid("Return values set to invalid value");
  }

  private static void check(Optional<Condition> condition, ObjectNode item, ObjectNode input) {
    if (condition.isEmpty() || condition.get().holds(item)) return;
    var failed = ApiError.of("ConditionalCheckFailedException", "The conditional request failed");
    var told = Json.text(input, "ReturnValuesOnConditionCheckFailure", "NONE");
    if (!told.equals("ALL_OLD") || item.isEmpty()) throw failed;
    throw failed.with(Json.object().set("Item", item.deepCopy()));
  }
}
