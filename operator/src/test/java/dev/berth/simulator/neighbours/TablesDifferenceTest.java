package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/// The same calls to the simulator and to Amazon's own DynamoDB Local: the same answers, the same
/// refusals.
class TablesDifferenceTest {
  private static final int CALLS = 600;

  private final AmazonDynamoDBLocal local = DynamoDBEmbedded.create(true);
  private final DynamoDbClient amazons = local.dynamoDbClient();
  private final Simulator simulator = Simulator.stepped(1);
  private final DynamoDbClient ours = Clients.tables(simulator);
  private final Map<String, Integer> seen = new TreeMap<>();

  @AfterEach
  void close() {
    local.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_same_calls_have_the_same_answers(long seed) {
    var random = new Random(seed);
    var dice = new TableDice(random);
    for (var client : List.of(amazons, ours)) {
      create(client, "plain", false);
      create(client, "ranged", true);
    }
    var differences = new ArrayList<String>();
    for (var i = 0; i < CALLS; i++) {
      var call = TableCall.by(dice);
      var theirs = outcome(call, amazons);
      var our = outcome(call, ours);
      seen.merge(call.name() + " " + theirs.code(), 1, Integer::sum);
      if (!our.equals(theirs)) {
        differences.add("%s\n  Amazon's %s\n  ours     %s".formatted(call.told(), theirs, our));
      }
    }
    System.out.println("calls on DynamoDB Local and the simulator, seed " + seed + ": " + seen);

    assertThat(differences).as(differences.size() + " of " + CALLS).isEmpty();
    assertThat(seen.keySet())
        .contains("PutItem 200", "UpdateItem ConditionalCheckFailedException", "Query 200")
        .contains("Scan ValidationException", "GetItem ResourceNotFoundException");
  }

  private static void create(DynamoDbClient client, String name, boolean ranged) {
    var keys = new ArrayList<>(List.of(key("id", "HASH")));
    var types = new ArrayList<>(List.of(type("id", "S")));
    if (ranged) {
      keys.add(key("turn", "RANGE"));
      types.add(type("turn", "N"));
    }
    client.createTable(r ->
        r.tableName(name)
            .keySchema(keys)
            .attributeDefinitions(types)
            .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  private static KeySchemaElement key(String name, String type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition type(String name, String type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private record Outcome(String code, Object answer, String message) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Outcome o && code.equals(o.code) && answer.equals(o.answer);
    }

    @Override
    public int hashCode() {
      return code.hashCode();
    }
  }

  private static Outcome outcome(TableCall call, DynamoDbClient client) {
    try {
      return new Outcome("200", call.made().apply(client), "");
    } catch (ConditionalCheckFailedException e) {
      var code = e.awsErrorDetails().errorCode();
      return new Outcome(code, TableCall.item(e.item()), e.awsErrorDetails().errorMessage());
    } catch (DynamoDbException e) {
      var details = e.awsErrorDetails();
      return new Outcome(details.errorCode(), "", details.errorMessage());
    }
  }
}
