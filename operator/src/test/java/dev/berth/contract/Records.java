package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

import java.time.Duration;

/// Service deployments and service revisions.
final class Records {
  private static Reply list(Account aws, String more) {
    return aws.ecs(
        "ListServiceDeployments",
        "{'cluster': '%s', 'service': '%s' %s}".formatted(aws.cluster(), aws.name("web"), more));
  }

  private static String latest(Account aws) {
    return list(aws, "").ok().text("/serviceDeployments/0/serviceDeploymentArn");
  }

  private static Reply describe(Account aws, String arn) {
    return aws.ecs(
        "DescribeServiceDeployments", "{'serviceDeploymentArns': ['%s']}".formatted(arn));
  }

  private static Reply stop(Account aws, String arn) {
    return aws.ecs("StopServiceDeployment", "{'serviceDeploymentArn': '%s'}".formatted(arn));
  }

  private static Reply revision(Account aws) {
    var arn = list(aws, "").ok().text("/serviceDeployments/0/targetServiceRevisionArn");
    return aws.ecs("DescribeServiceRevisions", "{'serviceRevisionArns': ['%s']}".formatted(arn))
        .ok();
  }

  @Fact(line = 254, by = D)
  void a_creation_has_a_record(Account aws) {
    aws.service("web").ok();

    list(aws, "").ok().sized("/serviceDeployments", 1);
  }

  @Fact(line = 254, by = D)
  void a_forced_deployment_has_one_too(Account aws) {
    aws.service("web").ok();
    aws.update("web", "'forceNewDeployment': true").ok();

    list(aws, "").ok().sized("/serviceDeployments", 2);
  }

  @Fact(line = 254, by = D)
  void scaling_has_none(Account aws) {
    aws.service("web").ok();
    aws.update("web", "'desiredCount': 1").ok();

    list(aws, "").ok().sized("/serviceDeployments", 1);
  }

  @Fact(line = 255, by = M)
  void the_newest_comes_first(Account aws) {
    aws.service("web").ok();
    var first = latest(aws);
    aws.endpoint().pass(Duration.ofSeconds(1));
    aws.update("web", "'forceNewDeployment': true").ok();

    list(aws, "").ok().says("/serviceDeployments/1/serviceDeploymentArn", first);
  }

  @Fact(line = 255, by = M)
  void records_are_listed_by_status(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");
    aws.update("web", "'forceNewDeployment': true").ok();

    list(aws, ", 'status': ['SUCCESSFUL']").ok().sized("/serviceDeployments", 1);
  }

  @Fact(line = 255, by = M)
  void records_of_an_unknown_service_are_not_listed(Account aws) {
    aws.ecs(
            "ListServiceDeployments",
            "{'cluster': '%s', 'service': '%s'}".formatted(aws.cluster(), aws.name("nobody")))
        .refused("ServiceNotFoundException");
  }

  @Fact(line = 408, by = M)
  void a_record_is_pending_first(Account aws) {
    aws.service("web").ok();

    describe(aws, latest(aws)).ok().says("/serviceDeployments/0/status", "PENDING");
  }

  @Fact(line = 409, by = M)
  void a_record_is_successful_in_the_end(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");

    describe(aws, latest(aws))
        .ok()
        .says("/serviceDeployments/0/status", "SUCCESSFUL")
        .number("/serviceDeployments/0/startedAt")
        .number("/serviceDeployments/0/finishedAt");
  }

  @Fact(line = 415, by = O)
  void a_record_ends_when_it_was_last_changed(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");
    var found = describe(aws, latest(aws)).ok();

    found.shows(
        "/serviceDeployments/0/finishedAt", found.at("/serviceDeployments/0/updatedAt").toString());
  }

  @Fact(line = 415, by = O)
  void the_first_record_has_no_sources(Account aws) {
    aws.service("web").ok();

    describe(aws, latest(aws)).ok().shows("/serviceDeployments/0/sourceServiceRevisions", "[]");
  }

  @Fact(line = 415, by = O)
  void a_later_record_has_its_source(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");
    var before = list(aws, "").text("/serviceDeployments/0/targetServiceRevisionArn");
    aws.update("web", "'forceNewDeployment': true").ok();

    describe(aws, latest(aws))
        .ok()
        .says("/serviceDeployments/0/sourceServiceRevisions/0/arn", before);
  }

