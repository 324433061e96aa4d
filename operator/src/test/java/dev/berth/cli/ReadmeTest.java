package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.Manifests;
import dev.berth.manifest.ParameterNeeds;
import dev.berth.manifest.Parsed;
import dev.berth.manifest.ResolvedParameters;
import dev.berth.model.Desired;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the README and the pages show is so.
class ReadmeTest {
  private static final Path MAIN = Path.of("src/main/java/dev/berth");

  private static final Outside SILENT =
      new Outside(
          new TreeMap<>(),
          System.out,
          System.err,
          Outside.Screen.PIPE,
          new DirectoryFiles(),
          () -> Instant.EPOCH,
          _ -> {},
          Optional::empty,
          Optional.empty(),
          Optional.empty());

  static List<Page> pages() throws IOException {
    return Page.all();
  }

  static List<Page> pagesWithManifests() throws IOException {
    return Page.all().stream().filter(page -> !page.manifests().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void each_command_that_a_page_shows_ends_as_the_page_says(Page page) {
    var shell = new Shell();

    for (var command : page.commands()) {
      var ran = shell.run(command.line());
      assertThat(ran.code()).as("%s%n%s", command.line(), ran.text()).isEqualTo(command.exit());
    }
  }

  @Test
  void the_readme_shows_more_than_a_command_or_two() throws IOException {
    var commands = readme().commands();

    assertThat(commands).extracting(Page.Command::line).contains("./berth demo", "mvn -B verify");
    assertThat(commands).extracting(Page.Command::exit).contains(0, 1);
  }

  @ParameterizedTest
  @MethodSource("pagesWithManifests")
  void the_manifests_that_a_page_shows_are_a_sound_folder(Page page) {
    assertThat(Manifests.environments(page.manifests())).isNotEmpty();
    for (var environment : Manifests.environments(page.manifests())) desired(page, environment);
  }

  @Test
  void the_layers_of_the_example_are_merged_as_the_page_says() throws IOException {
    var desired = desired(Page.at("operator/docs/manifests.md"), "staging");

    var shop = desired.wanted().get(ResourceKey.service("shop")).fields();
    var containers = shop.fields("taskDefinition").each("containerDefinitions");
    assertThat(shop.whole("desiredCount")).hasValue(1);
    assertThat(containers).extracting(c -> c.text("name").orElse("")).contains("migrate", "shop");
    assertThat(variables(containers.getLast()))
        .containsEntry("DB_HOST", "db.staging.internal")
        .containsEntry("LOG_LEVEL", "debug")
        .containsEntry("PUBLIC_URL", "https://shop-staging.example.com")
        .containsEntry("TEMPLATE", "${notAParameter}")
        .doesNotContainKey("TRACE");
  }

  @Test
  void the_failure_that_the_readme_shows_is_the_demos() throws IOException {
    var shown = readme().blocks("text").getFirst();

    assertThat(java.nio.file.Files.readString(Path.of("docs/demo.txt"))).contains(shown);
  }

  @Test
  void the_tables_name_every_command_exit_code_and_option() throws IOException {
    var names = new TreeSet<String>();
    new App(SILENT)
        .commands()
        .getSubcommands()
        .forEach((name, command) -> {
          if (!command.getCommandSpec().usageMessage().hidden()) names.add(name);
        });

    assertThat(readme().firstCells("| command |"))
        .extracting(cell -> cell.replaceAll("`berth (\\w+).*`", "$1"))
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(readme().firstCells("| exit code |"))
        .containsExactlyElementsOf(
            Stream.of(Exit.values()).map(exit -> String.valueOf(exit.code())).toList());
    assertThat(named("`(--[a-z-]+)`", readme().firstCells("| option |"))).isEqualTo(options());
  }

  @Test
  void the_table_of_policies_is_the_codes() throws IOException {
    var rows = Page.at("operator/docs/manifests.md").rows("| policy |");

    assertThat(rows)
        .containsExactlyElementsOf(
            Policy.ALL.stream()
                .map(p -> "| `%s` | %s | %s |".formatted(p.name(), p.says(), word(p)))
                .toList());
  }

  private static String word(Policy policy) {
    return policy.unlessSaid().name().toLowerCase(Locale.ROOT);
  }

  @Test
  void the_table_of_variables_names_what_the_code_and_the_launcher_read() throws IOException {
    var read = new TreeSet<>(found("variable\\(\"([A-Z_]+)\"\\)", "cli"));
    read.addAll(matches("\\$\\{([A-Z][A-Z_]+)", Page.at("berth").text()));
    read.addAll(found("PREFIX = \"([A-Z_]+)\"", "cli"));

    assertThat(named("`([A-Z_]+)(?:<name>)?`", readme().firstCells("| variable |")))
        .containsAll(read);
  }

  @Test
  void the_table_of_tags_names_what_marks_names() throws IOException {
    assertThat(named("`([a-z:]+)`", readme().firstCells("| tag |")))
        .isEqualTo(new TreeSet<>(found("= \"(berth:[a-z]+)\"", "model")));
  }

  @Test
  void the_policy_allows_what_the_code_calls_and_no_more() throws IOException {
    var calls =
        new TreeSet<>(
            List.of(
                "application-autoscaling:TagResource",
                "iam:PassRole",
                "servicediscovery:TagResource"));
    var prefixes = new TreeMap<String, String>();
    prefixes.put("ecs", "ecs:");
    prefixes.put("cloudMap", "servicediscovery:");
    prefixes.put("parameters", "ssm:");
    prefixes.put("secrets", "secretsmanager:");
    prefixes.put("registry", "ecr:");
    prefixes.put("logs", "logs:");
    prefixes.put("roles", "iam:");
    prefixes.put("identity", "sts:");
    prefixes.put("network", "ec2:");
    prefixes.put("balancing", "elasticloadbalancing:");
    prefixes.put("scaling", "application-autoscaling:");
    prefixes.put("tagging", "tag:");
    prefixes.put("events", "events:");
    prefixes.put("scheduler", "scheduler:");
    Pattern.compile("clients\\s*\\.(\\w+)\\(\\w*\\)\\s*\\.(\\w+?)(?:Paginator)?\\(")
        .matcher(sources("aws"))
        .results()
        .filter(call -> prefixes.containsKey(call.group(1)))
        .forEach(call ->
            calls.add(
                prefixes.get(call.group(1))
                    + call.group(2).substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                    + call.group(2).substring(1)));

    var policy = actions("operator/docs/iam-policy.json");
    var collecting = actions("operator/docs/iam-policy-gc.json");
    var all = new TreeSet<>(policy);
    all.addAll(collecting);
    all.addAll(actions("operator/docs/iam-policy-verify.json"));
    all.addAll(actions("operator/docs/iam-policy-run.json"));
    assertThat(all).isEqualTo(calls);
    assertThat(collecting).doesNotContainAnyElementsOf(policy);
    assertThat(actions("operator/docs/iam-policy-verify.json"))
        .allMatch(action -> action.matches("[a-z0-9-]+:(Describe|List|(Batch)?Get|Simulate)\\w+"));
    assertThat(actions("operator/docs/iam-policy-read.json"))
        .isSubsetOf(policy)
        .allMatch(action -> action.matches("[a-z-]+:(Describe|List|Get|BatchGet)\\w+"))
        .contains("ecs:DescribeServices", "ssm:GetParameters");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void each_link_of_a_page_leads_somewhere(Page page) {
    var folder = Page.ROOT.resolve(page.path()).getParent();

    for (var link : matches("\\]\\(([^)#]+)[^)]*\\)", page.text())) {
      if (link.startsWith("https://")) continue;
      assertThat(folder.resolve(link)).as(page.path()).exists();
    }
  }

  private static Page readme() throws IOException {
    return Page.at("README.md");
  }

  private static Desired desired(Page page, String environment) {
    var files = page.manifests();
    return switch (Manifests.parameters(files, Optional.of(environment))) {
      case ParameterNeeds.Result.Invalid(var findings) -> throw new AssertionError(findings);
      case ParameterNeeds.Result.Known(var needs) -> {
        var resolved = ResolvedParameters.pretending(needs, new TreeMap<>());
        var parsed = Manifests.parse(files, Optional.of(environment), resolved, "a page");
        if (parsed instanceof Parsed.Valid(var desired, var warnings) && warnings.isEmpty()) {
          yield desired;
        }
        throw new AssertionError(parsed);
      }
    };
  }

  private static TreeMap<String, String> variables(Value.Fields container) {
    var variables = new TreeMap<String, String>();
    for (var pair : container.each("environment")) {
      variables.put(pair.text("name").orElse(""), pair.text("value").orElse(""));
    }
    return variables;
  }

  private static TreeSet<String> options() {
    var options = new TreeSet<String>();
    for (var command : new App(SILENT).commands().getSubcommands().values()) {
      command.getCommandSpec().options().forEach(option -> options.add(option.longestName()));
    }
    options.removeAll(List.of("--help", "--version"));
    return options;
  }

  private static TreeSet<String> actions(String path) throws IOException {
    return new TreeSet<>(matches("\"([a-z0-9-]+:[A-Z]\\w+)\"(?!:)", Page.at(path).text()));
  }

  private static TreeSet<String> named(String regex, List<String> cells) {
    return new TreeSet<>(matches(regex, String.join("\n", cells)));
  }

  private static List<String> found(String regex, String folder) throws IOException {
    return matches(regex, sources(folder));
  }

  private static String sources(String folder) throws IOException {
    var text = new StringBuilder();
    try (Stream<Path> files = java.nio.file.Files.list(MAIN.resolve(folder))) {
      for (var file : files.sorted().toList()) text.append(java.nio.file.Files.readString(file));
    }
    return text.toString();
  }

  private static List<String> matches(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().map(m -> m.group(1)).toList();
  }
}
