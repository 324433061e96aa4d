package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// The attributes of a queue that can be set. Source: SQS API reference, SetQueueAttributes.
final class QueueAttributes {
  static final SortedMap<String, String> DEFAULTS =
      new TreeMap<>(
          Map.of(
              "DelaySeconds", "0",
              "MaximumMessageSize", "1048576",
              "MessageRetentionPeriod", "345600",
              "ReceiveMessageWaitTimeSeconds", "0",
              "SqsManagedSseEnabled", "true",
              "VisibilityTimeout", "30"));

  /// Numbers and their ranges.
  private static final SortedMap<String, List<Integer>> RANGES =
      new TreeMap<>(
          Map.of(
              "DelaySeconds", List.of(0, 900),
              "MaximumMessageSize", List.of(1024, 1048576),
              "MessageRetentionPeriod", List.of(60, 1209600),
              "ReceiveMessageWaitTimeSeconds", List.of(0, 20),
              "VisibilityTimeout", List.of(0, 43200)));

  private static final Set<String> TEXTS = new TreeSet<>(List.of("Policy", "SqsManagedSseEnabled"));
  private static final Set<String> TOLD =
      new TreeSet<>(
          List.of(
              "ApproximateNumberOfMessages",
              "ApproximateNumberOfMessagesDelayed",
              "ApproximateNumberOfMessagesNotVisible",
              "CreatedTimestamp",
              "LastModifiedTimestamp",
              "QueueArn"));
  private static final Set<String> BEYOND =
      new TreeSet<>(
          List.of(
              "ContentBasedDeduplication",
              "DeduplicationScope",
              "FifoQueue",
              "FifoThroughputLimit",
              "KmsDataKeyReusePeriodSeconds",
              "KmsMasterKeyId",
              "RedriveAllowPolicy",
              "RedrivePolicy"));

  private QueueAttributes() {}

  static String of(SortedMap<String, String> attributes, String name) {
    return attributes.getOrDefault(name, DEFAULTS.get(name));
  }

  /// What a request sets.
  static SortedMap<String, String> checked(ObjectNode input) {
    var checked = new TreeMap<String, String>();
    for (var each : Json.fields(input, "Attributes").properties()) {
      var name = each.getKey();
      var value = each.getValue().asString("");
      if (BEYOND.contains(name) && !value.isEmpty()) {
        throw ApiError.of(
            "UnsupportedOperation", name + " is not simulated: there are standard queues alone.");
      }
      if (RANGES.containsKey(name)) number(name, value);
      else if (!TEXTS.contains(name)) throw unknown(name);
      if (!value.isEmpty()) checked.put(name, value);
    }
    return checked;
  }

  private static void number(String name, String value) {
    var range = RANGES.get(name);
    if (value.matches("\\d{1,9}")
        && Integer.parseInt(value) >= range.getFirst()
        && Integer.parseInt(value) <= range.getLast()) {
      return;
    }
    throw ApiError.of("InvalidAttributeValue", "Invalid value for the parameter " + name + ".");
  }

  /// Checks a number that a call gives in the place of the queue's.
  static int number(ObjectNode input, String member, String attribute, int otherwise) {
    var value = Json.integer(input, member, otherwise);
    var range = RANGES.get(attribute);
    if (value >= range.getFirst() && value <= range.getLast()) return value;
    throw ApiError.of(
        "InvalidParameterValue",
        "Value %d for parameter %s is invalid. Reason: Must be between %d and %d, if provided."
            .formatted(value, member, range.getFirst(), range.getLast()));
  }

  /// Of all that is told what was asked for.
  static ObjectNode chosen(SortedMap<String, String> told, List<String> asked) {
    var chosen = new TreeMap<>(told);
    for (var name : asked) {
      var known = name.equals("All") || DEFAULTS.containsKey(name) || TEXTS.contains(name);
      if (!known && !TOLD.contains(name) && !BEYOND.contains(name)) throw unknown(name);
    }
    if (!asked.contains("All")) chosen.keySet().retainAll(asked);
    var answer = Json.object();
    if (chosen.isEmpty()) return answer;
    chosen.forEach(answer.putObject("Attributes")::put);
    return answer;
  }

  private static ApiError unknown(String name) {
    return ApiError.of("InvalidAttributeName", "Unknown Attribute " + name + ".");
  }
}
