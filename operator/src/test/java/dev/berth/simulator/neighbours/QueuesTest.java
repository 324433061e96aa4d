package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// The SDK checks the digests of all that it sends and receives.
class QueuesTest {
  private final Simulator simulator = Simulator.stepped(1);
  private final SqsClient queues = Clients.queues(simulator);

  private String create() {
    return queues.createQueue(r -> r.queueName("events")).queueUrl();
  }

  private List<Message> receive(String url) {
    return queues
        .receiveMessage(r ->
            r.queueUrl(url)
                .maxNumberOfMessages(10)
                .waitTimeSeconds(20)
                .messageAttributeNames("All")
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private List<String> bodies(String url) {
    return receive(url).stream().map(Message::body).toList();
  }

  @Test
  void a_message_is_out_of_sight_until_it_is_deleted_or_its_time_is_over() {
    var url = create();
    queues.sendMessage(r -> r.queueUrl(url).messageBody("grüße"));

    var first = receive(url).getFirst();
    assertThat(receive(url)).isEmpty();
    simulator.advance(Duration.ofSeconds(31));
    var again = receive(url).getFirst();
    assertThat(again.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
    queues.deleteMessage(r -> r.queueUrl(url).receiptHandle(first.receiptHandle()));
    simulator.advance(Duration.ofSeconds(31));
    var last = receive(url).getFirst();
    queues.deleteMessage(r -> r.queueUrl(url).receiptHandle(last.receiptHandle()));
    simulator.advance(Duration.ofDays(1));

    assertThat(first.body()).isEqualTo("grüße");
    assertThat(receive(url)).isEmpty();
  }

  @Test
  void what_nobody_takes_in_time_is_gone() {
    var url = create();
    queues.sendMessage(r -> r.queueUrl(url).messageBody("a").delaySeconds(60));

    assertThat(bodies(url)).isEmpty();
    simulator.advance(Duration.ofSeconds(60));
    assertThat(bodies(url)).containsExactly("a");
    simulator.advance(Duration.ofDays(4).plusSeconds(1));
    assertThat(bodies(url)).isEmpty();
  }

  @Test
  void a_receiver_may_want_more_or_less_time() {
    var url = create();
    queues.sendMessage(r -> r.queueUrl(url).messageBody("a"));
    var taken = receive(url).getFirst();
    queues.changeMessageVisibility(
        r -> r.queueUrl(url).receiptHandle(taken.receiptHandle()).visibilityTimeout(300));
    simulator.advance(Duration.ofSeconds(299));

    assertThat(bodies(url)).isEmpty();
    queues.changeMessageVisibility(
        r -> r.queueUrl(url).receiptHandle(taken.receiptHandle()).visibilityTimeout(0));
    assertThat(bodies(url)).containsExactly("a");
  }

  @Test
  void batches_tell_of_each_entry() {
    var url = create();
    var sent =
        queues.sendMessageBatch(
            r -> r.queueUrl(url).entries(entry("1", "a", 0), entry("2", "b", 901)));
    var received = receive(url);
    var deleted =
        queues.deleteMessageBatch(r ->
            r.queueUrl(url)
                .entries(gone("x", received.getFirst().receiptHandle()), gone("y", "junk")));

    assertThat(sent.successful()).extracting(each -> each.id()).containsExactly("1");
    assertThat(sent.failed())
        .extracting(each -> each.code())
        .containsExactly("InvalidParameterValue");
    assertThat(deleted.successful()).extracting(each -> each.id()).containsExactly("x");
    assertThat(deleted.failed())
        .extracting(each -> each.code())
        .containsExactly("ReceiptHandleIsInvalid");
    assertThatThrownBy(() ->
            queues.sendMessageBatch(
                r -> r.queueUrl(url).entries(List.of(entry("1", "a", 0), entry("1", "b", 0)))))
        .hasMessageContaining("Id 1 repeated.");
  }

  private static SendMessageBatchRequestEntry entry(String id, String body, int delay) {
    return SendMessageBatchRequestEntry.builder()
        .id(id)
        .messageBody(body)
        .delaySeconds(delay)
        .build();
  }

  private static DeleteMessageBatchRequestEntry gone(String id, String receipt) {
    return DeleteMessageBatchRequestEntry.builder().id(id).receiptHandle(receipt).build();
  }

  @Test
  void attributes_of_messages_and_queues_are_told() {
    var url =
        queues
            .createQueue(r ->
                r.queueName("events")
                    .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "5")))
            .queueUrl();
    var kind = MessageAttributeValue.builder().dataType("String").stringValue("deploy").build();
    queues.sendMessage(
        r -> r.queueUrl(url).messageBody("a").messageAttributes(Map.of("kind", kind)));

    assertThat(receive(url).getFirst().messageAttributes()).isEqualTo(Map.of("kind", kind));
    var told =
        queues.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL));
    assertThat(told.attributes())
        .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "5")
        .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "1")
        .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:us-east-1:000000000000:events");
    queues.setQueueAttributes(
        r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60")));
    simulator.advance(Duration.ofSeconds(61));
    assertThat(bodies(url)).isEmpty();
  }

  @Test
  void a_queue_is_found_purged_and_deleted() {
    var url = create();
    queues.sendMessage(r -> r.queueUrl(url).messageBody("a"));
    queues.purgeQueue(r -> r.queueUrl(url));

    assertThat(bodies(url)).isEmpty();
    assertThatThrownBy(() -> queues.purgeQueue(r -> r.queueUrl(url)))
        .hasMessageContaining("Only one PurgeQueue operation");
    assertThat(queues.getQueueUrl(r -> r.queueName("events")).queueUrl()).isEqualTo(url);
    assertThat(queues.listQueues(r -> r.queueNamePrefix("ev")).queueUrls()).containsExactly(url);
    queues.deleteQueue(r -> r.queueUrl(url));
    assertThatThrownBy(() -> receive(url))
        .isInstanceOfSatisfying(
            QueueDoesNotExistException.class,
            e ->
                assertThat(e.awsErrorDetails().errorCode())
                    .isEqualTo("AWS.SimpleQueueService.NonExistentQueue"));
    assertThatThrownBy(this::create).hasMessageContaining("You must wait 60 seconds");
    simulator.advance(Duration.ofSeconds(60));
    assertThat(create()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "VisibilityTimeout, 43201, InvalidAttributeValue",
    "FifoQueue, true, AWS.SimpleQueueService.UnsupportedOperation",
    "RedrivePolicy, {}, AWS.SimpleQueueService.UnsupportedOperation",
    "Colour, red, InvalidAttributeName"
  })
  void what_a_queue_cannot_be_is_refused(String attribute, String value, String code) {
    assertThatThrownBy(() ->
            queues.createQueue(
                r -> r.queueName("q").attributesWithStrings(Map.of(attribute, value))))
        .isInstanceOfSatisfying(
            SqsException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  @Test
  void a_strange_receipt_is_refused() {
    var url = create();

    assertThatThrownBy(() -> queues.deleteMessage(r -> r.queueUrl(url).receiptHandle("junk")))
        .isInstanceOf(ReceiptHandleIsInvalidException.class);
  }

  /// Over HTTP a call for messages waits for them, as long as it says and by the simulator's clock.
  @Test
  void who_waits_hears_at_once() {
    var running = Simulator.scaled(1, 1);
    var door = HttpDoor.start(running, 0);
    try (var http = UrlConnectionHttpClient.create()) {
      var client = Clients.queues(http, "http://127.0.0.1:" + door.port());
      var url = client.createQueue(r -> r.queueName("q")).queueUrl();
      var heard =
          CompletableFuture.supplyAsync(
              () -> client.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20)).messages(),
              Thread::startVirtualThread);
      client.sendMessage(r -> r.queueUrl(url).messageBody("a"));

      assertThat(heard.orTimeout(10, TimeUnit.SECONDS).join())
          .extracting(Message::body)
          .containsExactly("a");
      var before = running.now();
      assertThat(client.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(1)).messages())
          .isEmpty();
      assertThat(Duration.between(before, running.now())).isGreaterThan(Duration.ofMillis(900));
    }
    door.close();
  }
}
