package dev.berth.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Some JSON, with members that ECS knows, by a seed.
final class JsonDice {
  private final Random random;

  JsonDice(long seed) {
    random = new Random(seed);
  }

  int number(int bound) {
    return random.nextInt(bound);
  }

  String value(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0 -> "null";
      case 1 -> "" + random.nextLong();
      case 2 -> random.nextBoolean() ? "true" : "-0.5e-7";
      case 3, 4, 5 -> "\"" + word() + "\"";
      case 6 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
      default -> object(depth);
    };
  }

  private String object(int depth) {
    var members = new TreeMap<String, String>();
    for (var i = 0; i < 1 + random.nextInt(6); i++) members.put(word(), value(depth - 1));
    var text = new ArrayList<String>();
    members.forEach((name, value) -> text.add("\"" + name + "\":" + value));
    return "{" + String.join(",", text) + "}";
  }

  String word() {
    var words =
        List.of(
            "cluster",
            "clusters",
            "services",
            "serviceName",
            "taskDefinition",
            "family",
            "tags",
            "key",
            "value",
            "containerDefinitions",
            "name",
            "image",
            "memory",
            "cpu",
            "count",
            "desiredCount",
            "include",
            "nextToken",
            "maxResults",
            "arn:aws:ecs:::x",
            "",
            "c:9",
            "match",
            "outcome",
            "exit",
            "by",
            "speed",
            "Targets",
            "x/y/z",
            "\u00e4\u4e16");
    return words.get(random.nextInt(words.size()));
  }
}
