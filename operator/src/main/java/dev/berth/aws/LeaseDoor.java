package dev.berth.aws;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// The way of the lock library to DynamoDB: the calls that it makes of it, and no others.
///
/// The library knows a lease as ended when it saw the same record for as long as the lease lasts,
/// by the machine's own clock, and sleeps meanwhile. Here each look is remembered instead, by the
/// clock of whoever claims, and a record whose time is over is shown to the library as one that
/// lasted no time at all: then it takes the lease at once, on the condition that the record is
/// still the same.
final class LeaseDoor implements DynamoDbClient {
  static final String KEY = "key";
  static final String OWNER = "ownerName";
  static final String SINCE = "since";
  static final String WHAT = "what";
  private static final String LASTS = "leaseDuration";
  private static final String VERSION = "recordVersionNumber";
  private static final String RELEASED = "isReleased";
  private static final String OVER = "-1";

  private final DynamoDbClient table;
  private final AwsClients clients;
  private final String owner;
  private final LongSupplier nanos;
  private final AtomicReference<Optional<Sight>> sight = new AtomicReference<>(Optional.empty());

  /// Another's record, as it was when it was seen first.
  ///
  /// @param at by the monotonic clock
  /// @param beating whether it took the place of another record of the same owner
  record Sight(Map<String, AttributeValue> record, long at, boolean beating) {
    String text(String name) {
      return Optional.ofNullable(record.get(name)).map(AttributeValue::s).orElse("");
    }

    Duration lasts() {
      return Duration.ofMillis(Long.parseLong(text(LASTS)));
    }

    private boolean follows(Sight other) {
      return text(OWNER).equals(other.text(OWNER)) && !text(VERSION).equals(other.text(VERSION));
    }
  }

  /// @param owner whose records are no other's
  LeaseDoor(DynamoDbClient table, AwsClients clients, String owner, LongSupplier nanos) {
    this.table = table;
    this.clients = clients;
    this.owner = owner;
    this.nanos = nanos;
  }

  /// The record that kept us out; empty where none did.
  Optional<Sight> sight() {
    return sight.get();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    var answer = ask(() -> table.getItem(request));
    if (!answer.hasItem()) return seen(answer, Optional.empty());
    var now = new Sight(new TreeMap<>(answer.item()), nanos.getAsLong(), false);
    if (now.record().containsKey(RELEASED)) return seen(answer, Optional.empty());
    // Ours, by a call whose answer was lost: nobody else has this name.
    if (now.text(OWNER).equals(owner)) return seen(over(answer), Optional.empty());
    var known = sight.get();
    if (known.filter(one -> one.text(VERSION).equals(now.text(VERSION))).isEmpty()) {
      var beating = known.filter(now::follows).isPresent();
      return seen(answer, Optional.of(new Sight(now.record(), now.at(), beating)));
    }
    var age = Duration.ofNanos(now.at() - known.get().at());
    return age.compareTo(known.get().lasts()) > 0 ? over(answer) : answer;
  }

  private GetItemResponse seen(GetItemResponse answer, Optional<Sight> now) {
    sight.set(now);
    return answer;
  }

  private static GetItemResponse over(GetItemResponse answer) {
    var record = new TreeMap<>(answer.item());
    record.put(LASTS, AttributeValue.fromS(OVER));
    return answer.toBuilder().item(record).build();
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return ask(() -> table.putItem(request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return ask(() -> table.updateItem(request));
  }

  /// The library handles that another was first, and must not try anything else again.
  private <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (ConditionalCheckFailedException e) {
      throw e;
    } catch (SdkException e) {
      throw clients.failure(e);
    }
  }

  @Override
  public String serviceName() {
    return DynamoDbClient.SERVICE_NAME;
  }

  @Override
  public void close() {
    // the clients are closed by whoever made them
  }
}
