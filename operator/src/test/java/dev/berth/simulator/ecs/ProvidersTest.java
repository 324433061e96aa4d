package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ProvidersTest {
  private static final String GROUP =
      "arn:aws:autoscaling:us-east-1:000000000000:autoScalingGroup:1";
  private static final String ARN = "arn:aws:ecs:us-east-1:000000000000:capacity-provider/own";

  private final Stage stage = new Stage();

  private void create(String more) {
    stage.call(
        "CreateCapacityProvider",
        "{'name': 'own', 'tags': [{'key': 'team', 'value': 'web'}],"
            + " 'autoScalingGroupProvider': {'autoScalingGroupArn': '%s'%s}}"
                .formatted(GROUP, more));
  }

  private ObjectNode described(String include) {
    var input = "{'capacityProviders': ['own'], 'include': [%s]}".formatted(include);
    return Json.items(stage.call("DescribeCapacityProviders", input), "capacityProviders")
        .getFirst();
  }

  @Test
  void what_is_not_said_of_a_group_is_filled() {
    create("");

    assertThat(described("'TAGS'"))
        .isEqualTo(
            Stage.json(
                ("{'capacityProviderArn': '%s', 'name': 'own', 'status': 'ACTIVE',"
                        + " 'tags': [{'key': 'team', 'value': 'web'}],"
                        + " 'autoScalingGroupProvider': {'autoScalingGroupArn': '%s',"
                        + " 'managedScaling': {'status': 'DISABLED'},"
                        + " 'managedDraining': 'ENABLED',"
                        + " 'managedTerminationProtection': 'DISABLED'}}")
                    .formatted(ARN, GROUP)));
    assertThat(described("").get("tags")).isEmpty();
  }

  @Test
  void a_change_keeps_what_it_does_not_say_and_is_told_as_complete() {
    create(", 'managedScaling': {'status': 'ENABLED', 'targetCapacity': 80}");

    stage.call(
        "UpdateCapacityProvider",
        "{'name': 'own', 'autoScalingGroupProvider': {'managedScaling': {'targetCapacity': 90}}}");

    var seen = described("");
    assertThat(Json.text(seen, "updateStatus", "")).isEqualTo("UPDATE_COMPLETE");
    assertThat(Json.fields(seen, "autoScalingGroupProvider").get("managedScaling"))
        .isEqualTo(
            Stage.json(
                "{'status': 'ENABLED', 'targetCapacity': 90, 'minimumScalingStepSize': 1,"
                    + " 'maximumScalingStepSize': 10000, 'instanceWarmupPeriod': 300}"));
  }

  @Test
  void its_tags_are_those_of_anything_else() {
    create("");

    stage.call(
        "TagResource",
        "{'resourceArn': '%s', 'tags': [{'key': 'tier', 'value': '1'}]}".formatted(ARN));
    stage.call("UntagResource", "{'resourceArn': '%s', 'tagKeys': ['team']}".formatted(ARN));

    var tags = "{'tags': [{'key': 'tier', 'value': '1'}]}";
    assertThat(stage.call("ListTagsForResource", "{'resourceArn': '%s'}".formatted(ARN)))
        .isEqualTo(Stage.json(tags));
    assertThat(described("'TAGS'").get("tags")).isEqualTo(Stage.json(tags).get("tags"));
  }
}
