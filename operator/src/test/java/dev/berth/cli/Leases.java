package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.util.List;
import java.util.Map;

/// The table that leases lie in, as `berth` itself tells people to make it.
final class Leases {
  static final String OPERATION = "DynamoDB_20120810.CreateTable";

  private Leases() {}

  /// What CreateTable is asked.
  static String request(String table) {
    return """
    {"TableName": "%s", "BillingMode": "PAY_PER_REQUEST",
     "AttributeDefinitions": [{"AttributeName": "key", "AttributeType": "S"}],
     "KeySchema": [{"AttributeName": "key", "KeyType": "HASH"}]}
    """
        .formatted(table);
  }

  static void table(Simulator simulator, String table) {
    var headers =
        Map.of(
            "Content-Type", List.of("application/x-amz-json-1.0"),
            "X-Amz-Target", List.of(OPERATION));
    var body = request(table).getBytes(UTF_8);
    var made = simulator.handle(Request.of("POST", "/", headers, body));
    assertThat(made.status()).as(made.text()).isEqualTo(200);
  }
}
