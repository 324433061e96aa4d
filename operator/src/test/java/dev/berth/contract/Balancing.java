package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;
import static dev.berth.contract.Fact.Confidence.T;

import java.time.Duration;

/// Elastic Load Balancing by the Query protocol, and how tasks are behind it.
final class Balancing {
  private static final String TARGETS = "/DescribeTargetHealthResult/TargetHealthDescriptions/";

  private static Reply health(Account aws, String group) {
    return aws.balancing("DescribeTargetHealth", "TargetGroupArn", group);
  }

  private static void register(Account aws, String group) {
    aws.balancing(
            "RegisterTargets",
            "TargetGroupArn",
            group,
            "Targets.member.1.Id",
            "172.31.0.10",
            "Targets.member.1.Port",
            "80")
        .ok();
  }

  private static String served(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);
    aws.service("web").with("'desiredCount': 1, " + Surroundings.balanced(group)).ok();
    aws.until(() -> aws.describe("web"), "/services/0/runningCount", "1");
    return group;
  }

  @Fact(line = 693, by = T)
  void an_answer_is_xml_with_the_id_of_its_request(Account aws) {
    aws.balancing("DescribeTargetGroups")
        .ok()
        .matches("/ResponseMetadata/RequestId", "[0-9a-fA-F-]{36}");
  }

  @Fact(line = 702, by = T)
  void a_refusal_has_a_code_in_xml(Account aws) {
    aws.balancing(
            "DescribeTargetHealth",
            "TargetGroupArn",
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/nobody/0123456789abcdef")
        .refused("TargetGroupNotFound")
        .says("/Error/Type", "Sender");
  }

  @Fact(line = 667, by = M)
  void an_unknown_listener_is_not_found(Account aws) {
    aws.balancing(
            "DescribeRules",
            "ListenerArn",
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/lb/0/0")
        .refused("ListenerNotFound");
  }

  @Fact(line = 667, by = M)
  void an_unknown_rule_is_not_found(Account aws) {
    aws.balancing(
            "DescribeRules",
            "RuleArns.member.1",
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener-rule/app/lb/0/0/0")
        .refused("RuleNotFound");
  }

  @Fact(line = 663, by = K)
  void a_target_group_for_addresses_has_health_check_defaults(Account aws) {
    var group = aws.surroundings().targetGroup("tg");

    aws.balancing("DescribeTargetGroups", "TargetGroupArns.member.1", group)
        .ok()
        .says("/DescribeTargetGroupsResult/TargetGroups/0/TargetType", "ip")
        .says("/DescribeTargetGroupsResult/TargetGroups/0/HealthCheckPath", "/")
        .says("/DescribeTargetGroupsResult/TargetGroups/0/Matcher/HttpCode", "200")
        .says("/DescribeTargetGroupsResult/TargetGroups/0/HealthCheckIntervalSeconds", "30")
        .says("/DescribeTargetGroupsResult/TargetGroups/0/HealthyThresholdCount", "5")
        .says("/DescribeTargetGroupsResult/TargetGroups/0/UnhealthyThresholdCount", "2");
  }

  @Fact(line = 662, by = M)
  void targets_behind_no_listener_are_not_used(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    register(aws, group);

    health(aws, group)
        .ok()
        .says(TARGETS + "0/TargetHealth/State", "unused")
        .says(TARGETS + "0/TargetHealth/Reason", "Target.NotInUse");
  }

  @Fact(line = 664, by = M)
  void a_target_is_registered_once(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    register(aws, group);
    register(aws, group);

    health(aws, group).ok().sized(TARGETS.replaceAll("/$", ""), 1);
  }

  @Fact(line = 664, by = M)
  void an_unknown_target_is_deregistered_without_a_word(Account aws) {
    var group = aws.surroundings().targetGroup("tg");

    aws.balancing(
            "DeregisterTargets",
            "TargetGroupArn",
            group,
            "Targets.member.1.Id",
            "172.31.0.99",
            "Targets.member.1.Port",
            "80")
        .ok();
  }

  @Fact(line = 661, by = M)
  void a_target_that_was_never_registered_is_unused(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);

    aws.balancing(
            "DescribeTargetHealth",
            "TargetGroupArn",
            group,
            "Targets.member.1.Id",
            "172.31.0.99",
            "Targets.member.1.Port",
            "80")
        .ok()
        .says(TARGETS + "0/TargetHealth/State", "unused")
        .says(TARGETS + "0/TargetHealth/Reason", "Target.NotRegistered");
  }

  @Fact(line = 662, by = M)
  void a_running_task_becomes_a_healthy_target(Account aws) {
    var group = served(aws);

    aws.until(() -> health(aws, group), TARGETS + "0/TargetHealth/State", "healthy");
  }

  @Fact(line = 661, by = M)
  void a_healthy_target_has_no_reason(Account aws) {
    var group = served(aws);

    aws.until(() -> health(aws, group), TARGETS + "0/TargetHealth/State", "healthy")
        .lacks(TARGETS + "0/TargetHealth/Reason")
        .lacks(TARGETS + "0/TargetHealth/Description");
  }

  @Fact(line = 662, by = M)
  void the_target_of_a_task_that_stops_drains(Account aws) {
    var group = served(aws);
    aws.until(() -> health(aws, group), TARGETS + "0/TargetHealth/State", "healthy");
    aws.update("web", "'desiredCount': 0").ok();

    aws.until(() -> health(aws, group), TARGETS + "0/TargetHealth/State", "draining")
        .says(TARGETS + "0/TargetHealth/Reason", "Target.DeregistrationInProgress");
  }

  @Fact(line = 442, by = O)
  void a_task_is_deactivating_while_its_target_drains(Account aws) {
    served(aws);
    aws.settled("web");
    var of = "{'cluster': '%s', 'serviceName': '%s'}".formatted(aws.cluster(), aws.name("web"));
    var task = aws.ecs("ListTasks", of).ok().text("/taskArns/0");
    aws.update("web", "'desiredCount': 0").ok();

    aws.until(
        Duration.ofMinutes(3), () -> aws.describeTask(task), "/tasks/0/lastStatus", "DEACTIVATING");
  }

  @Fact(line = 668, by = M)
  void a_target_group_names_its_load_balancer(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);

    aws.balancing("DescribeTargetGroups", "TargetGroupArns.member.1", group)
        .ok()
        .sized("/DescribeTargetGroupsResult/TargetGroups/0/LoadBalancerArns", 1);
  }

  @Fact(line = 665, by = M)
  void two_target_groups_have_weights_and_no_single_arn(Account aws) {
    var one = aws.surroundings().targetGroup("one");
    var two = aws.surroundings().targetGroup("two");
    var listener = aws.surroundings().listener(one, two);
    var actions = "/DescribeListenersResult/Listeners/0/DefaultActions/0/";

    aws.balancing("DescribeListeners", "ListenerArns.member.1", listener)
        .ok()
        .says(actions + "ForwardConfig/TargetGroups/0/Weight", "1")
        .says(actions + "ForwardConfig/TargetGroups/1/Weight", "0")
        .lacks(actions + "TargetGroupArn");
  }
}
