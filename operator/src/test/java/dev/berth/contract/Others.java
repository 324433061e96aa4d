package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.T;

/// What clients call beside services and tasks, and what Terraform does in a row.
final class Others {
  @Fact(line = 564, by = D)
  void settings_are_listed(Account aws) {
    aws.ecs("ListAccountSettings", "{'effectiveSettings': true, 'name': 'serviceLongArnFormat'}")
        .ok()
        .says("/settings/0/name", "serviceLongArnFormat")
        .says("/settings/0/value", "enabled");
  }

  @Fact(line = 564, by = D)
  void a_setting_that_does_not_exist_is_refused(Account aws) {
    aws.ecs("PutAccountSetting", "{'name': 'nobody', 'value': 'enabled'}")
        .refused("InvalidParameterException");
  }

  @Fact(line = 560, by = D)
  void a_cluster_on_fargate_has_no_instances(Account aws) {
    aws.task("job").ok();

    aws.ecs("ListContainerInstances", "{'cluster': '%s'}".formatted(aws.cluster()))
        .ok()
        .shows("/containerInstanceArns", "[]");
  }

  @Fact(line = 58, by = M)
  void an_unknown_instance_is_missing_and_no_error(Account aws) {
    aws.ecs(
            "DescribeContainerInstances",
            "{'cluster': '%s', 'containerInstances': ['%s']}"
                .formatted(aws.cluster(), "0".repeat(32)))
        .ok()
        .shows("/containerInstances", "[]")
        .says("/failures/0/reason", "MISSING");
  }

  @Fact(line = 560, by = D)
  void a_cluster_without_attributes_has_an_empty_list(Account aws) {
    aws.ecs(
            "ListAttributes",
            "{'cluster': '%s', 'targetType': 'container-instance'}".formatted(aws.cluster()))
        .ok()
        .shows("/attributes", "[]");
  }

  @Fact(line = 38, by = M)
  void a_task_is_started_in_a_cluster_that_exists(Account aws) {
    aws.ecs(
            "StartTask",
            "{'cluster': '%s', 'taskDefinition': 'nobody', 'containerInstances': ['i']}"
                .formatted(aws.name("nobody")))
        .refused("ClusterNotFoundException");
  }

  @Fact(line = 48, by = M)
  void a_task_set_needs_a_service_of_another_controller(Account aws) {
    aws.service("web").ok();

    aws.ecs(
            "CreateTaskSet",
            "{'cluster': '%s', 'service': '%s', 'taskDefinition': '%s'}"
                .formatted(aws.cluster(), aws.name("web"), aws.name("web")))
        .refused("InvalidParameterException");
  }

  @Fact(line = 712, by = T)
  void what_terraform_creates_is_taken(Account aws) {
    terraforms(aws, "terraform-token")
        .ok()
        .says("/service/launchType", "FARGATE")
        .says("/service/availabilityZoneRebalancing", "DISABLED");
  }

  @Fact(line = 712, by = T)
  void what_terraform_created_it_reads_by_arns(Account aws) {
    var made = terraforms(aws, "terraform-token").ok();

    aws.ecs(
            "DescribeServices",
            "{'cluster': '%s', 'services': ['%s'], 'include': ['TAGS']}"
                .formatted(made.text("/service/clusterArn"), made.text("/service/serviceArn")))
        .ok()
        .says("/services/0/serviceName", aws.name("web"))
        .shows("/services/0/tags", "[{'key': 'team', 'value': 'a'}]");
  }

  private static Reply terraforms(Account aws, String token) {
    var network = aws.surroundings().network();
    return aws.service("web")
        .with(
            ("'availabilityZoneRebalancing': 'DISABLED', 'capacityProviderStrategy': [],"
                    + " 'clientToken': '%s', 'deploymentConfiguration': {'maximumPercent': 200,"
                    + " 'minimumHealthyPercent': 100}, 'desiredCount': 0,"
                    + " 'enableECSManagedTags': false, 'enableExecuteCommand': false,"
                    + " 'schedulingStrategy': 'REPLICA', 'tags': [{'key': 'team', 'value': 'a'}],"
                    + " 'vpcLatticeConfigurations': [], 'networkConfiguration': %s")
                .formatted(token, network.replace("}}", ", 'assignPublicIp': 'DISABLED'}}")))
        .send();
  }

  @Fact(line = 713, by = T)
  void a_revision_may_be_deregistered_before_its_service_leaves_it(Account aws) {
    aws.service("web").ok();
    aws.ecs("DeregisterTaskDefinition", "{'taskDefinition': '%s:1'}".formatted(aws.name("web")))
        .ok();
    aws.definition("web").ok();

    aws.update("web", "'taskDefinition': '%s:2'".formatted(aws.name("web")))
        .ok()
        .matches("/service/taskDefinition", ".*:2");
  }

  @Fact(line = 714, by = T)
  void a_service_is_scaled_to_0_deleted_and_gone(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.update("web", "'desiredCount': 0").ok();
    aws.delete("web", ", 'force': false").ok();

    aws.until(() -> aws.describe("web"), "/services/0/status", "INACTIVE");
    aws.ecs("DeregisterTaskDefinition", "{'taskDefinition': '%s:1'}".formatted(aws.name("web")))
        .ok();
    aws.ecs("DeleteCluster", "{'cluster': '%s'}".formatted(aws.cluster())).ok();
  }
}
