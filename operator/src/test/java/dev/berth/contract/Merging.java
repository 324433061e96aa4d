package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.O;

/// How an update is merged into a deployment configuration, as it was measured.
final class Merging {
  private static final String AT = "/service/deploymentConfiguration/";

  private static Reply configured(Account aws, String before, String after) {
    aws.service("web").with("'deploymentConfiguration': {" + before + "}").ok();
    return aws.update("web", "'deploymentConfiguration': {" + after + "}").ok();
  }

  @Fact(line = 144, by = O)
  void members_that_are_not_sent_keep_their_values(Account aws) {
    configured(aws, "'maximumPercent': 150, 'minimumHealthyPercent': 50", "'maximumPercent': 175")
        .shows(AT + "maximumPercent", 175)
        .shows(AT + "minimumHealthyPercent", 50);
  }

  @Fact(line = 144, by = O)
  void a_configuration_that_is_not_sent_stays_whole(Account aws) {
    aws.service("web").with("'deploymentConfiguration': {'maximumPercent': 150}").ok();

    aws.update("web", "'desiredCount': 0").ok().shows(AT + "maximumPercent", 150);
  }

  @Fact(line = 144, by = O)
  void an_empty_configuration_changes_nothing(Account aws) {
    configured(aws, "'maximumPercent': 150", "").shows(AT + "maximumPercent", 150);
  }

  @Fact(line = 144, by = O)
  void a_breaker_stays_when_percentages_are_sent(Account aws) {
    configured(
            aws,
            "'deploymentCircuitBreaker': {'enable': true, 'rollback': true}",
            "'maximumPercent': 150")
        .shows(AT + "deploymentCircuitBreaker/enable", true)
        .shows(AT + "deploymentCircuitBreaker/rollback", true);
  }

  @Fact(line = 145, by = O)
  void a_breaker_without_a_rollback_has_none(Account aws) {
    configured(
            aws,
            "'deploymentCircuitBreaker': {'enable': true, 'rollback': true}",
            "'deploymentCircuitBreaker': {'enable': true}")
        .shows(AT + "deploymentCircuitBreaker/enable", true)
        .shows(AT + "deploymentCircuitBreaker/rollback", false);
  }

  @Fact(line = 145, by = O)
  void a_breakers_threshold_stays_when_it_is_not_sent(Account aws) {
    configured(
            aws,
            "'deploymentCircuitBreaker': {'enable': true, 'rollback': true, 'resetOnHealthyTask':"
                + " false, 'thresholdConfiguration': {'type': 'COUNT', 'value': 5}}",
            "'deploymentCircuitBreaker': {'enable': true, 'rollback': true}")
        .shows(AT + "deploymentCircuitBreaker/resetOnHealthyTask", false)
        .shows(AT + "deploymentCircuitBreaker/thresholdConfiguration/value", 5);
  }

  @Fact(line = 146, by = O)
  void half_a_linear_configuration_is_filled_with_fixed_defaults(Account aws) {
    linear(aws, "'linearConfiguration': {'stepPercent': 25.0}")
        .shows(AT + "linearConfiguration/stepPercent", 25)
        .shows(AT + "linearConfiguration/stepBakeTimeInMinutes", 6);
  }

  @Fact(line = 146, by = O)
  void the_other_half_is_filled_too(Account aws) {
    linear(aws, "'linearConfiguration': {'stepBakeTimeInMinutes': 9}")
        .shows(AT + "linearConfiguration/stepPercent", 10)
        .shows(AT + "linearConfiguration/stepBakeTimeInMinutes", 9);
  }

  private static Reply linear(Account aws, String after) {
    Staging.service(
            aws,
            "'strategy': 'LINEAR', 'linearConfiguration': {'stepPercent': 50.0,"
                + " 'stepBakeTimeInMinutes': 2}")
        .ok();
    return aws.update("web", "'deploymentConfiguration': {" + after + "}").ok();
  }

  @Fact(line = 146, by = O)
  void half_a_canary_configuration_is_filled_with_fixed_defaults(Account aws) {
    Staging.service(
            aws,
            "'strategy': 'CANARY', 'canaryConfiguration': {'canaryPercent': 20.0,"
                + " 'canaryBakeTimeInMinutes': 2}")
        .ok();

    aws.update("web", "'deploymentConfiguration': {'canaryConfiguration': {'canaryPercent': 30.0}}")
        .ok()
        .shows(AT + "canaryConfiguration/canaryPercent", 30)
        .shows(AT + "canaryConfiguration/canaryBakeTimeInMinutes", 10);
  }

  @Fact(line = 147, by = O)
  void hooks_are_replaced_as_a_whole(Account aws) {
    var hook =
        "{'hookTargetArn': 'arn:aws:lambda:us-east-1:000000000000:function:%s', 'roleArn':"
            + " 'arn:aws:iam::000000000000:role/r', 'lifecycleStages': ['PRE_SCALE_UP']}";
    Staging.service(
            aws,
            "'strategy': 'BLUE_GREEN', 'lifecycleHooks': [%s, %s]"
                .formatted(hook.formatted("a"), hook.formatted("b")))
        .ok();

    aws.update(
            "web",
            "'deploymentConfiguration': {'lifecycleHooks': [%s]}".formatted(hook.formatted("c")))
        .ok()
        .sized(AT + "lifecycleHooks", 1)
        .matches(AT + "lifecycleHooks/0/hookTargetArn", ".*:c");
  }

  @Fact(line = 148, by = O)
  void a_default_that_is_sent_resets_the_member(Account aws) {
    configured(
            aws,
            "'maximumPercent': 150, 'minimumHealthyPercent': 50, 'deploymentCircuitBreaker':"
                + " {'enable': true, 'rollback': true}",
            "'maximumPercent': 200, 'minimumHealthyPercent': 100, 'deploymentCircuitBreaker':"
                + " {'enable': false, 'rollback': false}")
        .shows(AT + "maximumPercent", 200)
        .shows(AT + "minimumHealthyPercent", 100)
        .shows(AT + "deploymentCircuitBreaker/enable", false);
  }
}
