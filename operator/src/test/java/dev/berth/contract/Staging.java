package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

import java.time.Duration;

/// Blue/green, linear and canary deployments.
final class Staging {
  private static final String INVALID = "InvalidParameterException";
  private static final String RECORD = "/serviceDeployments/0/";

  /// A service behind a pair of target groups, with that strategy.
  static Draft service(Account aws, String configuration) {
    var blue = aws.surroundings().targetGroup("blue");
    var green = aws.surroundings().targetGroup("green");
    var listener = aws.surroundings().listener(blue, green);
    return aws.service("web").with(pair(aws, blue, green, listener, configuration));
  }

  private static String pair(
      Account aws, String blue, String green, String listener, String configuration) {
    var rule =
        aws.balancing("DescribeRules", "ListenerArn", listener)
            .ok()
            .text("/DescribeRulesResult/Rules/0/RuleArn");
    var role = aws.surroundings().role("lb");
    return ("'loadBalancers': [{'targetGroupArn': '%s', 'containerName': 'app', 'containerPort':"
            + " 80, 'advancedConfiguration': {'alternateTargetGroupArn': '%s',"
            + " 'productionListenerRule': '%s', 'roleArn': '%s'}}], 'deploymentConfiguration':"
            + " {%s}")
        .formatted(blue, green, rule, role, configuration);
  }

  private static Reply record(Account aws) {
    var of = "{'cluster': '%s', 'service': '%s'}".formatted(aws.cluster(), aws.name("web"));
    var arn =
        aws.ecs("ListServiceDeployments", of)
            .ok()
            .text("/serviceDeployments/0/serviceDeploymentArn");
    return aws.ecs(
        "DescribeServiceDeployments", "{'serviceDeploymentArns': ['%s']}".formatted(arn));
  }

  private static Draft plain(Account aws, String configuration) {
    return aws.service("web").with("'deploymentConfiguration': {" + configuration + "}");
  }

  @Fact(line = 424, by = D)
  void a_linear_step_is_10_percent_and_bakes_6_minutes(Account aws) {
    service(aws, "'strategy': 'LINEAR'")
        .ok()
        .shows("/service/deploymentConfiguration/linearConfiguration/stepPercent", 10)
        .shows("/service/deploymentConfiguration/linearConfiguration/stepBakeTimeInMinutes", 6);
  }

  @Fact(line = 424, by = D)
  void a_canary_is_5_percent_and_bakes_10_minutes(Account aws) {
    service(aws, "'strategy': 'CANARY'")
        .ok()
        .shows("/service/deploymentConfiguration/canaryConfiguration/canaryPercent", 5)
        .shows("/service/deploymentConfiguration/canaryConfiguration/canaryBakeTimeInMinutes", 10);
  }

  @Fact(line = 424, by = D)
  void a_linear_step_is_3_percent_at_least(Account aws) {
    plain(aws, "'strategy': 'LINEAR', 'linearConfiguration': {'stepPercent': 2.9}")
        .refused(INVALID);
  }

  @Fact(line = 424, by = D)
  void a_canary_is_a_tenth_of_a_percent_at_least(Account aws) {
    plain(aws, "'strategy': 'CANARY', 'canaryConfiguration': {'canaryPercent': 0.05}")
        .refused(INVALID);
  }

  @Fact(line = 424, by = D)
  void a_bake_time_is_a_day_at_most(Account aws) {
    plain(aws, "'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 1441").refused(INVALID);
  }

  @Fact(line = 424, by = D)
  void a_canary_needs_a_load_balancer_or_service_connect(Account aws) {
    plain(aws, "'strategy': 'CANARY'").refused(INVALID);
  }

  @Fact(line = 429, by = D)
  void a_staged_strategy_needs_a_pair_of_target_groups(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);

    plain(aws, "'strategy': 'BLUE_GREEN'").with(Surroundings.balanced(group)).refused(INVALID);
  }

  @Fact(line = 421, by = D)
  void a_blue_green_deployment_goes_through_its_stages(Account aws) {
    service(aws, "'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 2").with("'desiredCount': 1").ok();

    aws.until(() -> record(aws), RECORD + "lifecycleStage", "BAKE_TIME")
        .says(RECORD + "status", "IN_PROGRESS");
    aws.until(() -> record(aws), RECORD + "status", "SUCCESSFUL");
  }

  @Fact(line = 424, by = D)
  void blue_green_shifts_all_at_once(Account aws) {
    service(aws, "'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 2").with("'desiredCount': 1").ok();

    aws.until(() -> record(aws), RECORD + "lifecycleStage", "BAKE_TIME")
        .shows(RECORD + "targetServiceRevision/requestedProductionTrafficWeight", 100);
  }

  @Fact(line = 423, by = D)
  void green_runs_beside_blue(Account aws) {
    service(aws, "'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 5").with("'desiredCount': 1").ok();
    aws.until(() -> record(aws), RECORD + "status", "SUCCESSFUL");
    aws.definition("web").ok();
    aws.update("web", "'taskDefinition': '%s'".formatted(aws.name("web"))).ok();

    aws.until(() -> record(aws), RECORD + "lifecycleStage", "BAKE_TIME");
    aws.describe("web").shows("/services/0/runningCount", 2);
  }

  @Fact(line = 430, by = O)
  void the_rule_is_rewritten_to_green(Account aws) {
    service(aws, "'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 1").with("'desiredCount': 1").ok();
    aws.until(() -> record(aws), RECORD + "status", "SUCCESSFUL");
    aws.definition("web").ok();
    aws.update("web", "'taskDefinition': '%s'".formatted(aws.name("web"))).ok();
    aws.until(() -> record(aws), RECORD + "status", "SUCCESSFUL");
    var rule =
        aws.describe("web")
            .text("/services/0/loadBalancers/0/advancedConfiguration/productionListenerRule");
    var tuples =
        aws.balancing("DescribeRules", "RuleArns.member.1", rule)
            .ok()
            .items("/DescribeRulesResult/Rules/0/Actions/0/ForwardConfig/TargetGroups");

    var weights =
        tuples.stream()
            .map(each ->
                each.at("/TargetGroupArn").asString("").replaceAll(".*-(blue|green)/.*", "$1")
                    + " "
                    + each.at("/Weight").asString(""))
            .sorted()
            .toList();
    if (weights.toString().equals("[blue 0, green 100]")) return;
    throw new Differs("weights of the rule", "[blue 0, green 100]", weights.toString());
  }

  @Fact(line = 665, by = M)
  void a_revision_says_behind_which_target_group_it_is(Account aws) {
    service(aws, "'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 0").with("'desiredCount': 1").ok();
    aws.until(() -> record(aws), RECORD + "status", "SUCCESSFUL");
    var revision = aws.describe("web").text("/services/0/currentServiceRevisions/0/arn");

    aws.ecs("DescribeServiceRevisions", "{'serviceRevisionArns': ['%s']}".formatted(revision))
        .ok()
        .matches(
            "/serviceRevisions/0/resolvedConfiguration/loadBalancers/0/targetGroupArn",
            "arn:.*:targetgroup/.*-blue/.*");
  }

  @Fact(line = 432, by = D)
  void a_staged_deployment_has_no_breaker(Account aws) {
    aws.definition("web").fate("crashes").ok();
    service(
            aws,
            "'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 1, 'deploymentCircuitBreaker':"
                + " {'enable': true, 'rollback': true}")
        .with("'desiredCount': 1")
        .ok();
    aws.endpoint().pass(Duration.ofMinutes(20));

    record(aws).says(RECORD + "status", "IN_PROGRESS");
  }
}
