package dev.berth.simulator.neighbours;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Amazon SQS: standard queues. A receipt is answered at once, whether there is anything or not:
/// who waits is made to wait by the door.
public final class Queues implements Api {
  private static final int MOST = 10;
  private static final int PAGE = 1000;

  private final VirtualClock clock;
  private final Ids ids;
  private final SortedMap<String, Queue> byArn = new TreeMap<>();
  private final SortedMap<String, Instant> deleted = new TreeMap<>();

  /// @param ids of its own: what is done here must not change what others call their things
  public Queues(VirtualClock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateQueue" -> create(input, caller);
      case "GetQueueUrl" -> url(found(Json.text(input, "QueueName", ""), caller), caller);
      case "ListQueues" -> list(input, caller);
      case "GetQueueAttributes" -> attributes(queue(input, caller), input);
      case "SetQueueAttributes" -> change(queue(input, caller), input);
      case "DeleteQueue" -> delete(queue(input, caller));
      case "PurgeQueue" -> purge(queue(input, caller));
      case "SendMessage" -> send(queue(input, caller), input);
      case "SendMessageBatch" -> QueueBatch.of(input, send(input, caller));
      case "ReceiveMessage" -> receive(queue(input, caller), input, caller);
      case "DeleteMessage" -> forget(queue(input, caller), input);
      case "DeleteMessageBatch" -> QueueBatch.of(input, forget(input, caller));
      case "ChangeMessageVisibility" -> hide(queue(input, caller), input);
      case "ChangeMessageVisibilityBatch" -> QueueBatch.of(input, hide(input, caller));
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  public ObjectNode dump() {
    var dump = Json.object();
    byArn.forEach((arn, queue) -> dump.set(arn, queue.dump()));
    return dump;
  }

  /// Puts something into a queue, if there is one of that ARN.
  void deliver(String arn, String body, Instant at, Instant visibleAt) {
    var queue = byArn.get(arn);
    if (queue == null) return;
    queue.add(new QueueMessage(ids.uuid(), body, Json.object(), at, visibleAt));
  }

  /// How long a ReceiveMessage call would wait, where it would find nothing now.
  public Duration patience(ObjectNode input, Caller caller) {
    try {
      var queue = queue(input, caller);
      if (queue.waiting(clock.now())) return Duration.ZERO;
      return Duration.ofSeconds(wait(queue, input));
    } catch (ApiError e) {
      return Duration.ZERO; // the call itself will be refused for it
    }
  }

  private static int wait(Queue queue, ObjectNode input) {
    var attribute = "ReceiveMessageWaitTimeSeconds";
    return QueueAttributes.number(input, "WaitTimeSeconds", attribute, queue.number(attribute));
  }

  private ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "QueueName", "");
    if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
      throw ApiError.of(
          "InvalidParameterValue",
          "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
    var attributes = QueueAttributes.checked(input);
    var arn = caller.arn("sqs", name);
    var known = byArn.get(arn);
    if (known != null) return url(same(known, attributes), caller);
    if (clock.now().isBefore(deleted.getOrDefault(arn, Instant.MIN).plusSeconds(60))) {
      throw ApiError.of(
          "QueueDeletedRecently",
          "You must wait 60 seconds after deleting a queue before you can create another with the"
              + " same name.");
    }
    var queue = new Queue(name, arn, attributes, clock.now());
    byArn.put(arn, queue);
    return url(queue, caller);
  }

  private static Queue same(Queue queue, SortedMap<String, String> asked) {
    for (var each : asked.entrySet()) {
      if (each.getValue().equals(QueueAttributes.of(queue.attributes, each.getKey()))) continue;
      throw ApiError.of(
          "QueueNameExists",
          "A queue already exists with the same name and a different value for attribute "
              + each.getKey());
    }
    return queue;
  }

  private static ObjectNode url(Queue queue, Caller caller) {
    return Json.object().put("QueueUrl", address(queue, caller));
  }

  private static String address(Queue queue, Caller caller) {
    return "http://%s/%s/%s".formatted(caller.host(), caller.account(), queue.name);
  }

  private ObjectNode list(ObjectNode input, Caller caller) {
    var prefix = caller.arn("sqs", Json.text(input, "QueueNamePrefix", ""));
    var all = byArn.values().stream().filter(each -> each.arn.startsWith(prefix)).toList();
    var token = Json.text(input, "NextToken", "");
    var size = Json.integer(input, "MaxResults", PAGE);
    var page = Page.of(all, each -> each.name, naturalOrder(), token, size);
    var answer = Json.object();
    if (page.items().isEmpty()) return answer;
    var urls = answer.putArray("QueueUrls");
    page.items().forEach(each -> urls.add(address(each, caller)));
    return Json.has(input, "MaxResults") ? page.tokenInto(answer, "NextToken") : answer;
  }

