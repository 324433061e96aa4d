package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// The real SDK on the simulated Elastic Load Balancing: its requests are understood, its answers
/// and errors come back as its own types.
class LoadBalancingTest {
  private static final TargetDescription PORTLESS =
      TargetDescription.builder().id("10.0.0.1").build();
  private static final TargetDescription TARGET =
      TargetDescription.builder().id("10.0.0.1").port(8080).build();
  private static final Tag TAG = Tag.builder().key("team").value("shop = 1+1").build();

  private final Simulator simulator = Simulator.stepped(1);
  private final ElasticLoadBalancingV2Client elb = Clients.loadBalancing(simulator);
  private String balancer;
  private String group;
  private String listener;

  @BeforeEach
  void stands() {
    balancer =
        elb.createLoadBalancer(r -> r.name("front").subnets("subnet-1", "subnet-2"))
            .loadBalancers()
            .getFirst()
            .loadBalancerArn();
    group = group("blue");
    listener =
        elb.createListener(r ->
                r.loadBalancerArn(balancer)
                    .port(80)
                    .protocol(ProtocolEnum.HTTP)
                    .defaultActions(forward(group)))
            .listeners()
            .getFirst()
            .listenerArn();
  }

  private String group(String name) {
    return elb.createTargetGroup(r ->
            r.name(name)
                .port(8080)
                .protocol(ProtocolEnum.HTTP)
                .targetType(TargetTypeEnum.IP)
                .healthCheckIntervalSeconds(15))
        .targetGroups()
        .getFirst()
        .targetGroupArn();
  }

  private static Action forward(String arn) {
    return Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(arn).build();
  }

  @Test
  void a_target_group_comes_back_with_its_defaults_and_its_load_balancer() {
    var found = elb.describeTargetGroups(r -> r.names("blue")).targetGroups().getFirst();

    assertThat(found.loadBalancerArns()).containsExactly(balancer);
    assertThat(found.targetTypeAsString()).isEqualTo("ip");
    assertThat(found.port()).isEqualTo(8080);
    assertThat(found.healthCheckIntervalSeconds()).isEqualTo(15);
    assertThat(found.healthCheckTimeoutSeconds()).isEqualTo(5);
    assertThat(found.healthCheckEnabled()).isTrue();
    assertThat(found.matcher().httpCode()).isEqualTo("200");
  }

  @Test
  void a_forward_to_several_groups_has_no_single_one() {
    var green = group("green");
    var weighted =
        Action.builder()
            .type(ActionTypeEnum.FORWARD)
            .forwardConfig(c -> c.targetGroups(tuple(group, 90), tuple(green, 10)))
            .build();

    var made = elb.createRule(r -> r.listenerArn(listener).priority(7).actions(weighted));

    var rule = made.rules().getFirst();
    var action = rule.actions().getFirst();
    assertThat(action.targetGroupArn()).isNull();
    assertThat(action.forwardConfig().targetGroups())
        .containsExactlyInAnyOrder(tuple(group, 90), tuple(green, 10));
    assertThat(elb.describeRules(r -> r.listenerArn(listener)).rules())
        .extracting(each -> each.priority() + " " + each.isDefault())
        .containsExactlyInAnyOrder("default true", "7 false");
    assertThatThrownBy(
            () -> elb.createRule(r -> r.listenerArn(listener).priority(7).actions(weighted)))
        .isInstanceOf(PriorityInUseException.class);
  }

  private static TargetGroupTuple tuple(String arn, int weight) {
    return TargetGroupTuple.builder().targetGroupArn(arn).weight(weight).build();
  }

  @Test
  void a_listener_and_its_default_rule_act_alike() {
    var green = group("green");

    elb.modifyListener(r -> r.listenerArn(listener).defaultActions(forward(green)));

    var rule = elb.describeRules(r -> r.listenerArn(listener)).rules().getFirst();
    assertThat(rule.actions().getFirst().targetGroupArn()).isEqualTo(green);
    var shown = elb.describeListeners(r -> r.loadBalancerArn(balancer)).listeners().getFirst();
    assertThat(shown.defaultActions().getFirst().targetGroupArn()).isEqualTo(green);
  }

  @Test
  void targets_come_and_go_in_their_time() {
    elb.registerTargets(r -> r.targetGroupArn(group).targets(TARGET));
    assertThat(health()).containsExactly("10.0.0.1:8080 initial");
    simulator.advance(Duration.ofSeconds(20));
    assertThat(health()).containsExactly("10.0.0.1:8080 healthy");

    elb.deregisterTargets(r -> r.targetGroupArn(group).targets(TARGET));
    assertThat(health()).containsExactly("10.0.0.1:8080 draining");
    simulator.advance(Duration.ofSeconds(60));
    assertThat(health()).isEmpty();
    var asked = elb.describeTargetHealth(r -> r.targetGroupArn(group).targets(PORTLESS));
    assertThat(told(asked.targetHealthDescriptions())).containsExactly("10.0.0.1:8080 unused");
  }

  private List<String> health() {
    var answer = elb.describeTargetHealth(r -> r.targetGroupArn(group));
    return told(answer.targetHealthDescriptions());
  }

  private static List<String> told(List<TargetHealthDescription> found) {
    return found.stream()
        .map(each ->
            each.target().id()
                + ":"
                + each.target().port()
                + " "
                + each.targetHealth().stateAsString())
        .toList();
  }

  @Test
  void a_group_in_use_stays_until_its_load_balancer_is_gone() {
    assertThatThrownBy(() -> elb.deleteTargetGroup(r -> r.targetGroupArn(group)))
        .isInstanceOf(ResourceInUseException.class);

    elb.deleteLoadBalancer(r -> r.loadBalancerArn(balancer));
    elb.deleteTargetGroup(r -> r.targetGroupArn(group));

    assertThatThrownBy(() -> elb.describeTargetGroups(r -> r.targetGroupArns(group)))
        .isInstanceOf(TargetGroupNotFoundException.class)
        .hasMessageContaining(group);
    assertThat(elb.describeLoadBalancers().loadBalancers()).isEmpty();
  }

  @Test
  void tags_are_kept_as_they_were_written() {
    elb.addTags(r -> r.resourceArns(group).tags(TAG));

    var described = elb.describeTags(r -> r.resourceArns(group)).tagDescriptions().getFirst();

    assertThat(described.tags().getFirst().value()).isEqualTo("shop = 1+1");
  }
}
