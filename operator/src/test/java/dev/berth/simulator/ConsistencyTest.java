package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.ecs.Consistency;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What is written and not yet seen, kind by kind: ecs-semantics 6 and 9.7.
class ConsistencyTest {
  private final LateStage stage = new LateStage();

  @Test
  void it_is_off_until_it_is_switched_on() {
    var task = stage.run();

    assertThat(stage.simulator.consistency()).isEqualTo(Consistency.STRONG);
    assertThat(stage.tasks(task)).hasSize(1);
    assertThat(stage.service(stage.create("web"))).isPresent();
  }

  @Test
  void a_new_task_is_missing_and_not_listed_for_a_while() {
    stage.only("tasks", "20s");
    var task = stage.run();

    assertThat(stage.tasks(task)).isEmpty();
    assertThat(stage.ask("DescribeTasks", "{'cluster': 'c', 'tasks': ['%s']}".formatted(task)))
        .contains("\"reason\":\"MISSING\"");
    assertThat(stage.ask("ListTasks", "{'cluster': 'c', 'family': 'web'}"))
        .isEqualTo("{\"taskArns\":[]}");
    stage.pass(20);
    assertThat(stage.tasks(task)).hasSize(1);
    assertThat(stage.ask("ListTasks", "{'cluster': 'c', 'family': 'web'}")).contains(task);
  }

  @Test
  void a_new_service_is_missing_and_not_listed_for_a_while() {
    stage.only("services", "3s");
    stage.create("web");

    assertThat(stage.service("web")).isEmpty();
    assertThat(stage.ask("ListServices", "{'cluster': 'c'}")).isEqualTo("{\"serviceArns\":[]}");
    stage.pass(3);
    assertThat(stage.service("web")).isPresent();
  }

  @Test
  void a_new_cluster_cannot_be_used_for_a_while() {
    stage.only("clusters", "10s");
    stage.call("CreateCluster", "{'clusterName': 'late'}");

    assertThat(stage.ask("ListServices", "{'cluster': 'late'}"))
        .contains("ClusterNotFoundException");
    assertThat(stage.ask("DescribeClusters", "{'clusters': ['late']}")).contains("PROVISIONING");
    stage.pass(10);
    assertThat(stage.ask("ListServices", "{'cluster': 'late'}")).contains("serviceArns");
    assertThat(stage.ask("DescribeClusters", "{'clusters': ['late']}")).contains("ACTIVE");
  }

  @Test
  void changed_tags_show_late_and_one_after_the_other() {
    stage.only("tags", "6s");
    stage.create("web");
    stage.tag("a");
    stage.pass(3);
    stage.tag("b");

    assertThat(stage.tags()).isEmpty();
    stage.pass(3);
    assertThat(stage.tags()).containsExactly("a");
    stage.pass(3);
    assertThat(stage.tags()).containsExactly("b");
  }

  @Test
  void a_deregistered_revision_can_be_used_for_a_while() {
    stage.only("deregistered", "10m");
    stage.call("DeregisterTaskDefinition", "{'taskDefinition': 'web:1'}");

    assertThat(stage.ask("DescribeTaskDefinition", "{'taskDefinition': 'web:1'}"))
        .contains("INACTIVE");
    assertThat(stage.run()).contains(":task/c/");
    stage.simulator.advance(Duration.ofMinutes(10));
    assertThat(stage.ask("RunTask", LateStage.task())).contains("TaskDefinition is inactive");
  }

  @Test
  void a_deleted_services_name_is_free_only_after_a_while() {
    stage.only("names", "60s");
    stage.create("web");
    stage.call("DeleteService", "{'cluster': 'c', 'service': 'web', 'force': true}");
    stage.pass(30);

    assertThat(stage.service("web").orElseThrow().get("status").asString()).isEqualTo("INACTIVE");
    assertThat(stage.ask("CreateService", LateStage.service())).contains("still Draining");
    stage.pass(60);
    assertThat(stage.ask("CreateService", LateStage.service())).contains("\"status\":\"ACTIVE\"");
  }

  @Test
  void a_wrong_span_is_refused_and_said_why() {
    assertThatThrownBy(() -> Consistency.of(LateStage.json("{'moods': '1s'}")))
        .hasMessage(
            "unknown member 'moods'; use clusters, deregistered, describes, names, services, tags,"
                + " tasks");
    assertThatThrownBy(() -> Consistency.of(LateStage.json("{'tags': '11m'}")))
        .hasMessage("tags is at most 10m: 11m");
  }
}