  private ObjectNode attributes(Queue queue, ObjectNode input) {
    return QueueAttributes.chosen(queue.told(clock.now()), Json.texts(input, "AttributeNames"));
  }

  private ObjectNode change(Queue queue, ObjectNode input) {
    queue.change(QueueAttributes.checked(input), clock.now());
    return Json.object();
  }

  private ObjectNode delete(Queue queue) {
    byArn.remove(queue.arn);
    deleted.put(queue.arn, clock.now());
    return Json.object();
  }

  private ObjectNode purge(Queue queue) {
    queue.purge(clock.now());
    return Json.object();
  }

  private Function<ObjectNode, ObjectNode> send(ObjectNode input, Caller caller) {
    var queue = queue(input, caller);
    return entry -> send(queue, entry);
  }

  private ObjectNode send(Queue queue, ObjectNode input) {
    if (Json.has(input, "MessageGroupId") || Json.has(input, "MessageDeduplicationId")) {
      throw invalid("The request includes a parameter that is not valid for this queue type");
    }
    var body = Json.text(input, "MessageBody", "");
    if (body.isEmpty()) {
      throw ApiError.of("MissingParameter", "The request must contain the parameter MessageBody.");
    }
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    int largest = queue.number("MaximumMessageSize");
    if (bytes.length > largest) {
      throw invalid(
          "One or more parameters are invalid. Reason: Message must be shorter than %d bytes."
              .formatted(largest));
    }
    var name = "DelaySeconds";
    var delay = QueueAttributes.number(input, name, name, queue.number(name));
    var attributes = Json.fields(input, "MessageAttributes");
    var now = clock.now();
    var message = new QueueMessage(ids.uuid(), body, attributes, now, now.plusSeconds(delay));
    queue.add(message);
    var answer = Json.object().put("MessageId", message.id);
    answer.put("MD5OfMessageBody", QueueMessage.digest(bytes));
    if (attributes.isEmpty()) return answer;
    return answer.put("MD5OfMessageAttributes", QueueMessage.digest(attributes));
  }

  private ObjectNode receive(Queue queue, ObjectNode input, Caller caller) {
    int most = Json.integer(input, "MaxNumberOfMessages", 1);
    if (most < 1 || most > MOST) {
      throw invalid(
          "Value %d for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if"
                  .formatted(most)
              + " provided.");
    }
    wait(queue, input);
    var name = "VisibilityTimeout";
    var hidden = QueueAttributes.number(input, name, name, queue.number(name));
    var taken = queue.receive(most, Duration.ofSeconds(hidden), clock.now());
    var answer = Json.object();
    if (taken.isEmpty()) return answer;
    var system = new TreeSet<>(Json.texts(input, "AttributeNames"));
    system.addAll(Json.texts(input, "MessageSystemAttributeNames"));
    var named = Json.texts(input, "MessageAttributeNames");
    var list = answer.putArray("Messages");
    taken.forEach(each -> list.add(each.shown(system, named, caller.account())));
    return answer;
  }

  private Function<ObjectNode, ObjectNode> forget(ObjectNode input, Caller caller) {
    var queue = queue(input, caller);
    return entry -> forget(queue, entry);
  }

  private static ObjectNode forget(Queue queue, ObjectNode input) {
    queue.delete(Json.text(input, "ReceiptHandle", ""));
    return Json.object();
  }

  private Function<ObjectNode, ObjectNode> hide(ObjectNode input, Caller caller) {
    var queue = queue(input, caller);
    return entry -> hide(queue, entry);
  }

  private ObjectNode hide(Queue queue, ObjectNode input) {
    var name = "VisibilityTimeout";
    var hidden = QueueAttributes.number(input, name, name, 0);
    queue.hide(Json.text(input, "ReceiptHandle", ""), Duration.ofSeconds(hidden), clock.now());
    return Json.object();
  }

  private Queue queue(ObjectNode input, Caller caller) {
    var url = Json.text(input, "QueueUrl", "");
    return found(url.substring(url.lastIndexOf('/') + 1), caller);
  }

  private Queue found(String name, Caller caller) {
    var queue = byArn.get(caller.arn("sqs", name));
    if (queue != null) return queue;
    throw ApiError.of("QueueDoesNotExist", "The specified queue does not exist.");
  }

  private static ApiError invalid(String message) {
    return ApiError.of("InvalidParameterValue", message);
  }
}
