package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestFile;
import dev.berth.manifest.Manifests;
import dev.berth.manifest.ParameterNeeds.Result;
import dev.berth.manifest.Parsed;
import dev.berth.manifest.ResolvedParameters;
import dev.berth.manifest.Source;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every manifest that the repository ships or shows: what was applied differs in nothing, whether
/// its tags vouch for it or everything is read. The golden ones are EveryLeafTest's.
@Tag("R-03")
class AppliedManifestsTest {
  private static final String TRACECAT = "manifests/tracecat";
  private static final Pattern ROLE = Pattern.compile("(?m)^  assumeRole:.*\\n(    .*\\n)+");

  /// One environment of one folder, and what its parameters are made to be.
  private record Folder(
      String name,
      List<ManifestFile> files,
      String environment,
      SortedMap<String, String> parameters) {
    @Override
    public String toString() {
      return name + ", " + environment + ", " + parameters.getOrDefault("migrations", "");
    }
  }

  static List<Folder> folders() throws IOException {
    var folders = new ArrayList<Folder>();
    for (var page : Page.all()) add(folders, page.path(), here(page.manifests()));
    add(folders, TRACECAT, read(Page.ROOT.resolve(TRACECAT)));
    var job = new TreeMap<String, String>();
    job.put("migrations", "job");
    job.put("temporalSearchAttributes", "true");
    folders.add(new Folder(TRACECAT, folders.getLast().files(), "demo", job));
    return folders;
  }

  /// Without the roles: what they lead to is another account, where nothing is.
  private static List<ManifestFile> here(List<ManifestFile> files) {
    return files.stream()
        .map(file -> new ManifestFile(file.path(), ROLE.matcher(file.text()).replaceAll("")))
        .toList();
  }

  private static void add(List<Folder> folders, String name, List<ManifestFile> files) {
    for (var environment : Manifests.environments(files)) {
      folders.add(new Folder(name, files, environment, new TreeMap<>()));
    }
  }

  private static List<ManifestFile> read(Path folder) throws IOException {
    var files = new ArrayList<ManifestFile>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (var file : walk.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        files.add(new ManifestFile(folder.relativize(file).toString(), Files.readString(file)));
      }
    }
    return files;
  }

  /// Values for what would come from outside.
  private static SortedMap<String, String> parameters(Folder folder) {
    var values = new TreeMap<>(folder.parameters());
    var read = Manifests.parameters(folder.files(), Optional.of(folder.environment()));
    ((Result.Known) read)
        .needs()
        .sources()
        .forEach((name, source) -> {
          if (!(source instanceof Source.Literal)) values.put(name, value(name));
        });
    return values;
  }

  private static EnvironmentSpec environment(Folder folder) {
    var name = Optional.of(folder.environment());
    var needs = ((Result.Known) Manifests.parameters(folder.files(), name)).needs();
    var resolved = ResolvedParameters.pretending(needs, new TreeMap<>());
    var parsed = Manifests.parse(folder.files(), name, resolved, "local");
    return ((Parsed.Valid) parsed).desired().environment();
  }

  private static String value(String name) {
    if (name.endsWith("SecretArn")) {
      return "arn:aws:secretsmanager:us-east-1:000000000000:secret:%s-AAAAAA".formatted(name);
    }
    if (name.toLowerCase(Locale.ROOT).contains("role"))
      return "arn:aws:iam::000000000000:role/" + name;
    return name.equals("region") ? "us-east-1" : name;
  }

  /// The cluster, the namespace and the lease's table that an environment expects to be there.
  private static void homes(Simulator simulator, EnvironmentSpec environment) {
    var region = environment.region().orElse("us-east-1");
    if (environment.cluster().origin() == Origin.EXPECTED) {
      call(
          simulator,
          region,
          "AmazonEC2ContainerServiceV20141113.CreateCluster",
          "{\"clusterName\":\"%s\",\"capacityProviders\":[\"FARGATE\",\"FARGATE_SPOT\"]}"
              .formatted(environment.cluster().name()));
    }
    environment
        .namespace()
        .filter(home -> home.origin() == Origin.EXPECTED)
        .ifPresent(home ->
            call(
                simulator,
                region,
                "Route53AutoNaming_v20170314.CreateHttpNamespace",
                "{\"Name\":\"%s\",\"CreatorRequestId\":\"1\"}".formatted(home.name())));
    environment
        .authority()
        .lease()
        .ifPresent(
            lease -> call(simulator, region, Leases.OPERATION, Leases.request(lease.name())));
    simulator.advance(Duration.ofMinutes(1));
  }

  private static void call(Simulator simulator, String region, String target, String body) {
    var scope = "AWS4-HMAC-SHA256 Credential=any/20260101/%s/any/aws4_request".formatted(region);
    var headers = Map.of("X-Amz-Target", List.of(target), "Authorization", List.of(scope));
    var request = Request.of("POST", "/", headers, body.getBytes(StandardCharsets.UTF_8));
    var answer = simulator.handle(request);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void what_was_applied_differs_in_nothing(Folder folder) {
    var simulator = Simulator.stepped(1);
    homes(simulator, environment(folder));
    var berth = new InProcess(simulator, folder.files(), parameters(folder));

    var applied = berth.berth("apply", ".", "-e", folder.environment(), "--timeout", "6h");
    simulator.advance(Duration.ofMinutes(10));
    var diff = berth.berth("diff", ".", "-e", folder.environment());
    var all = berth.berth("diff", ".", "-e", folder.environment(), "--refresh");

    assertThat(applied.code()).as(applied.text()).isZero();
    assertThat(diff.code()).as(diff.text()).isZero();
    assertThat(all.code()).as(all.text()).isZero();
  }
}
