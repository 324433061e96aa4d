package dev.berth.cli;

import dev.berth.cli.Account.Reset;
import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.simulator.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeMap;

/// Records the world that this Berth makes of Tracecat's manifests, with those manifests, for
/// [RecordedAws] to show to every later one.
final class WorldRecording {
  private static final String FOLDER = "manifests/tracecat";
  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
  private static final String CLOUD_MAP = "Route53AutoNaming_v20170314.";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final StagedFiles files = new StagedFiles(FOLDER);
  private final Account account = new Account(files);

  /// @param folder that does not exist yet
  void into(Path folder) throws IOException {
    account.berth(Reset.FAULT, "apply", FOLDER, "-e", "demo");
    account.pass(Duration.ofMinutes(10));
    for (var file : files.read(FOLDER)) {
      // The other environment asks for parameters that only a bootstrap gives.
      if (file.path().endsWith("/production.yaml")) continue;
      var copy = folder.resolve("manifests").resolve(file.path().substring(FOLDER.length() + 1));
      java.nio.file.Files.createDirectories(copy.getParent());
      java.nio.file.Files.writeString(copy, file.text());
    }
    java.nio.file.Files.writeString(folder.resolve("live.json"), Json.pretty(live()) + "\n");
  }

  private Fields live() {
    var live = new TreeMap<String, Value>();
    live.put("now", Value.of(DATE.format(account.simulator().now())));
    var cluster = asked(ECS, "ListClusters", "{}").at("clusterArns").orElseThrow();
    var named = Fields.EMPTY.with("include", Value.texts(List.of("TAGS", "SETTINGS")));
    var clusters = asked(ECS, "DescribeClusters", Json.compact(named.with("clusters", cluster)));
    live.put("clusters", clusters.at("clusters").orElseThrow());
    services(clusters.each("clusters").getFirst(), live);
    var namespaces = asked(CLOUD_MAP, "ListNamespaces", "{}");
    live.put("namespaces", namespaces.at("Namespaces").orElseThrow());
    live.put("discovery", asked(CLOUD_MAP, "ListServices", "{}").at("Services").orElseThrow());
    live.put("tags", tags(namespaces.each("Namespaces")));
    return new Fields(live);
  }

  private void services(Fields cluster, TreeMap<String, Value> live) {
    var in = Fields.EMPTY.with("cluster", cluster.at("clusterArn").orElseThrow());
    var arns = asked(ECS, "ListServices", Json.compact(in)).at("serviceArns").orElseThrow();
    var named = in.with("services", arns).with("include", Value.texts(List.of("TAGS")));
    var services = asked(ECS, "DescribeServices", Json.compact(named));
    live.put("services", services.at("services").orElseThrow());
    live.put(
        "taskDefinitions",
        Value.items(services.each("services").stream().map(this::definition).toList()));
  }

  private Fields definition(Fields service) {
    var named =
        Fields.EMPTY
            .with("taskDefinition", service.at("taskDefinition").orElseThrow())
            .with("include", Value.texts(List.of("TAGS")));
    return asked(ECS, "DescribeTaskDefinition", Json.compact(named));
  }

  private Fields tags(List<Fields> namespaces) {
    var tags = new TreeMap<String, Value>();
    for (var namespace : namespaces) {
      var arn = namespace.text("Arn").orElseThrow();
      var request = Json.compact(Fields.EMPTY.with("ResourceARN", Value.of(arn)));
      tags.put(arn, asked(CLOUD_MAP, "ListTagsForResource", request).at("Tags").orElseThrow());
    }
    return new Fields(tags);
  }

  private Fields asked(String prefix, String operation, String request) {
    var headers = new TreeMap<String, List<String>>();
    headers.put("X-Amz-Target", List.of(prefix + operation));
    var body = request.getBytes(StandardCharsets.UTF_8);
    var answer = account.simulator().handle(Request.of("POST", "/", headers, body));
    return (Fields) Json.parse(new String(answer.body(), StandardCharsets.UTF_8));
  }
}
