package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Account.End.Exited;
import dev.berth.cli.Account.Reset;
import dev.berth.manifest.ManifestFile;
import dev.berth.manifest.Manifests;
import dev.berth.manifest.Parsed;
import dev.berth.manifest.ResolvedParameters;
import dev.berth.model.Desired;
import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Canonical;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tracecat, applied, and imported from what runs.
class ImportTest {
  private static final String FOLDER = "manifests/tracecat";

  /// What two accounts differ in that were made by manifests with and without an order.
  private static final SortedMap<String, String> IGNORED = ignored();

  private static SortedMap<String, String> ignored() {
    var names = new TreeMap<String, String>();
    names.put("\"operatingSystemFamily\"", "a default, which the manifests spell out");
    names.put("\"endpoints\"", "whom a task could resolve when it started: ECS keeps no order");
    return names;
  }

  private final StagedFiles files = new StagedFiles(FOLDER);
  private final Account account = new Account(files);

  @BeforeEach
  void applied() {
    assertThat(berth(account, "apply", FOLDER, "-e", "demo").code()).isZero();
  }

  private static Exited berth(Account account, String... words) {
    return (Exited) account.berth(Reset.FAULT, words);
  }

  private Exited imported(String... options) {
    var words = new ArrayList<>(List.of("import", Tracecat.CLUSTER, "--to", "live"));
    words.addAll(List.of(options));
    return berth(account, words.toArray(String[]::new));
  }

  private Desired desired() {
    var read = files.read("live");
    return switch (Manifests.parse(read, Optional.empty(), ResolvedParameters.NONE, "local")) {
      case Parsed.Valid(var desired, var warnings) -> {
        assertThat(warnings).isEmpty();
        yield desired;
      }
      case Parsed.Invalid(var findings) -> throw new AssertionError(findings);
    };
  }

  @Test
  void what_is_imported_differs_in_nothing_from_what_runs() {
    var ran = imported();

    assertThat(ran.code()).as(ran.out()).isZero();
    assertThat(ran.out()).startsWith("8 services of tracecat-demo: 9 files in live, ");
    var diff = berth(account, "diff", "live");
    assertThat(diff.out()).startsWith("10 unchanged; ");
    assertThat(berth(account, "diff", "live", "--refresh").code()).isZero();
    System.out.println("imported: " + lines("live") + " lines; written by hand: " + lines(FOLDER));
  }

  private long lines(String folder) {
    return files.read(folder).stream()
        .filter(file -> !file.path().endsWith("production.yaml"))
        .mapToLong(file -> file.text().lines().count())
        .sum();
  }

  @Test
  void on_an_empty_account_it_makes_the_same_world() {
    imported();
    var other = new Account(files);

    var ran = berth(other, "apply", "live");

    assertThat(ran.code()).as(ran.out()).isZero();
    IGNORED.forEach((name, why) -> System.out.println("ignored " + name + ": " + why));
    System.out.println(String.join("\n", Likeness.exceptions()));
    var want = compared(account);
    var have = compared(other);
    assertThat(Likeness.differences(want, have)).isEmpty();
  }

  private static List<String> compared(Account account) {
    return Likeness.of(account.dump()).stream()
        .filter(line -> IGNORED.keySet().stream().noneMatch(line::contains))
        .map(line -> line.replaceAll(",$", ""))
        .sorted()
        .toList();
  }

  @Test
  void no_field_says_what_is_the_default_anyway() {
    imported();

    for (var want : desired().wanted().values()) {
      if (want.fields().fields("taskDefinition").isEmpty()) continue;
      assertThat(leaves(want.fields()))
          .as(want.key().toString())
          .isEqualTo(leaves(Canonical.stated(want.fields())));
    }
  }

  private static TreeSet<String> leaves(Fields fields) {
    var leaves = new TreeSet<String>();
    leaves(Path.ROOT, fields, leaves);
    return leaves;
  }

  private static void leaves(Path path, Value value, TreeSet<String> into) {
    switch (value) {
      case Fields fields ->
          fields.map().forEach((name, inner) -> leaves(path.field(name), inner, into));
      case Value.Items(var items) -> {
        for (var item : items) {
          var name = item instanceof Fields f ? f.text("name").orElse("") : item.toString();
          leaves(path.element(name), item, into);
        }
      }
      case Value.Text _, Value.Num _, Value.Flag _ -> into.add(path.toString());
    }
  }

  @Test
  void it_reads_as_if_somebody_had_written_it() {
    imported();

    var api = text("live/tracecat-api.yaml");
    assertThat(api)
        .startsWith(
            """
            # yaml-language-server: $schema=.schema/service.json
            apiVersion: berth.dev/v1
            kind: Service
            metadata:
              name: tracecat-api
            spec:
              desiredCount: 2
              capacityProviderStrategy:
            """)
        .contains("    cpu: 1 vCPU\n    memory: 2 GB\n")
        .contains("    initContainers:\n      - name: TracecatApiMigrationsContainer\n")
        .contains("          - {name: api, containerPort: 8000, appProtocol: http}\n")
        .doesNotContain("awslogs-group", "essential", "hostPort", "condition: SUCCESS")
        .endsWith(
            """
              # It names these. If it is to roll out after them:
              # dependsOn: [temporal]
              # It and these name each other, so that neither can come first:
              # connectsTo: [tracecat-ui]
            """);
    assertThat(text("live/environments/demo.yaml"))
        .contains("  installation: acme-platform\n", "create: true", "tags:")
        .contains(
            "        options: {awslogs-group: /ecs/tracecat-demo, awslogs-region: us-east-1}\n")
        .contains("  blocks:\n    agentExecutorAndExecutor:\n", "    tracecatDb:\n")
        .doesNotContain("containerInsights", "availabilityZoneRebalancing");
    assertThat(files.text("live", ".schema/service.json")).startsWith("{");
  }

  private String text(String path) {
    return files.read("live").stream()
        .filter(file -> file.path().equals(path))
        .map(ManifestFile::text)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothing_is_written_over_and_nothing_in_aws_is_touched() {
    imported();
    files.edit("live/tracecat-ui.yaml", "name: tracecat-ui\n", "name: edited\n");
    var before = Likeness.of(account.dump());

    var again = imported();
    var one = imported("--service", "tracecat-ui", "--force");

    assertThat(again.code()).isEqualTo(2);
    assertThat(again.out()).contains("tracecat-ui.yaml", "say --force");
    assertThat(one.code()).as(one.out()).isZero();
    assertThat(text("live/tracecat-ui.yaml")).doesNotContain("edited");
    assertThat(Likeness.of(account.dump())).isEqualTo(before);
  }

  @Test
  void what_is_not_there_is_told() {
    var cluster = berth(account, "import", "nowhere", "--to", "live");
    var service = imported("--service", "nothing");
    var folder = berth(account, "import", "tracecat-demo");
    var nothing = berth(account, "import");

    assertThat(cluster.code()).isEqualTo(6);
    assertThat(cluster.out()).contains("there is no cluster nowhere in us-east-1");
    assertThat(service.out()).contains("there is no service nothing in the cluster tracecat-demo");
    assertThat(folder.code()).isEqualTo(2);
    assertThat(folder.out()).contains("--to FOLDER");
    assertThat(nothing.code()).isEqualTo(2);
  }
}