  @Fact(line = 416, by = M)
  void a_record_counts_the_tasks_of_its_revision(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");

    describe(aws, latest(aws))
        .ok()
        .shows("/serviceDeployments/0/targetServiceRevision/requestedTaskCount", 1)
        .shows("/serviceDeployments/0/targetServiceRevision/runningTaskCount", 1)
        .shows("/serviceDeployments/0/targetServiceRevision/pendingTaskCount", 0);
  }

  @Fact(line = 414, by = M)
  void a_record_that_is_taken_over_is_stopped(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    var first = latest(aws);
    aws.update("web", "'forceNewDeployment': true").ok();

    aws.until(() -> describe(aws, first), "/serviceDeployments/0/status", "STOPPED")
        .has("/serviceDeployments/0/statusReason");
  }

  @Fact(line = 256, by = M)
  void an_unknown_record_is_missing_and_no_error(Account aws) {
    aws.service("web").ok();
    var arn = latest(aws);

    describe(aws, arn.substring(0, arn.length() - 4) + "0000")
        .ok()
        .shows("/serviceDeployments", "[]")
        .says("/failures/0/reason", "MISSING");
  }

  @Fact(line = 257, by = D)
  void a_deployment_is_stopped_and_rolled_back(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    var old = aws.settled("web").text("/services/0/deployments/0/id");
    aws.definition("web").ok();
    aws.update("web", "'taskDefinition': '%s'".formatted(aws.name("web"))).ok();
    var arn = latest(aws);
    stop(aws, arn).ok().says("/serviceDeploymentArn", arn);

    aws.until(() -> describe(aws, arn), "/serviceDeployments/0/status", "ROLLBACK_SUCCESSFUL");
    aws.describe("web").says("/services/0/deployments/0/id", old);
  }

  @Fact(line = 257, by = K)
  void a_deployment_that_is_over_is_not_stopped(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");

    stop(aws, latest(aws)).refused("ConflictException");
  }

  @Fact(line = 42, by = M)
  void an_unknown_deployment_is_not_stopped(Account aws) {
    aws.service("web").ok();
    var arn = latest(aws);

    stop(aws, arn.substring(0, arn.length() - 4) + "0000")
        .refused("ServiceDeploymentNotFoundException");
  }

  @Fact(line = 257, by = M)
  void a_deployment_is_not_aborted(Account aws) {
    aws.service("web").ok();

    aws.ecs(
            "StopServiceDeployment",
            "{'serviceDeploymentArn': '%s', 'stopType': 'ABORT'}".formatted(latest(aws)))
        .refused("InvalidParameterException");
  }

  @Fact(line = 43, by = M)
  void an_unknown_deployment_is_not_continued(Account aws) {
    aws.service("web").ok();
    var arn = latest(aws);

    aws.ecs(
            "ContinueServiceDeployment",
            "{'serviceDeploymentArn': '%s', 'hookId': 'h'}"
                .formatted(arn.substring(0, arn.length() - 4) + "0000"))
        .refused("ServiceDeploymentNotFoundException");
  }

  @Fact(line = 259, by = M)
  void a_revision_has_what_its_tasks_run(Account aws) {
    aws.service("web").ok();

    revision(aws)
        .matches("/serviceRevisions/0/taskDefinition", "arn:.*:1")
        .says("/serviceRevisions/0/launchType", "FARGATE")
        .says("/serviceRevisions/0/platformVersion", "1.4.0")
        .says(
            "/serviceRevisions/0/networkConfiguration/awsvpcConfiguration/assignPublicIp",
            "DISABLED");
  }

  @Fact(line = 259, by = M)
  void a_revision_has_the_digests_of_its_images(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");

    revision(aws)
        .says("/serviceRevisions/0/containerImages/0/containerName", "app")
        .says("/serviceRevisions/0/containerImages/0/image", Account.IMAGE)
        .matches("/serviceRevisions/0/containerImages/0/imageDigest", "sha256:[0-9a-f]{64}");
  }

  @Fact(line = 58, by = M)
  void an_unknown_revision_is_missing_and_no_error(Account aws) {
    aws.service("web").ok();
    var arn = list(aws, "").text("/serviceDeployments/0/targetServiceRevisionArn");

    aws.ecs(
            "DescribeServiceRevisions",
            "{'serviceRevisionArns': ['%s']}".formatted(arn.replaceAll("\\d{4}$", "0000")))
        .ok()
        .says("/failures/0/reason", "MISSING");
  }
}
