package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// What is refused of a table that is to be made. Secondary indexes and streams are not simulated.
final class TableChecks {
  static final String ON_DEMAND = "PAY_PER_REQUEST";
  private static final List<String> BEYOND =
      List.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes", "StreamSpecification");

  private TableChecks() {}

  static ObjectNode checked(ObjectNode request) {
    var name = Json.text(request, "TableName", "");
    if (!name.matches("[a-zA-Z0-9_.-]{3,255}")) {
      throw AttributeValues.invalid(
          "TableName must be at least 3 characters long and at most 255 characters long, of a-z,"
              + " A-Z, 0-9, '_', '-' and '.': '"
              + name
              + "'");
    }
    for (var member : BEYOND) {
      if (Json.has(request, member) && !request.get(member).isEmpty()) {
        throw AttributeValues.invalid(member + " is not simulated");
      }
    }
    capacity(request);
    schema(request);
    return request;
  }

  private static void capacity(ObjectNode request) {
    boolean onDemand = Json.text(request, "BillingMode", "PROVISIONED").equals(ON_DEMAND);
    boolean given = Json.has(request, "ProvisionedThroughput");
    if (onDemand && given) {
      throw Table.wrong(
          "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
              + " PAY_PER_REQUEST");
    }
    if (!onDemand && !given) {
      throw Table.wrong(
          "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is"
              + " PROVISIONED");
    }
  }

  private static void schema(ObjectNode request) {
    var schema = Json.items(request, "KeySchema");
    if (schema.isEmpty() || schema.size() > 2 || !kind(schema, 0).equals("HASH")) {
      throw Table.wrong("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    }
    if (schema.size() == 2 && !kind(schema, 1).equals("RANGE")) {
      throw Table.wrong("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
    }
    var types = types(request);
    var names = new TreeSet<String>();
    schema.forEach(each -> names.add(Json.text(each, "AttributeName", "")));
    if (!types.keySet().containsAll(names)) {
      throw Table.wrong(
          "Some index key attributes are not defined in AttributeDefinitions. Keys: %s,"
                  .formatted(names)
              + " AttributeDefinitions: "
              + types.keySet());
    }
    if (types.size() != names.size() || names.size() != schema.size()) {
      throw Table.wrong(
          "Number of attributes in KeySchema does not exactly match number of attributes defined in"
              + " AttributeDefinitions");
    }
  }

  private static String kind(List<ObjectNode> schema, int index) {
    return Json.text(schema.get(index), "KeyType", "");
  }

  private static TreeMap<String, String> types(ObjectNode request) {
    var types = new TreeMap<String, String>();
    for (var each : Json.items(request, "AttributeDefinitions")) {
      var type = Json.text(each, "AttributeType", "");
      if (!type.matches("[SNB]")) {
        throw AttributeValues.invalid(
            "1 validation error detected: Value '%s' at 'attributeDefinitions.1.member.attributeType'"
                    .formatted(type)
                + " failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]");
      }
      types.put(Json.text(each, "AttributeName", ""), type);
    }
    return types;
  }

  /// The key of a request that was checked.
  static List<Table.KeyPart> parts(ObjectNode request) {
    var types = types(request);
    return Json.items(request, "KeySchema").stream()
        .map(each -> Json.text(each, "AttributeName", ""))
        .map(name -> new Table.KeyPart(name, types.get(name)))
        .toList();
  }

  /// Parameters of the time before there were expressions.
  static void noRelic(ObjectNode input) {
    for (var member :
        List.of(
            "Expected",
            "AttributeUpdates",
            "ConditionalOperator",
            "AttributesToGet",
            "KeyConditions",
            "QueryFilter",
            "ScanFilter",
            "IndexName")) {
      if (Json.has(input, member)) throw relic(member);
    }
  }

  private static ApiError relic(String member) {
    return AttributeValues.invalid(member + " is not simulated; use an expression on the table");
  }
}
