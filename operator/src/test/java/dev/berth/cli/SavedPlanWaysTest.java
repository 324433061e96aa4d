package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saved plans whose end takes more than one step of a kind: what follows from what they say is
/// done, too.
@Tag("R-25")
class SavedPlanWaysTest {
  private static final String ENVIRONMENT =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: demo}
      spec:
        installation: acme
        cluster: {name: tracecat-demo, create: true}
        sync: {mode: apply, prune: true}
      """;

  private static final String SERVICE =
      """
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: NAME}
      spec:
        desiredCount: 1
        launchType: FARGATE
        networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
        taskDefinition:
          cpu: 256
          memory: 512
          networkMode: awsvpc
          requiresCompatibilities: [FARGATE]
          containerDefinitions: [{name: main, image: "app:1"}]
      """;

  @TempDir private Path folder;

  private Drill settled(String... names) {
    var drill = Drill.empty(folder).write("demo.yaml", ENVIRONMENT);
    for (var name : names) drill.write(name + ".yaml", SERVICE.replace("NAME", name));
    ends(0, drill.berth("apply", "-q"));
    return drill;
  }

  private String file() {
    return folder.resolve("plan.json").toString();
  }

  private void saved(Drill drill) {
    ends(1, drill.berth("diff", "--out", file()));
  }

  private Ran carriedOut(Drill drill, String... options) {
    var words = new java.util.ArrayList<>(List.of("--plan", file()));
    words.addAll(List.of(options));
    return drill.berth("apply", words.toArray(String[]::new));
  }

  private static Ran ends(int code, Ran ran) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    return ran;
  }

  @Test
  void from_nothing_a_whole_environment_is_made() {
    var drill = Drill.tracecat(folder);
    saved(drill);

    ends(0, carriedOut(drill));

    ends(0, drill.berth("diff"));
    assertThat(drill.written(() -> ends(0, carriedOut(drill)))).isEmpty();
  }

  @Test
  @Tag("R-02")
  void what_is_adopted_gets_the_differences_that_were_told_with_it_also_after_a_stop() {
    var drill = settled("web");
    drill.untag("web", "berth:owner", "berth:key", "berth:applied", "berth:settings");
    var revision = drill.service("web").text("taskDefinition").orElseThrow();
    drill.ecs(
        "UntagResource",
        "{'resourceArn':'%s','tagKeys':['berth:owner','berth:key']}".formatted(revision));
    drill.edit("web.yaml", "desiredCount: 1", "adopt: true\n  desiredCount: 1");
    drill.edit("web.yaml", "app:1", "app:2");
    saved(drill);

    drill.watch(() -> {
      if (drill.tags("web").containsKey("berth:owner")) drill.signal("enough");
    });
    ends(5, carriedOut(drill));
    drill.unwatch();
    drill.noSignal();
    assertThat(drill.revision("web")).isEqualTo("web:1");
    ends(0, carriedOut(drill));

    assertThat(drill.revision("web")).isEqualTo("web:2");
    ends(0, drill.berth("diff"));
  }

  @Test
  void what_must_be_made_anew_is_deleted_and_made() {
    var drill = settled("web");
    drill.edit("web.yaml", "launchType: FARGATE", "launchType: EC2");
    drill.edit("web.yaml", "[FARGATE]", "[FARGATE, EC2]");
    saved(drill);

    var ran = carriedOut(drill, "--timeout", "5m");

    assertThat(ran.code()).as(ran.text()).isIn(0, 4);
    assertThat(drill.written()).contains("DeleteService web").contains("CreateService web");
    assertThat(drill.service("web").text("launchType")).hasValue("EC2");
  }

  @Test
  @Tag("R-18")
  void deletions_beyond_the_limit_are_done_with_the_approval_that_the_plan_printed() {
    var drill = settled("one", "two", "three");
    drill.delete("two.yaml");
    drill.delete("three.yaml");
    saved(drill);
    var held = ends(3, carriedOut(drill));
    var at = held.out().indexOf("--approve ") + "--approve ".length();
    var approval = held.out().substring(at, at + 8);

    ends(0, carriedOut(drill, "--approve", approval));

    assertThat(drill.calls("DeleteService")).isEqualTo(2);
    assertThat(drill.written(() -> ends(0, carriedOut(drill)))).isEmpty();
  }
}
