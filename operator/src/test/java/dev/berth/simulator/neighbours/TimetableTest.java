package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

class TimetableTest {
  private static final String CLUSTER = "arn:aws:ecs:us-east-1:000000000000:cluster/demo";
  private static final String DEFINITION =
      "arn:aws:ecs:us-east-1:000000000000:task-definition/report:3";

  private final Simulator simulator = Simulator.stepped(1);
  private final SchedulerClient scheduler = Clients.scheduler(simulator);

  private void schedule(String name) {
    scheduler.createSchedule(r ->
        r.name(name)
            .scheduleExpression("cron(0 3 * * ? *)")
            .flexibleTimeWindow(window -> window.mode("OFF"))
            .target(target ->
                target
                    .arn(CLUSTER)
                    .roleArn("arn:aws:iam::000000000000:role/scheduler")
                    .ecsParameters(ecs -> ecs.taskDefinitionArn(DEFINITION).taskCount(1))));
  }

  @Test
  void what_was_made_is_told_as_it_was_made() {
    schedule("nightly");

    var found = scheduler.getSchedule(r -> r.name("nightly").groupName("default"));

    assertThat(found.arn())
        .isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/default/nightly");
    assertThat(found.state()).isEqualTo(ScheduleState.ENABLED);
    assertThat(found.creationDate()).isEqualTo(simulator.now());
    assertThat(found.target().ecsParameters().taskDefinitionArn()).isEqualTo(DEFINITION);
    assertThat(found.target().ecsParameters().taskCount()).isEqualTo(1);
  }

  @Test
  void pages_end_and_hold_what_a_summary_has() {
    for (var name : new String[] {"c", "a", "b"}) schedule(name);

    var all = scheduler.listSchedulesPaginator(r -> r.maxResults(2)).schedules().stream().toList();

    assertThat(all).extracting(each -> each.name()).containsExactly("a", "b", "c");
    assertThat(all.getFirst().target().arn()).isEqualTo(CLUSTER);
    assertThat(simulator.callLog().count("ListSchedules")).isEqualTo(2);
  }

  @Test
  void what_cannot_be_is_refused_as_it_is_in_aws() {
    schedule("nightly");

    assertThatThrownBy(() -> schedule("nightly")).isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> scheduler.getSchedule(r -> r.name("other")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Schedule other does not exist.");
    assertThatThrownBy(() -> scheduler.listSchedules(r -> r.groupName("others")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> scheduler.createSchedule(r -> r.name("empty")))
        .isInstanceOf(ValidationException.class);
    scheduler.deleteSchedule(r -> r.name("nightly"));
    assertThatThrownBy(() -> scheduler.deleteSchedule(r -> r.name("nightly")))
        .isInstanceOf(ResourceNotFoundException.class);
  }
}
