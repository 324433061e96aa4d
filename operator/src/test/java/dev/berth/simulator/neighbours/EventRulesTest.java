package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;

class EventRulesTest {
  private static final String CLUSTER = "arn:aws:ecs:us-east-1:000000000000:cluster/demo";

  private final Simulator simulator = Simulator.stepped(1);
  private final EventBridgeClient events = Clients.events(simulator);

  private static Target target(String id, String arn) {
    return Target.builder()
        .id(id)
        .arn(arn)
        .ecsParameters(ecs -> ecs.taskDefinitionArn("report:" + id))
        .build();
  }

  @Test
  void rules_are_found_by_what_they_aim_at_on_their_own_bus() {
    events.createEventBus(r -> r.name("orders"));
    events.putRule(r -> r.name("nightly").scheduleExpression("rate(1 day)"));
    events.putRule(r -> r.name("paid").eventBusName("orders").eventPattern("{\"source\":[\"a\"]}"));
    events.putTargets(
        r -> r.rule("nightly").targets(target("1", CLUSTER), target("2", CLUSTER + "2")));
    events.putTargets(r -> r.rule("paid").eventBusName("orders").targets(target("3", CLUSTER)));

    assertThat(events.listEventBuses(r -> {}).eventBuses())
        .extracting(bus -> bus.name())
        .containsExactly("default", "orders");
    assertThat(events.listRuleNamesByTarget(r -> r.targetArn(CLUSTER)).ruleNames())
        .containsExactly("nightly");
    assertThat(
            events
                .listRuleNamesByTarget(r -> r.targetArn(CLUSTER).eventBusName("orders"))
                .ruleNames())
        .containsExactly("paid");
    var first = events.listTargetsByRule(r -> r.rule("nightly").limit(1));
    var second = events.listTargetsByRule(r -> r.rule("nightly").nextToken(first.nextToken()));
    assertThat(first.targets().getFirst().ecsParameters().taskDefinitionArn())
        .isEqualTo("report:1");
    assertThat(second.targets()).containsExactly(target("2", CLUSTER + "2"));
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void a_rule_goes_after_its_targets() {
    events.putRule(r -> r.name("nightly").scheduleExpression("rate(1 day)"));
    events.putTargets(r -> r.rule("nightly").targets(target("1", CLUSTER)));

    assertThatThrownBy(() -> events.deleteRule(r -> r.name("nightly")))
        .isInstanceOf(EventBridgeException.class)
        .hasMessageContaining("has targets");
    events.removeTargets(r -> r.rule("nightly").ids("1"));
    events.deleteRule(r -> r.name("nightly"));

    assertThatThrownBy(() -> events.listTargetsByRule(r -> r.rule("nightly")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_rule_without_an_occasion_is_refused() {
    assertThatThrownBy(() -> events.putRule(r -> r.name("never")))
        .isInstanceOf(EventBridgeException.class)
        .hasMessageContaining("EventPattern or ScheduleExpression");
    assertThatThrownBy(() -> events.listRuleNamesByTarget(r -> r.eventBusName("x").targetArn("y")))
        .isInstanceOf(ResourceNotFoundException.class);
  }
}
