package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls as nobody should make them: valid ones with something of another type, missing, or strange
/// in some place. Each gets an answer or a refusal, and the world goes on.
class HostileCallsTest {
  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
  private static final String CLOUD_MAP = "Route53AutoNaming_v20170314.";
  private static final String AUTO_SCALING = "AnyScaleFrontendService.";
  private final Simulator simulator = Simulator.stepped(1);
  private Random random = new Random(0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void every_call_is_answered_or_refused(long seed) throws IOException {
    random = new Random(seed);
    var calls = calls().lines().map(line -> line.split(" ", 3)).toList();
    var outcomes = new TreeMap<Integer, Integer>();
    for (var round = 0; round < 60; round++) {
      for (var call : calls) {
        var body = Json.parse(call[2]);
        if (round > 0 && random.nextInt(3) > 0) spoil(body);
        outcomes.merge(status(call, body), 1, Integer::sum);
      }
      simulator.advance(Duration.ofSeconds(random.nextInt(90)));
    }

    assertThat(outcomes.keySet()).containsExactly(200, 400);
    assertThat(outcomes.get(200)).isGreaterThan(200);
    assertThat(outcomes.get(400)).isGreaterThan(200);
  }

  private static String calls() throws IOException {
    try (var file = HostileCallsTest.class.getResourceAsStream("calls.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int status(String[] call, ObjectNode body) {
    var api =
        switch (call[0]) {
          case "ecs" -> ECS;
          case "map" -> CLOUD_MAP;
          case "ecr" -> "AmazonEC2ContainerRegistry_V20150921.";
          case "secrets" -> "secretsmanager.";
          case "ssm" -> "AmazonSSM.";
          case "logs" -> "Logs_20140328.";
          default -> AUTO_SCALING;
        };
    var target = api + call[1];
    try {
      return Clients.call(simulator, target, Json.write(body)).status();
    } catch (RuntimeException e) {
      throw new AssertionError(call[1] + " " + body, e);
    }
  }

  /// Puts something else into one place of the body.
  private void spoil(ObjectNode body) {
    var places = new ArrayList<Consumer<JsonNode>>();
    collect(body, places);
    places.get(random.nextInt(places.size())).accept(stranger());
  }

  private static void collect(JsonNode node, List<Consumer<JsonNode>> places) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> each : List.copyOf(object.properties())) {
        places.add(value -> object.set(each.getKey(), value));
        collect(each.getValue(), places);
      }
    }
    if (node instanceof ArrayNode list) {
      for (var i = 0; i < list.size(); i++) {
        var index = i;
        places.add(value -> list.set(index, value));
        collect(list.get(i), places);
      }
    }
  }

  private JsonNode stranger() {
    var strangers =
        "[null, true, 0, -1, 1.5, 99999999999, \"\", \"x\", \"a/b:c\", \"arn:aws:ecs:::x/y\", [],"
            + " {}, [[]], [{}], [null], {\"x\": 1}, [\"x\", \"x\"], \"\\u0000\", \"%s\","
            + " 9007199254740993000000]";
    var all = Json.MAPPER.readTree(strangers);
    return all.get(random.nextInt(all.size()));
  }
}
