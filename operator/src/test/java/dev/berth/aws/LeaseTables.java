package dev.berth.aws;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import dev.berth.aws.DynamoLease.Holder;
import dev.berth.model.Authority.LeaseTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// Amazon's own DynamoDB in the process, and leases in it by stepped clocks.
final class LeaseTables implements AutoCloseable {
  static final String ENVIRONMENT = "acme/demo";
  static final Duration DURATION = Duration.ofSeconds(15);

  private final AmazonDynamoDBLocal database = DynamoDBEmbedded.create(true);
  private final DynamoDbClient client = database.dynamoDbClient();
  private int tables;

  /// The name of a new table.
  String table() {
    var name = "leases-" + tables++;
    client.createTable(
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                List.of(
                    AttributeDefinition.builder()
                        .attributeName("key")
                        .attributeType(ScalarAttributeType.S)
                        .build()))
            .keySchema(
                List.of(
                    KeySchemaElement.builder().attributeName("key").keyType(KeyType.HASH).build()))
            .build());
    return name;
  }

  DynamoLease lease(String table, String holder, SteppedTime time) {
    return lease(table, holder, time, calls -> calls);
  }

  /// @param between what stands between the lease and the table
  DynamoLease lease(
      String table, String holder, SteppedTime time, UnaryOperator<DynamoDbClient> between) {
    return new DynamoLease(
        between.apply(client),
        new FakeAws().clients(time),
        ENVIRONMENT,
        new LeaseTable(table, DURATION),
        new Holder(holder, "berth apply"),
        nanos(time));
  }

  static LongSupplier nanos(SteppedTime time) {
    return () -> Duration.between(Instant.EPOCH, time.instant()).toNanos();
  }

  DynamoDbClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    database.shutdownNow();
  }
}
