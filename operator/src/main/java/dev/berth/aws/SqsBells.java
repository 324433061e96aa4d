package dev.berth.aws;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.Bells;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/// A queue of SQS that a rule of EventBridge sends ECS's events to. What was read is deleted,
/// whatever it was: nobody else is meant to read it.
///
/// Source: ECS developer guide, "Amazon ECS events and EventBridge".
public final class SqsBells implements Bells {
  /// The longest that SQS waits, and the most that it gives. Source: API reference, ReceiveMessage.
  private static final int WAIT_SECONDS = 20;

  private static final int MOST = 10;
  private static final Pattern HOST = Pattern.compile("https?://sqs\\.([a-z0-9-]+)\\.amazonaws.*");
  private static final Pattern SERVICE =
      Pattern.compile("(arn:[^:]+:ecs:[^:]+:[^:]+:)service/([^/]+)/[^/]+");

  private final AwsClients clients;
  private final String queue;

  /// @param queue its URL
  public SqsBells(AwsClients clients, String queue) {
    this.clients = clients;
    this.queue = queue;
  }

  /// The region of a queue, where its URL is one of AWS's own.
  public static Optional<String> region(String queue) {
    var host = HOST.matcher(queue);
    return host.matches() ? Optional.of(host.group(1)) : Optional.empty();
  }

  @Override
  public SortedSet<String> heard() {
    var answer =
        clients.call(() ->
            clients
                .queues()
                .receiveMessage(r ->
                    r.queueUrl(queue).waitTimeSeconds(WAIT_SECONDS).maxNumberOfMessages(MOST)));
    var clusters = new TreeSet<String>();
    answer.messages().forEach(message -> cluster(message.body()).ifPresent(clusters::add));
    if (answer.hasMessages() && !answer.messages().isEmpty()) delete(answer.messages());
    return Collections.unmodifiableSortedSet(clusters);
  }

  /// One that is not deleted comes again, and then there is only one look more.
  private void delete(List<Message> read) {
    var entries =
        IntStream.range(0, read.size())
            .mapToObj(i ->
                DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(read.get(i).receiptHandle())
                    .build())
            .toList();
    clients.call(
        () -> clients.queues().deleteMessageBatch(r -> r.queueUrl(queue).entries(entries)));
  }

  /// Of what happened; empty for what is no event of ECS.
  static Optional<String> cluster(String body) {
    try {
      if (!(Json.parse(body) instanceof Fields event)) return Optional.empty();
      if (!event.text("source").equals(Optional.of("aws.ecs"))) return Optional.empty();
      return event.fields("detail").text("clusterArn").or(() -> ofService(event));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// A change of a deployment's state names its service alone.
  private static Optional<String> ofService(Fields event) {
    return event.items("resources").stream()
        .filter(Value.Text.class::isInstance)
        .map(each -> SERVICE.matcher(((Value.Text) each).text()))
        .filter(named -> named.matches())
        .map(named -> named.group(1) + "cluster/" + named.group(2))
        .findFirst();
  }

  @Override
  public void close() {
    clients.close();
  }
}
