package dev.berth.simulator;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// One API of the AWS JSON protocols behind its prefix of `X-Amz-Target`, and how it spells the
/// message of an error.
///
/// @param version of the protocol, `1.0` or `1.1`
record Door(String prefix, String messageMember, String version, Api api) {
  static final String QUEUES = "AmazonSQS";

  /// What the Query protocol called an error, where that was another name. Source: SQS API
  /// reference, "Common errors"; botocore's model of SQS.
  private static final Map<String, String> FORMER =
      Map.of(
          "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue",
          "QueueNameExists", "QueueAlreadyExists",
          "QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently",
          "PurgeQueueInProgress", "AWS.SimpleQueueService.PurgeQueueInProgress",
          "UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation",
          "MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight",
          "EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest",
          "TooManyEntriesInBatchRequest", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
          "InvalidBatchEntryId", "AWS.SimpleQueueService.InvalidBatchEntryId",
          "BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct");

  Door(String prefix, String messageMember, Api api) {
    this(prefix, messageMember, "1.1", api);
  }

  /// SQS tells programs of the Query protocol's time what they know; empty elsewhere.
  String former(ApiError error) {
    if (!prefix.equals(QUEUES)) return "";
    var fault = error.status() < 500 ? "Sender" : "Receiver";
    return FORMER.getOrDefault(error.code(), error.code()) + ";" + fault;
  }

  String contentType() {
    return "application/x-amz-json-" + version;
  }

  ObjectNode error(ApiError error) {
    return Json.object().put("__type", error.code()).put(messageMember, error.getMessage());
  }
}
