package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What other tools make and Berth would not: the folder can be read, and what it wants is no more
/// than what is told.
@Tag("R-02")
class OddImportTest {
  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void made() {
    drill = Drill.empty(folder);
    drill.ecs("CreateCluster", "{'clusterName':'tracecat-demo'}");
  }

  private void task(String family) {
    drill.ecs(
        "RegisterTaskDefinition",
        """
        {'family':'%s','networkMode':'bridge','requiresCompatibilities':['EC2'],
         'containerDefinitions':[{'name':'app','image':'app:1','memory':256}]}
        """
            .formatted(family));
  }

  private void service(String name, String family, String more) {
    drill.ecs(
        "CreateService",
        "{'cluster':'tracecat-demo','serviceName':'%s','taskDefinition':'%s',%s}"
            .formatted(name, family, more));
  }

  private Drill.Ran imported() {
    drill.advance(Duration.ofMinutes(30));
    return drill.run(
        List.of(
            ("import tracecat-demo --installation acme -e demo --adopt --to " + folder)
                .split(" ")));
  }

  private void adopted() {
    var apply = drill.berth("apply", "-q");
    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(drill.berth("diff", "--refresh").code()).isZero();
  }

  @Test
  void a_daemon_has_no_count_and_is_never_rebalanced() {
    task("agent");
    service("agent", "agent", "'launchType':'EC2','schedulingStrategy':'DAEMON'");

    var ran = imported();

    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(drill.read("agent.yaml"))
        .contains("schedulingStrategy: DAEMON")
        .doesNotContain("desiredCount", "availabilityZoneRebalancing");
    adopted();
  }

  @Test
  void of_two_services_with_a_family_one_begins_its_own() {
    task("web");
    service("admin", "web", "'desiredCount':0,'launchType':'EC2'");
    service("web", "web", "'desiredCount':0,'launchType':'EC2'");

    var ran = imported();

    assertThat(ran.out())
        .contains(
            "web and admin share the task definition family web; admin begins the family admin");
    assertThat(drill.berth("diff").out())
        .contains("? service/web  adopt: tags only\n")
        .contains("taskDefinition.family: web → admin");
    adopted();
    assertThat(drill.revision("web")).isEqualTo("web:1");
    assertThat(drill.revision("admin")).isEqualTo("admin:1");
  }

  @Test
  void names_that_no_file_can_bear_are_cut_and_told_apart() {
    var name = "n".repeat(254);
    for (var last : List.of("a", "b")) {
      task(name + last);
      service(name + last, name + last, "'desiredCount':0,'launchType':'EC2'");
    }

    var ran = imported();

    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(drill.read("n".repeat(240) + ".yaml")).contains(name + "a");
    assertThat(drill.read("n".repeat(240) + "-2.yaml")).contains(name + "b");
    assertThat(drill.berth("validate").code()).isZero();
    var diff = drill.berth("diff");
    assertThat(diff.code()).as(diff.text()).isEqualTo(1);
    assertThat(diff.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void names_that_differ_in_capitals_alone_have_two_files() {
    for (var name : List.of("Web", "web")) {
      task(name);
      service(name, name, "'desiredCount':0,'launchType':'EC2'");
    }

    imported();

    assertThat(drill.read("Web.yaml")).contains("name: Web");
    assertThat(drill.read("web-2.yaml")).contains("name: web");
    adopted();
  }
}
