package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class LogGroupsTest {
  private final Simulator simulator = Simulator.stepped(1);
  private final CloudWatchLogsClient logs = Clients.logs(simulator);

  @Test
  void groups_are_found_by_what_they_begin_with_in_order() {
    for (var name : new String[] {"/ecs/b", "/ecs/a", "/ecs/a/1", "/lambda/c"}) {
      logs.createLogGroup(r -> r.logGroupName(name));
    }

    assertThat(
            logs.describeLogGroupsPaginator(r -> r.logGroupNamePrefix("/ecs/").limit(2))
                .logGroups())
        .extracting(group -> group.logGroupName())
        .containsExactly("/ecs/a", "/ecs/a/1", "/ecs/b");
    assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName("/ecs/a")))
        .isInstanceOf(ResourceAlreadyExistsException.class);
  }

  @Test
  void a_deleted_group_is_gone() {
    logs.createLogGroup(r -> r.logGroupName("/ecs/a"));
    logs.deleteLogGroup(r -> r.logGroupName("/ecs/a"));

    assertThat(logs.describeLogGroups(r -> r.logGroupNamePrefix("/ecs")).logGroups()).isEmpty();
    assertThatThrownBy(() -> logs.deleteLogGroup(r -> r.logGroupName("/ecs/a")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void lines_are_kept_for_as_long_as_is_said_and_tags_are_found_by_arn() {
    logs.createLogGroup(r -> r.logGroupName("/ecs/a").tags(Map.of("team", "web", "old", "1")));
    logs.putRetentionPolicy(r -> r.logGroupName("/ecs/a").retentionInDays(14));
    var group = logs.describeLogGroups().logGroups().getFirst();

    logs.untagResource(r -> r.resourceArn(group.logGroupArn()).tagKeys("old"));
    logs.tagResource(r -> r.resourceArn(group.logGroupArn()).tags(Map.of("tier", "front")));

    assertThat(group.retentionInDays()).isEqualTo(14);
    assertThat(logs.listTagsForResource(r -> r.resourceArn(group.logGroupArn())).tags())
        .isEqualTo(Map.of("team", "web", "tier", "front"));
    logs.deleteRetentionPolicy(r -> r.logGroupName("/ecs/a"));
    assertThat(logs.describeLogGroups().logGroups().getFirst().retentionInDays()).isNull();
    assertThatThrownBy(
            () -> logs.putRetentionPolicy(r -> r.logGroupName("/ecs/a").retentionInDays(2)))
        .isInstanceOf(InvalidParameterException.class);
  }
}
