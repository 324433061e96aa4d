package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The things of one kind in Elastic Load Balancing, by ARN, as they are described.
///
/// @param kind the answers' list: `TargetGroups`
/// @param missing the code of the error when there is none
record Kept(String kind, String missing, SortedMap<String, ObjectNode> byArn) {
  private static final int PAGE = 400;

  Kept(String kind, String missing) {
    this(kind, missing, new TreeMap<>());
  }

  ObjectNode one(String arn) {
    var found = byArn.get(arn);
    if (found == null) throw ApiError.of(missing, "One or more " + kind + " not found: " + arn);
    return found;
  }

  Stream<ObjectNode> all() {
    return byArn.values().stream();
  }

  ObjectNode answer(ObjectNode thing) {
    var answer = Json.object();
    answer.putArray(kind).add(thing.deepCopy());
    return answer;
  }

  /// Source: Elastic Load Balancing API reference, the Describe actions.
  ObjectNode page(ObjectNode input, String arn, List<ObjectNode> found) {
    var size = Json.integer(input, "PageSize", PAGE);
    if (size < 1 || size > PAGE) throw ApiError.invalidParameter("PageSize must be 1 to " + PAGE);
    var marker = Json.text(input, "Marker", "");
    var page = Page.of(found, each -> Json.text(each, arn, ""), marker, size);
    var answer = Json.object();
    var list = answer.putArray(kind);
    page.items().forEach(each -> list.add(each.deepCopy()));
    return page.tokenInto(answer, "NextMarker");
  }

  ObjectNode dump() {
    var dump = Json.object();
    byArn.forEach((arn, thing) -> dump.set(arn, thing.deepCopy()));
    return dump;
  }
}
