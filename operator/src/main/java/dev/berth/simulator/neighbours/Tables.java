package dev.berth.simulator.neighbours;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.VirtualClock;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Amazon DynamoDB: tables and what is in them. A table can be used as soon as it is made; an item
/// whose time to live is over stays, as it may for days.
public final class Tables implements Api {
  private static final int PAGE = 100;

  private final VirtualClock clock;
  private final Ids ids;
  private final SortedMap<String, Table> byArn = new TreeMap<>();

  /// @param ids of its own: what is done here must not change what others call their things
  public Tables(VirtualClock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateTable" -> create(input, caller);
      case "DescribeTable" -> Json.object().set("Table", table(input, caller).shown());
      case "DeleteTable" -> delete(table(input, caller));
      case "ListTables" -> list(input, caller);
      case "UpdateTimeToLive" -> expire(table(input, caller), input);
      case "DescribeTimeToLive" -> describeExpiry(table(input, caller));
      case "DescribeContinuousBackups" -> backups(table(input, caller));
      case "TagResource", "UntagResource" -> tag(tagged(input), input);
      case "ListTagsOfResource" -> tags(tagged(input));
      default -> items(operation, input, caller);
    };
  }

  private ObjectNode items(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "GetItem" -> TableItems.fetch(input, used(input, caller));
      case "PutItem" -> TableItems.put(input, used(input, caller));
      case "UpdateItem" -> TableItems.update(input, used(input, caller));
      case "DeleteItem" -> TableItems.delete(input, used(input, caller));
      case "Query" -> TableReads.query(input, used(input, caller));
      case "Scan" -> TableReads.scan(input, used(input, caller));
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  public ObjectNode dump() {
    var dump = Json.object();
    byArn.forEach((arn, table) -> dump.set(arn, table.dump()));
    return dump;
  }

  private ObjectNode create(ObjectNode input, Caller caller) {
    var request = TableChecks.checked(input);
    var name = Json.text(request, "TableName", "");
    var arn = caller.arn("dynamodb", "table/" + name);
    if (byArn.containsKey(arn)) {
      throw ApiError.of("ResourceInUseException", "Table already exists: " + name);
    }
    var table = new Table(request, arn, ids.uuid(), clock.now());
    table.tags.putAll(Tags.read(Json.items(input, "Tags"), "Key", "Value"));
    byArn.put(arn, table);
    return Json.object().set("TableDescription", table.shown());
  }

  private ObjectNode delete(Table table) {
    if (table.safe()) {
      throw AttributeValues.invalid(
          "Resource cannot be deleted as it is currently protected against deletion. Disable"
              + " deletion protection first.");
    }
    byArn.remove(table.arn);
    return Json.object().set("TableDescription", table.shown().put("TableStatus", "DELETING"));
  }

  private ObjectNode list(ObjectNode input, Caller caller) {
    var here = caller.arn("dynamodb", "table/");
    var names =
        byArn.values().stream()
            .filter(table -> table.arn.startsWith(here))
            .map(Table::name)
            .toList();
    var from = Json.text(input, "ExclusiveStartTableName", "");
    var rest = names.stream().filter(name -> name.compareTo(from) > 0).toList();
    int size = Json.integer(input, "Limit", PAGE);
    var page = Page.of(rest, name -> name, naturalOrder(), "", Math.min(size, PAGE));
    var answer = Json.object();
    page.items().forEach(answer.putArray("TableNames")::add);
    if (page.next().isEmpty()) return answer;
    return answer.put("LastEvaluatedTableName", page.items().getLast());
  }

  private static ObjectNode expire(Table table, ObjectNode input) {
    var specification = Json.fields(input, "TimeToLiveSpecification");
    var attribute = Json.text(specification, "AttributeName", "");
    boolean enabled = Json.flag(specification, "Enabled", false);
    if (attribute.isEmpty()) throw AttributeValues.invalid("AttributeName is required");
    if (enabled && table.expiry.equals(attribute)) {
      throw AttributeValues.invalid("TimeToLive is already enabled");
    }
    if (enabled && !table.expiry.isEmpty()) {
      throw AttributeValues.invalid(
          "TimeToLive is active on a different AttributeName: current AttributeName is "
              + table.expiry);
    }
    if (!enabled && table.expiry.isEmpty()) {
      throw AttributeValues.invalid("TimeToLive is already disabled");
    }
    table.expiry = enabled ? attribute : "";
    return Json.object().set("TimeToLiveSpecification", specification);
  }

  private static ObjectNode describeExpiry(Table table) {
    var answer = Json.object();
    var shown = answer.putObject("TimeToLiveDescription");
    shown.put("TimeToLiveStatus", table.expiry.isEmpty() ? "DISABLED" : "ENABLED");
    if (!table.expiry.isEmpty()) shown.put("AttributeName", table.expiry);
    return answer;
  }

  /// Nothing is backed up.
  private static ObjectNode backups(Table table) {
    var answer = Json.object();
    answer
        .putObject("ContinuousBackupsDescription")
        .put("ContinuousBackupsStatus", "ENABLED")
        .putObject("PointInTimeRecoveryDescription")
        .put("PointInTimeRecoveryStatus", "DISABLED");
    return answer;
  }

  private static ObjectNode tag(Table table, ObjectNode input) {
    table.tags.putAll(Tags.read(Json.items(input, "Tags"), "Key", "Value"));
    Json.texts(input, "TagKeys").forEach(table.tags::remove);
    return Json.object();
  }

  private static ObjectNode tags(Table table) {
    return Json.object().set("Tags", Tags.write(table.tags, "Key", "Value"));
  }

  private Table tagged(ObjectNode input) {
    var arn = Json.text(input, "ResourceArn", "");
    if (byArn.containsKey(arn)) return byArn.get(arn);
    throw ApiError.of("ResourceNotFoundException", "Requested resource not found: " + arn);
  }

  private Table table(ObjectNode input, Caller caller) {
    var arn = arn(input, caller);
    if (byArn.containsKey(arn)) return byArn.get(arn);
    var message = "Requested resource not found: Table: %s not found";
    var name = arn.substring(arn.lastIndexOf('/') + 1);
    throw ApiError.of("ResourceNotFoundException", message.formatted(name));
  }

  /// A table whose items are asked for.
  private Table used(ObjectNode input, Caller caller) {
    var arn = arn(input, caller);
    if (byArn.containsKey(arn)) return byArn.get(arn);
    throw ApiError.of("ResourceNotFoundException", "Requested resource not found");
  }

  /// Tables are named by name or ARN.
  private static String arn(ObjectNode input, Caller caller) {
    var name = Json.text(input, "TableName", "");
    if (name.isEmpty()) throw AttributeValues.invalid("TableName is required");
    return name.startsWith("arn:") ? name : caller.arn("dynamodb", "table/" + name);
  }
}
