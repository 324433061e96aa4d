package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A plan that is looked at, saved, and carried out later: as it is, or not at all.
@Tag("R-25")
class SavedPlanTest {
  private static final String IMAGE = "imageTag: 1.0.0-beta.9";
  private static final String NEXT = "imageTag: 1.0.0-beta.10";

  @TempDir private Path folder;
  private Drill drill;
  private String file;

  @BeforeEach
  void begin() {
    drill = Drill.tracecat(folder);
    file = folder.resolve("plan.json").toString();
    drill.berth("apply", "-q");
    drill.edit("common.yaml", IMAGE, NEXT);
  }

  private Ran save() {
    return drill.berth("diff", "--out", file);
  }

  private Ran carryOut() {
    return drill.berth("apply", "--plan", file);
  }

  @Test
  void is_carried_out_with_what_waited_in_it_and_then_there_is_nothing_left() {
    var diff = save();
    var name = diff.out().lines().filter(line -> line.startsWith("plan ")).findFirst();

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.out())
        .contains("4 waiting")
        .endsWith(
            "saved; to carry it out: berth apply manifests -e demo --plan manifests/plan.json\n");
    assertThat(drill.read("plan.json")).contains("\"plan\" : \"" + name.orElseThrow().substring(5));
    assertThat(carryOut().code()).isZero();
    assertThat(drill.berth("diff").code()).isZero();
    assertThat(drill.written(() -> assertThat(carryOut().code()).isZero())).isEmpty();
  }

  @Test
  void a_service_that_somebody_changed_makes_it_stale() {
    stale(
        drill ->
            drill.ecs(
                "UpdateService",
                "{'cluster':'tracecat-demo','service':'tracecat-ui','desiredCount':5}"),
        "service/tracecat-ui:\n  desiredCount: 1 → 5\n");
  }

  @Test
  void a_manifest_that_somebody_edited_makes_it_stale() {
    stale(
        drill -> drill.edit("api.yaml", "desiredCount: 2", "desiredCount: 3"),
        "service/tracecat-api:\n  wanted desiredCount: 2 → 3\n");
  }

  @Test
  void a_parameter_that_moved_makes_it_stale() {
    stale(
        drill -> drill.edit("common.yaml", NEXT, "imageTag: 1.0.0-beta.11"),
        "parameters:\n  imageTag: 1.0.0-beta.10 → 1.0.0-beta.11\n");
  }

  @Test
  void an_edge_that_moved_makes_it_stale() {
    stale(
        drill -> drill.edit("ui.yaml", "dependsOn: [tracecat-api]", "dependsOn: [temporal]"),
        "service/tracecat-ui:\n  wanted dependsOn: [\"service/tracecat-api rolled out\"] → ",
        "[\"service/temporal rolled out\"]\n");
  }

  @Test
  void a_deadline_that_moved_makes_it_stale() {
    stale(
        drill -> drill.edit("ui.yaml", "dependsOn:", "deadline: 7m\n  dependsOn:"),
        "service/tracecat-ui:\n  wanted deadline: 20m → 7m\n");
  }

  @ParameterizedTest
  @CsvSource({"application,other", "berth:skip,1-a/no", "berth:owner,acme/other"})
  void a_tag_that_moved_makes_it_stale(String tag, String value) {
    stale(
        drill -> drill.tag("tracecat-worker", tag, value),
        "service/tracecat-worker:\n",
        "tags[" + tag + "]: ",
        " → " + value + "\n");
  }

  private void stale(Consumer<Drill> move, String... told) {
    save();
    move.accept(drill);

    var written = drill.written(() -> refused(carryOut(), told));

    assertThat(written).isEmpty();
  }

  private static void refused(Ran ran, String... told) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(5);
    assertThat(ran.out()).contains(told);
    assertThat(ran.out())
        .endsWith(
            """
            the saved plan is stale, and nothing was written; make it again:
              berth diff manifests -e demo --out FILE
            """);
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void what_comes_up_on_the_way_is_not_done() {
    save();
    var once = new AtomicBoolean();
    drill.watch(() -> {
      if (drill.calls("UpdateService") == 0 || once.getAndSet(true)) return;
      drill.ecs(
          "UpdateService", "{'cluster':'tracecat-demo','service':'temporal','desiredCount':3}");
    });

    var ran = carryOut();

    drill.unwatch();
    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.out())
        .contains("service/temporal:\n  desiredCount: 3 → 1\n", "does not say this");
    assertThat(drill.service("temporal").whole("desiredCount")).hasValue(3);
  }

  @Test
  void autoscaling_of_others_does_not_make_it_stale() {
    drill.edit("ui.yaml", "  desiredCount: 1\n", "");
    drill.berth("apply", "-q");
    drill.edit("common.yaml", NEXT, "imageTag: 1.0.0-beta.11");
    save();
    drill.ecs(
        "UpdateService", "{'cluster':'tracecat-demo','service':'tracecat-ui','desiredCount':4}");

    assertThat(carryOut().code()).isZero();
    assertThat(drill.service("tracecat-ui").whole("desiredCount")).hasValue(4);
  }

  @Test
  void its_file_holds_no_secret_and_still_tells_that_one_moved() {
    drill.edit("ui.yaml", "        env:", "        env:\n          UI_TOKEN: hunter2");
    save();

    assertThat(drill.read("plan.json")).contains("UI_TOKEN").doesNotContain("hunter2");
    drill.edit("ui.yaml", "hunter2", "hunter3");
    refused(carryOut(), "wanted is something that is not shown");
  }

  @Test
  void of_another_environment_is_refused() {
    save();
    var other = drill.read("environments/demo.yaml").replace("name: demo", "name: other");
    drill.write("environments/other.yaml", other);

    var ran = drill.run(List.of("apply", folder.toString(), "-e", "other", "--plan", file));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("made for acme-platform/demo, and this is acme-platform/other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"verdict\" : \"update\" | \"verdict\" : \"create\" | it was changed after it was written",
        "\"version\" : 1 | \"version\" : 9 | it is of version 9, by Berth",
        "{ | (                      | it is no JSON"
      })
  void a_file_that_is_not_as_it_was_written_is_refused(String from, String to, String why) {
    save();
    var text = drill.read("plan.json");
    assertThat(text).contains(from);
    int last = text.lastIndexOf(from);
    drill.write("plan.json", text.substring(0, last) + to + text.substring(last + from.length()));

    var ran = carryOut();

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("manifests/plan.json cannot be carried out: " + why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "7", "{\"version\": 1}"})
  void what_no_diff_wrote_is_refused(String text) {
    drill.write("plan.json", text);

    assertThat(carryOut().err()).contains("it is none that `berth diff --out` wrote");
  }

  @Test
  void tells_a_program_what_moved() {
    save();
    drill.edit("api.yaml", "desiredCount: 2", "desiredCount: 3");

    var ran = drill.berth("apply", "--plan", file, "-o", "json");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.out())
        .contains("\"what\" : \"service/tracecat-api\"", "desiredCount: 2 → 3")
        .contains("\"version\" : 1", "\"written\" : false");
  }
}
