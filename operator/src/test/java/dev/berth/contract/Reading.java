package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;
import static dev.berth.contract.Fact.Confidence.T;

/// Describing, listing and deleting services.
final class Reading {
  @Fact(line = 152, by = M)
  void tags_are_shown_to_those_who_ask(Account aws) {
    aws.service("web").with("'tags': [{'key': 'team', 'value': 'a'}]").ok();

    aws.ecs(
            "DescribeServices",
            "{'cluster': '%s', 'services': ['%s'], 'include': ['TAGS']}"
                .formatted(aws.cluster(), aws.name("web")))
        .ok()
        .shows("/services/0/tags", "[{'key': 'team', 'value': 'a'}]");
  }

  @Fact(line = 536, by = O)
  void tags_are_not_shown_to_others(Account aws) {
    aws.service("web").with("'tags': [{'key': 'team', 'value': 'a'}]").ok();

    aws.describe("web").ok().lacks("/services/0/tags");
  }

  @Fact(line = 154, by = M)
  void services_are_listed_by_launch_type(Account aws) {
    var ours = aws.service("web").ok().text("/service/serviceArn");
    aws.bridgedService("old").ok();

    aws.ecs("ListServices", "{'cluster': '%s', 'launchType': 'FARGATE'}".formatted(aws.cluster()))
        .ok()
        .holds("/serviceArns", ours);
  }

  @Fact(line = 154, by = M)
  void services_are_listed_by_scheduling_strategy(Account aws) {
    aws.service("web").ok();
    var daemon =
        aws.bridgedService("agent")
            .without("desiredCount")
            .with("'schedulingStrategy': 'DAEMON'")
            .ok()
            .text("/service/serviceArn");
    var input = "{'cluster': '%s', 'schedulingStrategy': 'DAEMON'}".formatted(aws.cluster());

    aws.ecs("ListServices", input).ok().holds("/serviceArns", daemon);
  }

  @Fact(line = 154, by = M)
  void services_that_are_gone_are_not_listed(Account aws) {
    aws.service("web").ok();
    aws.delete("web", "").ok();

    aws.ecs("ListServices", "{'cluster': '%s'}".formatted(aws.cluster()))
        .ok()
        .shows("/serviceArns", "[]");
  }

  @Fact(line = 161, by = O)
  void a_deleted_service_is_inactive_for_a_while(Account aws) {
    aws.service("web").ok();
    aws.delete("web", "").ok();

    aws.until(() -> aws.describe("web"), "/services/0/status", "INACTIVE");
  }

  @Fact(line = 159, by = O)
  void a_service_with_tasks_to_run_is_not_deleted(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();

    aws.delete("web", "")
        .refused(
            "InvalidParameterException", "the service cannot be stopped while", "scaled above 0");
  }

  @Fact(line = 159, by = O)
  void force_deletes_it_all_the_same(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();

    aws.delete("web", ", 'force': true").ok().says("/service/status", "DRAINING");
  }

  @Fact(line = 161, by = K)
  void a_service_that_is_being_deleted_wants_no_tasks(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();

    aws.delete("web", ", 'force': true").ok().shows("/service/desiredCount", 0);
  }

  @Fact(line = 160, by = T)
  void a_service_that_was_just_scaled_to_0_is_deleted(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");
    aws.update("web", "'desiredCount': 0").ok();

    aws.delete("web", "").ok().says("/service/status", "DRAINING");
  }

  @Fact(line = 161, by = O)
  void a_service_drains_while_its_tasks_stop(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");
    aws.delete("web", ", 'force': true").ok();

    aws.describe("web").ok().says("/services/0/status", "DRAINING");
    aws.until(() -> aws.describe("web"), "/services/0/status", "INACTIVE")
        .shows("/services/0/runningCount", 0);
  }

  @Fact(line = 162, by = K)
  void a_second_deletion_does_no_harm(Account aws) {
    aws.service("web").ok();
    aws.delete("web", "").ok();

    var again = aws.delete("web", "");
    if (again.isOk()) again.matches("/service/status", "DRAINING|INACTIVE");
    else again.refused("ServiceNotFoundException");
  }

  @Fact(line = 32, by = M)
  void an_unknown_service_is_not_deleted(Account aws) {
    aws.delete("nobody", "").refused("ServiceNotFoundException");
  }

  @Fact(line = 155, by = M)
  void services_of_a_namespace_are_found_over_all_clusters(Account aws) {
    var space = Namespaces.create(aws);
    var ours =
        aws.service("web")
            .with(
                "'serviceConnectConfiguration': {'enabled': true, 'namespace': '%s'}"
                    .formatted(space))
            .ok()
            .text("/service/serviceArn");
    aws.service("other").ok();

    aws.ecs("ListServicesByNamespace", "{'namespace': '%s'}".formatted(space))
        .ok()
        .holds("/serviceArns", ours);
  }

  @Fact(line = 34, by = M)
  void an_unknown_namespace_is_not_found(Account aws) {
    aws.ecs("ListServicesByNamespace", "{'namespace': '%s'}".formatted(aws.name("nobody")))
        .refused("NamespaceNotFoundException");
  }

  @Fact(line = 33, by = M)
  void an_unknown_cluster_has_no_services(Account aws) {
    aws.ecs("ListServices", "{'cluster': '%s'}".formatted(aws.name("nobody")))
        .refused("ClusterNotFoundException");
  }
}
