package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Revisions and tasks that nobody needs any more.
@Tag("R-19")
@Tag("R-20")
class GcTest {
  private final Attic attic = new Attic(2);

  private String run(String definition, String startedBy, String owner, String job) {
    return attic
        .ecs
        .runTask(r ->
            r.cluster("many")
                .taskDefinition(definition)
                .launchType("FARGATE")
                .startedBy(startedBy)
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1")))
                .tags(Attic.tag("berth:owner", owner), Attic.tag("berth:job", job)))
        .tasks()
        .getFirst()
        .taskArn();
  }

  @Test
  void what_may_be_scheduled_stays_until_somebody_says_that_it_is_not() {
    for (int old = 0; old < 12; old++) attic.registered("service-0000", "old:" + old);
    attic.settled();
    for (var operation : List.of("ListSchedules", "ListEventBuses")) denied(operation);

    var kept = attic.berth("gc");
    var going = attic.berth("gc", "--unchecked", "schedules");

    assertThat(kept.code()).as(kept.text()).isZero();
    assertThat(kept.text())
        .contains("maybe named by EventBridge rules (allow events:ListEventBuses")
        .contains("EventBridge schedules (allow\n      scheduler:ListSchedules, GetSchedule)")
        .contains("nothing to collect");
    assertThat(going.code()).isEqualTo(1);
    assertThat(going.text())
        .contains("3 revisions to deregister: nothing needs them\n  service-0000:1–3\n")
        .contains("nothing was done; --yes does it");
  }

  private void denied(String operation) {
    attic.simulator.fault(
        dev.berth.simulator.wire.Json.parse(
            """
            {"kind": "error", "operation": "%s", "code": "AccessDeniedException",
             "message": "not authorized", "status": 400, "times": 9}
            """
                .formatted(operation)));
  }

  @Test
  void a_check_that_is_denied_keeps_everything() {
    for (int old = 0; old < 12; old++) attic.registered("service-0000", "old:" + old);
    attic.settled();
    denied("ListClusters");

    var gc = attic.berth("gc");

    assertThat(gc.code()).as(gc.text()).isZero();
    assertThat(gc.text()).contains("allow ecs:ListClusters");
  }

  @Test
  void revisions_are_deleted_on_request_and_a_day_later() {
    for (int old = 0; old < 12; old++) attic.registered("service-0000", "old:" + old);
    attic.settled();
    attic.berth("gc", "--yes");

    var early = attic.berth("gc", "--delete", "--yes");
    int before = attic.simulator.callLog().count("DeleteTaskDefinitions");
    attic.simulator.advance(Duration.ofDays(2));
    var late = attic.berth("gc", "--delete", "--yes");

    assertThat(early.text()).contains("deregistered less than a day ago");
    assertThat(before).isZero();
    assertThat(late.code()).as(late.text()).isZero();
    assertThat(attic.simulator.callLog().count("DeleteTaskDefinitions")).isEqualTo(1);
    assertThat(
            attic
                .ecs
                .describeTaskDefinition(r -> r.taskDefinition("service-0000:1"))
                .taskDefinition()
                .statusAsString())
        .isEqualTo("DELETE_IN_PROGRESS");
  }

  @Test
  void only_tasks_of_our_jobs_are_stopped_and_only_after_a_grace() {
    attic.settled();
    var job = run("service-0000", "berth-0123456789", Attic.OWNER, "job/gone");
    var theirs = run("service-0000", "berth-0123456789", "acme-platform/other", "job/gone");
    var person = run("service-0000", "a-person", Attic.OWNER, "job/gone");
    var ofService =
        attic
            .ecs
            .listTasks(r -> r.cluster("many").serviceName("service-0001"))
            .taskArns()
            .getFirst();
    attic.ecs.tagResource(r ->
        r.resourceArn(ofService)
            .tags(Attic.tag("berth:owner", Attic.OWNER), Attic.tag("berth:job", "job/gone")));
    var early = attic.berth("gc", "--yes");
    attic.simulator.advance(Duration.ofHours(2));

    var late = attic.berth("gc", "--yes");

    assertThat(early.text()).contains("tasks younger than the grace");
    assertThat(late.code()).as(late.text()).isZero();
    assertThat(late.text()).contains("1 task to stop: their jobs left the manifests");
    var tasks =
        attic
            .ecs
            .describeTasks(r -> r.cluster("many").tasks(job, theirs, person, ofService))
            .tasks();
    assertThat(tasks)
        .filteredOn(task -> "STOPPED".equals(task.desiredStatus()))
        .extracting(task -> task.taskArn())
        .containsExactly(job);
  }

  @Test
  void a_program_that_has_it_collected_reads_one_document(@TempDir Path folder) {
    var drill = Drill.tracecat(folder);
    var old =
        """
        {'family': 'TracecatApiTaskDefinition', 'cpu': '256', 'memory': '512',
         'networkMode': 'awsvpc', 'requiresCompatibilities': ['FARGATE'],
         'containerDefinitions': [{'name': 'old', 'image': 'old:1'}],
         'tags': [{'key': 'berth:owner', 'value': 'acme-platform/demo'}]}
        """;
    drill.ecs("RegisterTaskDefinition", old);
    assertThat(drill.berth("apply", "-q").code()).isZero();

    var gc = drill.berth("gc", "--keep", "1", "-o", "json", "--yes");

    assertThat(gc.code()).as(gc.text()).isZero();
    assertThat(gc.out()).startsWith("{").endsWith("}\n").doesNotEndWith("\n\n");
    assertThat(((Fields) Json.parse(gc.out())).each("verdicts"))
        .filteredOn(verdict -> !verdict.on("stays"))
        .extracting(verdict -> verdict.text("thing").orElse(""))
        .containsExactly("revision/TracecatApiTaskDefinition:1");
    assertThat(gc.err()).startsWith("collected: 1 removal; ");
  }
}
