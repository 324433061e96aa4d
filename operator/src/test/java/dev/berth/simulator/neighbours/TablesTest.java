package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;

class TablesTest {
  private static final KeySchemaElement KEY =
      KeySchemaElement.builder().attributeName("key").keyType("HASH").build();
  private static final AttributeDefinition TEXT =
      AttributeDefinition.builder().attributeName("key").attributeType("S").build();

  private final Simulator simulator = Simulator.stepped(1);
  private final DynamoDbClient tables = Clients.tables(simulator);

  private static void create(DynamoDbClient client) {
    client.createTable(r ->
        r.tableName("leases")
            .keySchema(KEY)
            .attributeDefinitions(TEXT)
            .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  private static Map<String, AttributeValue> item(String number) {
    var item = new TreeMap<String, AttributeValue>();
    item.put("key", AttributeValue.fromS("a"));
    item.put("n", AttributeValue.fromN(number));
    return item;
  }

  @Test
  void a_table_can_be_used_at_once_until_it_is_deleted() {
    create(tables);

    var table = tables.describeTable(r -> r.tableName("leases")).table();
    assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
    assertThat(table.tableArn()).isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/leases");
    assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(tables.listTables().tableNames()).containsExactly("leases");
    assertThatThrownBy(() -> create(tables))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("Table already exists: leases");
    tables.deleteTable(r -> r.tableName("leases"));
    assertThatThrownBy(() -> tables.describeTable(r -> r.tableName("leases")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Requested resource not found: Table: leases not found");
  }

  @Test
  void tags_and_the_time_to_live_are_kept() {
    create(tables);
    var arn = tables.describeTable(r -> r.tableName("leases")).table().tableArn();
    tables.tagResource(r -> r.resourceArn(arn).tags(tag("team", "a"), tag("gone", "b")));
    tables.untagResource(r -> r.resourceArn(arn).tagKeys("gone"));
    tables.updateTimeToLive(r ->
        r.tableName("leases").timeToLiveSpecification(t -> t.attributeName("until").enabled(true)));

    assertThat(tables.listTagsOfResource(r -> r.resourceArn(arn)).tags())
        .containsExactly(tag("team", "a"));
    var live = tables.describeTimeToLive(r -> r.tableName("leases")).timeToLiveDescription();
    assertThat(live.timeToLiveStatusAsString() + " " + live.attributeName())
        .isEqualTo("ENABLED until");
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /// Source: DynamoDB developer guide, "Data types": 38 digits, needless zeros go.
  @Test
  void numbers_have_one_form() {
    var wanted = new TreeMap<String, String>();
    wanted.put("007.500", "7.5");
    wanted.put("1e3", "1000");
    wanted.put("-0.0", "0");
    wanted.put("9".repeat(38), "9".repeat(38));
    wanted.put("1" + "9".repeat(38), "ValidationException");
    wanted.put("9.9e125", "99" + "0".repeat(124));
    wanted.put("1e126", "ValidationException");
    wanted.put("1e-131", "ValidationException");
    wanted.put("one", "ValidationException");
    var local = DynamoDBEmbedded.create(true);
    for (var client : List.of(tables, local.dynamoDbClient())) {
      create(client);
      var kept = new TreeMap<String, String>();
      wanted.keySet().forEach(written -> kept.put(written, stored(client, written)));
      assertThat(kept).as(client.toString()).isEqualTo(wanted);
    }
    local.shutdownNow();
  }

  private static String stored(DynamoDbClient client, String number) {
    try {
      client.putItem(r -> r.tableName("leases").item(item(number)));
      var key = Map.of("key", AttributeValue.fromS("a"));
      return client.getItem(r -> r.tableName("leases").key(key)).item().get("n").n();
    } catch (DynamoDbException e) {
      return e.awsErrorDetails().errorCode();
    }
  }

  /// DynamoDB Local has Amazon's list, but for two words that the developer guide has too.
  @Test
  void no_reserved_word_is_taken_for_a_name() throws IOException {
    var local = DynamoDBEmbedded.create(true);
    var amazons = local.dynamoDbClient();
    create(amazons);
    create(tables);
    var taken = new ArrayList<String>();
    for (var word : words()) {
      for (var client : List.of(amazons, tables)) {
        if (!refused(client, word)) taken.add(client == tables ? "ours " + word : word);
      }
    }
    local.shutdownNow();

    assertThat(words()).hasSize(573);
    assertThat(taken).containsExactly("CONVERT", "SIZE");
  }

  private static List<String> words() throws IOException {
    try (var file = Tables.class.getResourceAsStream("reserved.txt")) {
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.strip().split("\\s+"));
    }
  }

  private static boolean refused(DynamoDbClient client, String word) {
    try {
      client.scan(r -> r.tableName("leases").projectionExpression(word));
      return false;
    } catch (DynamoDbException e) {
      return e.getMessage()
          .matches("(?s).*(reserved keyword: |Syntax error; token: \")" + word + ".*");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IndexName|x|IndexName is not simulated; use an expression on the table",
        "AttributesToGet|[\"a\"]|AttributesToGet is not simulated",
        "Limit|0|Member must have value greater than or equal to 1",
        "Segment|3|The Segment parameter is zero-based",
      })
  void what_is_not_simulated_is_refused(String member, String value, String why) {
    create(tables);
    var quoted = value.matches("[\\[\\d].*") ? value : "\"" + value + "\"";

    var answer =
        Clients.call(
            simulator,
            "DynamoDB_20120810.Scan",
            "{\"TableName\":\"leases\",\"%s\":%s}".formatted(member, quoted));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/x-amz-json-1.0");
    assertThat(answer.text()).contains("\"__type\":\"ValidationException\"", why);
  }

  /// A lease must not be what a replica remembers.
  @Test
  void what_is_written_is_in_the_world_and_never_read_late() {
    create(tables);
    tables.putItem(r -> r.tableName("leases").item(item("1")));
    simulator.fault(Json.parse("{\"kind\":\"stale\",\"time\":\"1h\",\"times\":0}"));

    assertThat(stored(tables, "2")).isEqualTo("2");
    assertThat(simulator.dump().at("/surroundings/tables").toString()).contains("\"N\":\"2\"");
  }
}
