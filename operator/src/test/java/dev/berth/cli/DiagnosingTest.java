package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.reconcile.SourceFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Why a cluster is not as git says, told within a minute to somebody who has `curl` and a browser:
/// one fault at a time, and each of the four places that tells names its cause.
class DiagnosingTest {
  private static final Duration LONG = Duration.ofMinutes(15);

  @TempDir private Path folder;
  private Drill drill;
  private Station station;

  /// @param reason the word that conditions, readiness and meters have for it
  /// @param cause what a person needs to read
  record Case(String name, String reason, String cause, Consumer<DiagnosingTest> happens) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(
            "the source is unreachable",
            "SourceUnreachable",
            "git.example.com does not answer",
            t -> t.source(SourceFailure.Kind.UNREACHABLE, "git.example.com does not answer")),
        new Case(
            "the source's token is refused",
            "SourceDenied",
            "git.example.com refused the token",
            t -> t.source(SourceFailure.Kind.DENIED, "git.example.com refused the token")),
        new Case(
            "the branch is gone",
            "SourceMissing",
            "there is no branch main",
            t -> t.source(SourceFailure.Kind.MISSING, "there is no branch main")),
        new Case(
            "the manifests are invalid",
            "ManifestsInvalid",
            "broken.yaml:4",
            t ->
                t.drill.write(
                    "broken.yaml",
                    "apiVersion: berth.dev/v1\nkind: Service\nmetadata:\n  name: [")),
        new Case(
            "AWS denies what is asked",
            "AccessDenied",
            "ecs:DescribeServices",
            t ->
                t.refused(
                    "\"code\": \"AccessDeniedException\", \"message\": \"not authorized to perform:"
                        + " ecs:DescribeServices\"")),
        new Case(
            "AWS throttles for long",
            "Throttled",
            "Rate exceeded",
            t -> t.refused("\"code\": \"ThrottlingException\", \"message\": \"Rate exceeded\"")),
        new Case(
            "a migration fails",
            "RolloutFailed",
            "container TracecatApiMigrationsContainer exited 1",
            t -> t.release("TracecatApiMigrationsContainer", "{\"exit\": {\"code\": 1}}")),
        new Case(
            "an image is missing",
            "RolloutFailed",
            "CannotPullContainerError",
            t -> t.release("TracecatApiContainer", "{\"imageMissing\": true}")),
        new Case(
            "a service is somebody else's now",
            "Held",
            "belongs to other/team, not to this environment",
            t -> t.drill.tag("tracecat-ui", "berth:owner", "other/team")),
        new Case(
            "the lease cannot be had",
            "StandingBy",
            "there is no table leases",
            t ->
                t.drill.edit(
                    "environments/demo.yaml", "spec:\n", "spec:\n  lease: {table: leases}\n")),
        new Case(
            "a plan waits for approval",
            "Unapproved",
            "waits until somebody approves plan",
            t -> {
              t.drill.edit(
                  "environments/demo.yaml", "mode: apply", "mode: apply, approval: manual");
              t.drill.edit("common.yaml", "1.0.0-beta.9", "1.0.0-beta.10");
            }),
        new Case(
            "everything is paused",
            "Paused",
            "paused",
            t -> {
              assertThat(
                      t.drill.berth("pause", "--all", "--for", "6h", "--reason", "incident").code())
                  .isZero();
              t.drill.edit("common.yaml", "1.0.0-beta.9", "1.0.0-beta.10");
            }));
  }

  @BeforeEach
  void settle() {
    drill = Drill.tracecat(folder);
    station = Station.of(drill).run(LONG);
  }

  @AfterEach
  void end() {
    station.close();
  }

  private void source(SourceFailure.Kind kind, String message) {
    station.source().fail(kind, message, "");
  }

  private void refused(String answer) {
    drill.fault(
        "{\"operation\": \"DescribeServices\", \"kind\": \"error\", \"status\": 400, \"times\": 100000, %s}"
            .formatted(answer));
  }

  private void release(String container, String outcome) {
    drill.script(
        "{\"match\": {\"container\": \"%s\", \"image\": \"*-beta.10\"}, \"outcome\": %s}"
            .formatted(container, outcome));
    drill.edit("common.yaml", "1.0.0-beta.9", "1.0.0-beta.10");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void each_place_that_tells_names_the_cause(Case fault) {
    fault.happens().accept(this);
    station.run(LONG);

    var ready = station.text("/readyz");
    System.out.println("diagnosing: " + fault + ": " + ready.replace("\n", " | ").strip());
    assertThat(ready).startsWith("ready\n").contains(fault.reason(), fault.cause());
    assertThat(station.metrics("berth_condition_reason{", "reason=\"" + fault.reason() + "\""))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(" 1.0"));
    assertThat(told())
        .anyMatch(line -> line.startsWith(fault.reason() + ": ") && line.contains(fault.cause()));
    assertThat(firstScreen()).contains(fault.cause());
  }

  /// What the API says of the conditions.
  private List<String> told() {
    var told = new ArrayList<String>();
    var environment = station.json("/api/v1/status").each("environments").getFirst();
    for (var condition : environment.each("conditions")) {
      told.add(condition.text("reason").orElse("") + ": " + condition.text("message").orElse(""));
    }
    return told;
  }

  /// The page above its first table, as text.
  private String firstScreen() {
    var page = station.text("/environments/demo");
    var above = page.substring(page.indexOf("<h1>"), page.indexOf("<table"));
    return Pattern.compile("<[^>]*>").matcher(above).replaceAll("").replace("&#39;", "'");
  }

  @Test
  void the_page_of_the_documentation_has_a_row_for_each() throws Exception {
    var page = Files.readString(Path.of("docs/diagnosing.md"));

    for (var fault : cases()) {
      assertThat(page.lines().filter(line -> line.startsWith("| " + fault.name() + " |")))
          .as(fault.name())
          .hasSize(1)
          .first()
          .asString()
          .contains("`" + fault.reason() + "`");
    }
  }
}
