package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Several calls to a queue in one. Source: SQS API reference, the Batch actions.
final class QueueBatch {
  private static final int MOST = 10;

  private QueueBatch() {}

  /// One entry may be refused where others are not.
  static ObjectNode of(ObjectNode input, Function<ObjectNode, ObjectNode> each) {
    var entries = Json.items(input, "Entries");
    check(entries.stream().map(entry -> Json.text(entry, "Id", "")).toList());
    var answer = Json.object();
    var successful = answer.putArray("Successful");
    var failed = answer.putArray("Failed");
    for (var entry : entries) {
      var id = Json.text(entry, "Id", "");
      try {
        successful.add(each.apply(entry).put("Id", id));
      } catch (ApiError e) {
        failed
            .addObject()
            .put("Id", id)
            .put("Code", e.code())
            .put("Message", e.getMessage())
            .put("SenderFault", true);
      }
    }
    return answer;
  }

  private static void check(List<String> names) {
    if (names.isEmpty()) {
      throw ApiError.of("EmptyBatchRequest", "There should be at least one entry in the request.");
    }
    if (names.size() > MOST) {
      throw ApiError.of(
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are 10. You have sent %d."
              .formatted(names.size()));
    }
    for (var name : names) {
      if (!name.matches("[\\w-]{1,80}")) {
        throw ApiError.of(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It"
                + " can be at most 80 letters long.");
      }
    }
    var repeated = new ArrayList<>(names);
    new TreeSet<>(names).forEach(repeated::remove);
    if (repeated.isEmpty()) return;
    throw ApiError.of("BatchEntryIdsNotDistinct", "Id " + repeated.getFirst() + " repeated.");
  }
}
