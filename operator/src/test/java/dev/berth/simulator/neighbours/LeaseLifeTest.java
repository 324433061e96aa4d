package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.dynamodbv2.AcquireLockOptions;
import com.amazonaws.services.dynamodbv2.AcquireLockOptions.AcquireLockOptionsBuilder;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClientOptions;
import com.amazonaws.services.dynamodbv2.CreateDynamoDBTableOptions;
import com.amazonaws.services.dynamodbv2.GetLockOptions;
import com.amazonaws.services.dynamodbv2.LockItem;
import com.amazonaws.services.dynamodbv2.ReleaseLockOptions;
import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.model.LockCurrentlyUnavailableException;
import com.amazonaws.services.dynamodbv2.model.LockNotGrantedException;
import dev.berth.simulator.Clients;
import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/// The life of a lease as Amazon's lock client lives it: the same on DynamoDB Local and on the
/// simulator, in the process and over HTTP.
class LeaseLifeTest {
  private static final String TABLE = "leases";
  private static final String LEASE = "production";

  /// In milliseconds.
  private static final long DURATION = 2000;

  private final List<String> story = new ArrayList<>();

  @Test
  void a_lease_lives_on_the_simulator_as_on_dynamodb_local() throws Exception {
    var local = DynamoDBEmbedded.create(true);
    var theirs = told(local.dynamoDbClient());
    local.shutdownNow();

    assertThat(told(Clients.tables(Simulator.stepped(1)))).isEqualTo(theirs);
    var door = HttpDoor.start(Simulator.scaled(1, 1), 0);
    try (var http = UrlConnectionHttpClient.create()) {
      var client = Clients.tables(http, "http://127.0.0.1:" + door.port());
      assertThat(told(client)).isEqualTo(theirs);
    }
    door.close();
    System.out.println("a lease:\n" + String.join("\n", theirs).indent(2));
    assertThat(theirs)
        .containsExactly(
            "no table",
            "table",
            "red asks: red has it",
            "blue asks: no",
            "red beats: renewed, data first",
            "blue asks: blue has it",
            "red beats: no longer",
            "red releases: false",
            "table: {data=first, isReleased=, key=production, more=1, ownerName=blue}",
            "blue releases: true",
            "table: {data=first, isReleased=1, key=production, more=1, ownerName=blue}",
            "red asks: red has it",
            "red deletes: true",
            "table: {}",
            "all: 0");
  }

  private List<String> told(DynamoDbClient client) throws Exception {
    story.clear();
    var red = owner(client, "red");
    var blue = owner(client, "blue");
    story.add(red.lockTableExists() ? "table" : "no table");
    AmazonDynamoDBLockClient.createLockTableInDynamoDB(
        CreateDynamoDBTableOptions.builder(client, throughput(), TABLE).build());
    story.add(red.lockTableExists() ? "table" : "no table");
    var first = asks(red, "red", at(LEASE).withShouldSkipBlockingWait(true));
    asks(blue, "blue", at(LEASE).withShouldSkipBlockingWait(true));
    beats(red, first.orElseThrow());
    var second = asks(blue, "blue", waiting());
    beats(red, first.orElseThrow());
    story.add("red releases: " + red.releaseLock(first.orElseThrow()));
    table(client);
    story.add("blue releases: " + blue.releaseLock(kept(second.orElseThrow())));
    table(client);
    var third = asks(red, "red", at(LEASE).withShouldSkipBlockingWait(true));
    story.add("red deletes: " + red.releaseLock(third.orElseThrow()));
    table(client);
    try (var all = red.getAllLocksFromDynamoDB(false)) {
      story.add("all: " + all.count());
    }
    red.close();
    blue.close();
    return List.copyOf(story);
  }

  private static ProvisionedThroughput throughput() {
    return ProvisionedThroughput.builder().readCapacityUnits(1L).writeCapacityUnits(1L).build();
  }

  private static AmazonDynamoDBLockClient owner(DynamoDbClient client, String name) {
    return new AmazonDynamoDBLockClient(
        AmazonDynamoDBLockClientOptions.builder(client, TABLE)
            .withOwnerName(name)
            .withTimeUnit(TimeUnit.MILLISECONDS)
            .withLeaseDuration(DURATION)
            .withHeartbeatPeriod(DURATION / 4)
            .withCreateHeartbeatBackgroundThread(false)
            .build());
  }

  private static AcquireLockOptionsBuilder at(String key) {
    return AcquireLockOptions.builder(key)
        .withData(data())
        .withReplaceData(false)
        .withDeleteLockOnRelease(true)
        .withAdditionalAttributes(Map.of("more", AttributeValue.fromN("1")));
  }

  private static ByteBuffer data() {
    return ByteBuffer.wrap("first".getBytes(StandardCharsets.UTF_8));
  }

  /// Waits until the one who has it has not been heard of for as long as a lease lasts.
  private static AcquireLockOptionsBuilder waiting() {
    return at(LEASE)
        .withTimeUnit(TimeUnit.MILLISECONDS)
        .withRefreshPeriod(20L)
        .withAdditionalTimeToWaitForLock(DURATION);
  }

  private static ReleaseLockOptions kept(LockItem lock) {
    return ReleaseLockOptions.builder(lock).withDeleteLock(false).build();
  }

  private Optional<LockItem> asks(
      AmazonDynamoDBLockClient client, String name, AcquireLockOptionsBuilder options)
      throws InterruptedException {
    try {
      var lock = client.tryAcquireLock(options.build());
      var has = lock.map(each -> each.getOwnerName() + " has it").orElse("nobody has it");
      story.add(name + " asks: " + has);
      return lock;
    } catch (LockCurrentlyUnavailableException e) {
      story.add(name + " asks: no");
      return Optional.empty();
    }
  }

  private void beats(AmazonDynamoDBLockClient client, LockItem lock) {
    var before = lock.getRecordVersionNumber();
    try {
      client.sendHeartbeat(lock);
      var options = GetLockOptions.builder(LEASE).build();
      var data = client.getLockFromDynamoDB(options).flatMap(LockItem::getData).orElseThrow();
      var renewed = lock.getRecordVersionNumber().equals(before) ? "not renewed" : "renewed";
      story.add("red beats: %s, data %s".formatted(renewed, StandardCharsets.UTF_8.decode(data)));
    } catch (LockNotGrantedException e) {
      story.add("red beats: no longer");
    }
  }

  private void table(DynamoDbClient client) {
    var items = client.scan(r -> r.tableName(TABLE).consistentRead(true)).items();
    var shown = new TreeMap<String, String>();
    if (!items.isEmpty()) {
      var item = items.getFirst();
      for (var name : List.of("key", "ownerName", "isReleased")) {
        shown.put(name, item.containsKey(name) ? item.get(name).s() : "");
      }
      shown.put("data", item.get("data").b().asUtf8String());
      shown.put("more", item.get("more").n());
    }
    story.add("table: " + shown);
  }
}
