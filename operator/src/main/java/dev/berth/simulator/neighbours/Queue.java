package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// A standard queue of SQS: each message at least once, in no certain order. Here it is that in
/// which they can be received.
final class Queue {
  final String name;
  final String arn;

  /// What it was made with, and what was changed since.
  SortedMap<String, String> attributes;

  Instant purgedAt = Instant.MIN;

  private final Instant at;
  private Instant changedAt;
  private final List<QueueMessage> messages = new ArrayList<>();

  Queue(String name, String arn, SortedMap<String, String> attributes, Instant at) {
    this.name = name;
    this.arn = arn;
    this.attributes = attributes;
    this.at = at;
    this.changedAt = at;
  }

  void change(SortedMap<String, String> changed, Instant now) {
    var all = new TreeMap<>(attributes);
    all.putAll(changed);
    attributes = all;
    changedAt = now;
  }

  int number(String attribute) {
    return Integer.parseInt(QueueAttributes.of(attributes, attribute));
  }

  void add(QueueMessage message) {
    expire(message.sentAt);
    messages.add(message);
  }

  /// A message that nobody took in time is gone.
  private void expire(Instant now) {
    var oldest = now.minusSeconds(number("MessageRetentionPeriod"));
    messages.removeIf(each -> each.sentAt.isBefore(oldest));
  }

  boolean waiting(Instant now) {
    expire(now);
    return messages.stream().anyMatch(each -> each.visible(now));
  }

  /// Takes messages out of sight for a while.
  List<QueueMessage> receive(int most, Duration hidden, Instant now) {
    expire(now);
    var taken =
        messages.stream()
            .filter(each -> each.visible(now))
            .sorted(Comparator.comparing(each -> each.visibleAt))
            .limit(most)
            .toList();
    for (var each : taken) {
      each.visibleAt = now.plus(hidden);
      if (each.received++ == 0) each.receivedAt = now;
    }
    return taken;
  }

  /// An old receipt is taken and does nothing. Source: SQS API reference, DeleteMessage.
  void delete(String receipt) {
    var id = QueueMessage.id(receipt);
    messages.removeIf(each -> each.id.equals(id) && each.receipt().equals(receipt));
  }

  void hide(String receipt, Duration hidden, Instant now) {
    var id = QueueMessage.id(receipt);
    var found = messages.stream().filter(each -> each.id.equals(id)).findFirst();
    if (found.isEmpty() || found.get().visible(now) || !found.get().receipt().equals(receipt)) {
      throw ApiError.of(
          "MessageNotInflight",
          "Value %s for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not"
                  .formatted(receipt)
              + " available for visibility timeout change.");
    }
    found.get().visibleAt = now.plus(hidden);
  }

  void purge(Instant now) {
    if (now.isBefore(purgedAt.plusSeconds(60))) {
      throw ApiError.of(
          "PurgeQueueInProgress",
          "Only one PurgeQueue operation on %s is allowed every 60 seconds.".formatted(name));
    }
    purgedAt = now;
    messages.clear();
  }

  /// All attributes as they are told.
  SortedMap<String, String> told(Instant now) {
    expire(now);
    var told = new TreeMap<>(QueueAttributes.DEFAULTS);
    told.putAll(attributes);
    told.put("QueueArn", arn);
    told.put("CreatedTimestamp", "" + at.getEpochSecond());
    told.put("LastModifiedTimestamp", "" + changedAt.getEpochSecond());
    var delayed = messages.stream().filter(each -> each.delayed(now)).count();
    var visible = messages.stream().filter(each -> each.visible(now)).count();
    told.put("ApproximateNumberOfMessages", "" + visible);
    told.put("ApproximateNumberOfMessagesDelayed", "" + delayed);
    told.put("ApproximateNumberOfMessagesNotVisible", "" + (messages.size() - visible - delayed));
    return told;
  }

  ObjectNode dump() {
    var dump = Json.object();
    attributes.forEach(dump.putObject("attributes")::put);
    var list = dump.putArray("messages");
    messages.forEach(each -> list.add(each.dump()));
    return dump;
  }
}
