package dev.berth.cli;

import dev.berth.model.Json;
import dev.berth.model.Ledger;
import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.JobRuns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Records what this Berth leaves of a Job that has succeeded, that has failed and that runs, with
/// the manifests, for [RecordedAws] to show to every later one. All hashes are given another
/// version, and the task the name that goes with it, as if a still earlier one had made them.
final class LedgerRecording {
  private static final String OWNER = "acme/demo";
  private static final List<String> BOTH = List.of("migrate", "web");
  private static final Pattern HASH = Pattern.compile("\"\\d+-(?=[0-9a-f]{16}[\"/])");

  private final Path from;

  /// @param from an empty folder, to work in
  LedgerRecording(Path from) {
    this.from = from;
  }

  /// @param folder that does not exist yet
  void into(Path folder) throws IOException {
    var succeeded = JobFolder.in(from.resolve("succeeded"));
    succeeded.ends(0, "apply");
    for (var file : List.of("app.yaml", "environments/demo.yaml")) {
      var copy = folder.resolve("manifests").resolve(file);
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, succeeded.drill().read(file));
    }
    write(folder.resolve("succeeded.json"), succeeded);
    var failed = JobFolder.in(from.resolve("failed"));
    failed.work("{\"exit\": {\"code\": 3}}");
    failed.ends(3, "apply");
    write(folder.resolve("failed.json"), failed);
    var running = JobFolder.in(from.resolve("running"));
    running.work("{\"exit\": {\"after\": \"10m\"}}");
    running.ends(4, "apply", "--timeout", "1m");
    write(folder.resolve("running.json"), running);
  }

  private static void write(Path file, JobFolder job) throws IOException {
    var live = Json.pretty(live(job)) + "\n";
    var former = HASH.matcher(live).replaceAll("\"0-");
    var tags = new TreeMap<>(job.ledger());
    var now = startedBy(tags);
    tags.computeIfPresent(Marks.IDENTITY, (_, hash) -> hash.replaceAll("^\\d+-", "0-"));
    Files.writeString(file, former.replace(now, startedBy(tags)));
  }

  private static String startedBy(TreeMap<String, String> tags) {
    var ledger = Ledger.of(new Marks(tags));
    return JobRuns.startedBy(OWNER, ResourceKey.job(JobFolder.JOB), ledger).orElseThrow();
  }

  private static Fields live(JobFolder job) {
    var drill = job.drill();
    var cluster = "{'cluster':'%s'".formatted(Tracecat.CLUSTER);
    var live = new TreeMap<String, Value>();
    live.put("now", Value.of(date(drill)));
    var clusters =
        drill.ecs(
            "DescribeClusters",
            "{'clusters':['%s'],'include':['TAGS','SETTINGS']}".formatted(Tracecat.CLUSTER));
    live.put("clusters", clusters.at("clusters").orElseThrow());
    var services =
        drill.ecs("DescribeServices", cluster + ",'services':['web'],'include':['TAGS']}");
    live.put("services", services.at("services").orElseThrow());
    var families = services.each("services").isEmpty() ? List.of("migrate") : BOTH;
    live.put(
        "taskDefinitions",
        Value.items(families.stream().map(family -> definition(drill, family)).toList()));
    live.put("tasks", Value.items(job.tasks()));
    return new Fields(live);
  }

  private static Fields definition(Drill drill, String family) {
    return drill.ecs(
        "DescribeTaskDefinition", "{'taskDefinition':'%s','include':['TAGS']}".formatted(family));
  }

  private static String date(Drill drill) {
    var headers = new TreeMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/x-amz-json-1.1"));
    headers.put("X-Amz-Target", List.of("AmazonEC2ContainerServiceV20141113.ListClusters"));
    var body = "{}".getBytes(StandardCharsets.UTF_8);
    return drill.quietly("POST", "/", headers, body).headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Date"))
        .map(header -> header.getValue())
        .findFirst()
        .orElseThrow();
  }
}
