package dev.berth.simulator.neighbours;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One call to DynamoDB by chance, and its answer in one form.
///
/// @param told what is called, for a person
record TableCall(String name, String told, Function<DynamoDbClient, Object> made) {
  private static final List<String> TABLES = List.of("plain", "ranged", "ranged", "absent");
  private static final List<String> WHOLE = List.of("NONE", "ALL_OLD", "ALL_NEW");
  private static final List<String> RETURNED =
      List.of("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW");

  static TableCall by(TableDice dice) {
    var table = dice.of(TABLES);
    if (table.equals("absent") && !dice.one(10)) table = "plain";
    return switch (dice.of(List.of(1, 2, 3, 3, 3, 4, 5, 6))) {
      case 1 -> put(dice, table);
      case 2 -> fetch(dice, table);
      case 3 -> update(dice, table);
      case 4 -> delete(dice, table);
      case 5 -> query(dice, table);
      default -> scan(dice, table);
    };
  }

  private static boolean ranged(String table) {
    return table.equals("ranged");
  }

  private static TableCall put(TableDice dice, String table) {
    var item = dice.attributes(1);
    item.putAll(dice.key(ranged(table)));
    var condition = dice.one(2) ? dice.condition(0) : null;
    var names = dice.names();
    var values = dice.values();
    var returned = dice.one(3) ? "ALL_OLD" : null;
    var failed = dice.one(2) ? "ALL_OLD" : null;
    return call(
        "PutItem",
        table + " " + item + " if " + condition + names + values,
        client ->
            item(
                client
                    .putItem(r ->
                        r.tableName(table)
                            .item(item)
                            .conditionExpression(condition)
                            .expressionAttributeNames(some(names))
                            .expressionAttributeValues(some(values))
                            .returnValuesOnConditionCheckFailure(failed)
                            .returnValues(returned))
                    .attributes()));
  }

  private static TableCall fetch(TableDice dice, String table) {
    var key = dice.key(ranged(table));
    var projection = dice.one(2) ? dice.path() + ", " + dice.path() : null;
    var names = dice.names();
    return call(
        "GetItem",
        table + " " + key + " " + projection + names,
        client ->
            item(
                client
                    .getItem(r ->
                        r.tableName(table)
                            .key(key)
                            .consistentRead(true)
                            .projectionExpression(projection)
                            .expressionAttributeNames(some(names)))
                    .item()));
  }

  private static TableCall update(TableDice dice, String table) {
    var key = dice.key(ranged(table));
    var update = dice.one(15) ? null : dice.update();
    var condition = dice.one(3) ? dice.condition(1) : null;
    if (dice.one(60)) dice.given(dice.text());
    var names = dice.names();
    var values = dice.values();
    // Of what is nested DynamoDB Local tells the whole attribute, and AWS what was updated.
    boolean nested = update == null || update.matches(".*[.\\[].*");
    var returned = dice.of(nested ? WHOLE : RETURNED);
    var failed = dice.one(2) ? "ALL_OLD" : null;
    return call(
        "UpdateItem",
        table + " " + key + " " + update + " if " + condition + names + values + returned,
        client ->
            item(
                client
                    .updateItem(r ->
                        r.tableName(table)
                            .key(key)
                            .updateExpression(update)
                            .conditionExpression(condition)
                            .expressionAttributeNames(some(names))
                            .expressionAttributeValues(some(values))
                            .returnValuesOnConditionCheckFailure(failed)
                            .returnValues(returned))
                    .attributes()));
  }

  private static TableCall delete(TableDice dice, String table) {
    var key = dice.key(ranged(table));
    var condition = dice.one(2) ? dice.condition(1) : null;
    var names = dice.names();
    var values = dice.values();
    var returned = dice.one(2) ? "ALL_OLD" : null;
    return call(
        "DeleteItem",
        table + " " + key + " if " + condition + names + values,
        client ->
            item(
                client
                    .deleteItem(r ->
                        r.tableName(table)
                            .key(key)
                            .conditionExpression(condition)
                            .expressionAttributeNames(some(names))
                            .expressionAttributeValues(some(values))
                            .returnValues(returned))
                    .attributes()));
  }

  private static TableCall query(TableDice dice, String table) {
    var keys = dice.keyCondition(ranged(table));
    var filter = dice.one(3) ? dice.condition(1) : null;
    var projection = dice.one(3) ? dice.path() : null;
    var names = dice.names();
    var values = dice.values();
    var limit = dice.one(2) ? dice.of(List.of(1, 2, 3)) : null;
    var forward = !dice.one(3);
    return call(
        "Query",
        table + " " + keys + " if " + filter + " " + projection + names + values + limit + forward,
        client -> {
          var answer =
              client.query(r ->
                  r.tableName(table)
                      .keyConditionExpression(keys)
                      .filterExpression(filter)
                      .projectionExpression(projection)
                      .expressionAttributeNames(some(names))
                      .expressionAttributeValues(some(values))
                      .scanIndexForward(forward)
                      .limit(limit));
          return answer.items().stream().map(TableCall::item).toList()
              + " "
              + answer.count()
              + "/"
              + answer.scannedCount()
              + " "
              + item(answer.lastEvaluatedKey());
        });
  }

  /// All pages; the order of the hashes is nobody's business.
  private static TableCall scan(TableDice dice, String table) {
    var filter = dice.one(2) ? dice.condition(1) : null;
    var projection = dice.one(3) ? dice.path() : null;
    var names = dice.names();
    var values = dice.values();
    var limit = dice.one(2) ? dice.of(List.of(1, 2, 3)) : null;
    return call(
        "Scan",
        table + " if " + filter + " " + projection + names + values + limit,
        client -> {
          var found = new ArrayList<String>();
          Map<String, AttributeValue> from = null;
          do {
            var start = from;
            var page =
                client.scan(r ->
                    r.tableName(table)
                        .exclusiveStartKey(start)
                        .filterExpression(filter)
                        .projectionExpression(projection)
                        .expressionAttributeNames(some(names))
                        .expressionAttributeValues(some(values))
                        .limit(limit));
            page.items().forEach(each -> found.add(item(each).toString()));
            from = some(page.lastEvaluatedKey());
          } while (from != null);
          return found.stream().sorted().toList();
        });
  }

  private static TableCall call(String name, String told, Function<DynamoDbClient, Object> made) {
    return new TableCall(name, name + " " + told, made);
  }

  private static <T> Map<String, T> some(Map<String, T> map) {
    return map.isEmpty() ? null : map;
  }

  static Map<String, Object> item(Map<String, AttributeValue> item) {
    var copy = new TreeMap<String, Object>();
    item.forEach((name, value) -> copy.put(name, canonical(value)));
    return copy;
  }

  private static Object canonical(AttributeValue value) {
    return switch (value.type()) {
      case M -> item(value.m());
      case L -> value.l().stream().map(TableCall::canonical).toList();
      case SS -> value.ss().stream().sorted().toList();
      case NS -> value.ns().stream().map(TableCall::number).sorted().toList();
      // Within a list or map DynamoDB Local keeps a number as it was written.
      case N -> number(value.n());
      case BS -> value.bs().stream().map(SdkBytes::asUtf8String).sorted().toList();
      default ->
          Stream.of(value.s(), value.b(), value.bool(), value.nul())
              .filter(each -> each != null)
              .map(each -> value.type() + ":" + each)
              .findFirst()
              .orElseThrow();
    };
  }

  private static String number(String text) {
    return "N:" + new BigDecimal(text).stripTrailingZeros();
  }
}
