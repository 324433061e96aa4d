package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What people get wrong: each is told in words, by file and line where there is one, with the exit
/// code that scripts count on, and nothing is written. What is printed is in `cli/bad-inputs.txt`;
/// after a change, `target/bad-inputs/` holds what it should be.
class BadInputsTest {
  private static final String ENVIRONMENT =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: demo}
      spec:
        installation: acme
        region: us-east-1
        cluster: {name: demo, create: true}
      """;
  private static final String SERVICE =
      """
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: api}
      spec:
        desiredCount: 1
        launchType: FARGATE
        networkConfiguration:
          awsvpcConfiguration: {subnets: [subnet-1]}
        taskDefinition:
          networkMode: awsvpc
          cpu: 256
          memory: 512
          containerDefinitions:
            - name: api
              image: acme/api:1
      """;

  @TempDir private Path folder;
  private Drill drill;

  /// @param prepare what is wrong about the folder, which is right before
  /// @param words what is typed; `PATH` is the folder
  record Case(String name, Consumer<Drill> prepare, String words) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    var cases = new ArrayList<Case>();
    manifests(cases);
    files(cases);
    usage(cases);
    world(cases);
    return cases;
  }

  private static void manifests(List<Case> cases) {
    cases.add(edited("unknown field", "desiredCount", "desiredCuont", "diff PATH"));
    cases.add(edited("wrong type", "desiredCount: 1", "desiredCount: many", "diff PATH"));
    cases.add(edited("unknown kind", "kind: Service", "kind: Servise", "diff PATH"));
    cases.add(edited("illegal Fargate size", "cpu: 256", "cpu: 300", "diff PATH"));
    cases.add(edited("memory that does not go with it", "512", "9 GB", "diff PATH"));
    cases.add(edited("unknown parameter", "acme/api:1", "acme/api:${tga}", "diff PATH"));
    cases.add(edited("no YAML", "containerDefinitions:", "containerDefinitions: [", "diff PATH"));
    cases.add(
        edited(
            "a key twice",
            "  desiredCount: 1",
            "  desiredCount: 1\n  desiredCount: 2",
            "diff PATH"));
    cases.add(added("duplicate name", "copy.yaml", SERVICE, "apply PATH"));
    cases.add(
        edited(
            "unknown reference",
            "  taskDefinition:",
            "  dependsOn: [databse]\n  taskDefinition:",
            "apply PATH"));
    cases.add(
        new Case(
            "a cycle",
            drill -> {
              var waits = "  dependsOn: [%s]\n  taskDefinition:";
              drill.edit("api.yaml", "  taskDefinition:", waits.formatted("ui"));
              drill.write(
                  "ui.yaml",
                  SERVICE
                      .replace("name: api", "name: ui")
                      .replace("  taskDefinition:", waits.formatted("api")));
            },
            "apply PATH"));
    cases.add(
        edited(
            "percentages that cannot move",
            "  taskDefinition:",
            """
              deploymentConfiguration: {minimumHealthyPercent: 100, maximumPercent: 100}
              taskDefinition:\
            """,
            "apply PATH"));
    cases.add(
        environment(
            "no value for a parameter",
            "  region: us-east-1",
            "  parameters:\n    imageTag:\n    token: {ssm: /acme/token}\n  region: us-east-1",
            "validate PATH"));
    cases.add(
        environment(
            "a newer Berth is asked for",
            "  region: us-east-1",
            "  minimumVersion: 99.0\n  region: us-east-1",
            "apply PATH"));
    cases.add(
        environment(
            "a version that is none",
            "  region: us-east-1",
            "  minimumVersion: soon\n  region: us-east-1",
            "apply PATH"));
    cases.add(
        new Case("a sensitive Terraform output", drill -> terraform(drill, "true"), "apply PATH"));
    cases.add(
        new Case(
            "a missing Terraform output",
            drill -> {
              terraform(drill, "false");
              drill.write("outputs.json", "{}");
            },
            "apply PATH"));
    cases.add(
        new Case(
            "no Terraform outputs",
            drill -> {
              terraform(drill, "false");
              drill.delete("outputs.json");
            },
            "apply PATH"));
    cases.add(
        new Case(
            "Terraform outputs that are no JSON",
            drill -> {
              terraform(drill, "false");
              drill.write("outputs.json", "image = 1");
            },
            "apply PATH"));
  }

  private static void files(List<Case> cases) {
    cases.add(added("a YAML bomb", "bomb.yaml", bomb(), "apply PATH"));
    cases.add(added("a file of 10 MB", "large.yaml", "# large\n".repeat(1_310_720), "apply PATH"));
    cases.add(added("a binary file", "image.yaml", "\u0000\u0001\u0002PNG\n", "apply PATH"));
    cases.add(new Case("a missing folder", drill -> {}, "apply PATH/nowhere"));
    cases.add(
        new Case(
            "an empty folder",
            drill -> drill.write("void/notes.txt", "no manifest"),
            "apply PATH/void"));
    cases.add(new Case("no environment", drill -> drill.delete("demo.yaml"), "apply PATH"));
    cases.add(new Case("an unknown environment", drill -> {}, "apply PATH -e dmeo"));
    cases.add(
        added(
            "two environments and no choice",
            "prod.yaml",
            ENVIRONMENT.replace("demo", "prod"),
            "apply PATH"));
    cases.add(new Case("no service", drill -> drill.delete("api.yaml"), "apply PATH"));
  }

  private static void usage(List<Case> cases) {
    for (var words :
        List.of(
            "apply",
            "applly PATH",
            "apply PATH --dry-run",
            "apply PATH --timeout soon",
            "apply PATH --timeout 0s",
            "apply PATH --endpoint-url localhost:4566",
            "apply PATH --endpoint-url http://exa_mple:99999",
            "apply PATH -o xml",
            "apply PATH -o markdown",
            "apply PATH PATH",
            "retry nosuch PATH",
            "schema nosuch",
            "simulator --port 70000",
            "simulator --speed 0",
            "simulator --scenario PATH/nosuch.json",
            "")) {
      cases.add(new Case("berth " + words, drill -> {}, words));
    }
  }

  private static void world(List<Case> cases) {
    cases.add(new Case("retry of what is not held", drill -> {}, "retry api PATH"));
    cases.add(
        new Case(
            "a cluster that is missing",
            drill -> drill.edit("demo.yaml", ", create: true", ""),
            "apply PATH"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void is_told_in_words_and_writes_nothing(Case wrong) throws IOException {
    drill = Drill.empty(folder).write("demo.yaml", ENVIRONMENT).write("api.yaml", SERVICE);
    wrong.prepare().accept(drill);

    var words = new ArrayList<String>();
    for (var word : wrong.words().split(" ")) {
      if (!word.isEmpty()) words.add(word.replace("PATH", folder.toString()));
    }
    var ran = drill.run(words);

    var told = "exit code %d\n%s".formatted(ran.code(), ran.text());
    keep(wrong.name(), told);
    assertThat(told).isEqualTo(golden().get(wrong.name()));
    assertThat(drill.writes()).isZero();
    assertThat(ran.text()).doesNotContain("\tat ", "Exception", "a bug in Berth");
    assertThat(ran.code()).isBetween(2, 6);
  }

  @Test
  void every_case_of_the_file_is_tried() throws IOException {
    assertThat(golden().keySet())
        .containsExactlyElementsOf(cases().stream().map(Case::name).toList());
  }

  private static SequencedMap<String, String> golden() throws IOException {
    var found = new LinkedHashMap<String, String>();
    try (var file = BadInputsTest.class.getResourceAsStream("/cli/bad-inputs.txt")) {
      for (var part : new String(file.readAllBytes(), UTF_8).split("(?m)^== ")) {
        if (part.isEmpty()) continue;
        int end = part.indexOf('\n');
        found.put(part.substring(0, end), part.substring(end + 1).stripTrailing() + "\n");
      }
    }
    return found;
  }

  private static void keep(String name, String told) throws IOException {
    var target = Files.createDirectories(Path.of("target", "bad-inputs"));
    var file = target.resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".txt");
    Files.writeString(file, "== " + name + "\n" + told + "\n");
  }

  private static Case edited(String name, String from, String to, String words) {
    return new Case(name, drill -> drill.edit("api.yaml", from, to), words);
  }

  private static Case environment(String name, String from, String to, String words) {
    return new Case(name, drill -> drill.edit("demo.yaml", from, to), words);
  }

  private static Case added(String name, String file, String text, String words) {
    return new Case(name, drill -> drill.write(file, text), words);
  }

  private static void terraform(Drill drill, String sensitive) {
    drill.edit(
        "demo.yaml",
        "  region: us-east-1",
        """
          parametersFrom: {terraformOutputs: outputs.json}
          parameters: {image: {output: image_url}}
          region: us-east-1\
        """);
    drill.write(
        "outputs.json",
        "{\"image_url\": {\"sensitive\": %s, \"value\": \"secret\"}}".formatted(sensitive));
  }

  private static String bomb() {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      var each = ("*a" + (i - 1) + ", ").repeat(9);
      text.append("a%d: &a%d [%s]\n".formatted(i, i, each.substring(0, each.length() - 2)));
    }
    return text.toString();
  }
}
