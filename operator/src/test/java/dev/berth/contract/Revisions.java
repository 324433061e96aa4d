package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.M;

import java.util.List;

/// Revisions of task definitions and what becomes of them.
final class Revisions {
  private static Reply describe(Account aws, String id) {
    return aws.ecs("DescribeTaskDefinition", "{'taskDefinition': '%s'}".formatted(id));
  }

  private static Reply deregister(Account aws, String id) {
    return aws.ecs("DeregisterTaskDefinition", "{'taskDefinition': '%s'}".formatted(id));
  }

  private static Reply delete(Account aws, String id) {
    return aws.ecs("DeleteTaskDefinitions", "{'taskDefinitions': ['%s']}".formatted(id));
  }

  private static List<String> listed(Account aws, String more) {
    var input = "{'familyPrefix': '%s' %s}".formatted(aws.name("web"), more);
    return aws.ecs("ListTaskDefinitions", input).ok().texts("/taskDefinitionArns").stream()
        .map(arn -> arn.substring(arn.lastIndexOf(':') + 1))
        .toList();
  }

  private static void lists(Account aws, String more, String... revisions) {
    var found = listed(aws, more);
    if (found.equals(List.of(revisions))) return;
    throw new Differs("ListTaskDefinitions", String.join(" ", revisions), String.join(" ", found));
  }

  @Fact(line = 167, by = D)
  void numbers_are_never_given_twice(Account aws) {
    aws.definition("web").ok();
    var second = aws.definition("web").ok().text("/taskDefinition/taskDefinitionArn");
    deregister(aws, second).ok();
    delete(aws, second).ok();

    aws.definition("web").ok().shows("/taskDefinition/revision", 3);
  }

  @Fact(line = 223, by = M)
  void a_family_alone_is_its_latest_active_revision(Account aws) {
    aws.definition("web").ok();
    aws.definition("web").ok();
    deregister(aws, aws.name("web") + ":2").ok();

    describe(aws, aws.name("web")).ok().shows("/taskDefinition/revision", 1);
  }

  @Fact(line = 223, by = M)
  void a_revision_is_found_by_its_family_and_number(Account aws) {
    aws.definition("web").ok();
    aws.definition("web").ok();

    describe(aws, aws.name("web") + ":1").ok().shows("/taskDefinition/revision", 1);
  }

  @Fact(line = 223, by = M)
  void tags_are_shown_to_those_who_ask(Account aws) {
    aws.definition("web").with("'tags': [{'key': 'team', 'value': 'a'}]").ok();

    aws.ecs(
            "DescribeTaskDefinition",
            "{'taskDefinition': '%s', 'include': ['TAGS']}".formatted(aws.name("web")))
        .ok()
        .shows("/tags", "[{'key': 'team', 'value': 'a'}]");
  }

  @Fact(line = 492, by = D)
  void tags_are_an_empty_list_for_others(Account aws) {
    aws.definition("web").with("'tags': [{'key': 'team', 'value': 'a'}]").ok();

    describe(aws, aws.name("web")).ok().shows("/tags", "[]");
  }

  @Fact(line = 223, by = M)
  void an_unknown_definition_is_not_described(Account aws) {
    describe(aws, aws.name("nobody"))
        .refused("ClientException", "unable to describe task definition");
  }

  @Fact(line = 223, by = M)
  void an_inactive_revision_stays_describable(Account aws) {
    aws.definition("web").ok();
    deregister(aws, aws.name("web") + ":1").ok();

    describe(aws, aws.name("web") + ":1")
        .ok()
        .says("/taskDefinition/status", "INACTIVE")
        .number("/taskDefinition/deregisteredAt");
  }

  @Fact(line = 224, by = M)
  void a_deregistration_needs_a_revision(Account aws) {
    aws.definition("web").ok();

    deregister(aws, aws.name("web")).refused("ClientException");
  }

  @Fact(line = 224, by = M)
  void a_deregistration_answers_with_the_inactive_revision(Account aws) {
    aws.definition("web").ok();

    deregister(aws, aws.name("web") + ":1").ok().says("/taskDefinition/status", "INACTIVE");
  }

  @Fact(line = 224, by = M)
  void no_service_is_created_of_an_inactive_revision(Account aws) {
    var draft = aws.service("web");
    deregister(aws, aws.name("web") + ":1").ok();

    draft
        .with("'taskDefinition': '%s:1'".formatted(aws.name("web")))
        .refused("ClientException", "taskdefinition is inactive");
  }

  @Fact(line = 225, by = M)
  void an_active_revision_is_not_deleted(Account aws) {
    aws.definition("web").ok();

    delete(aws, aws.name("web") + ":1")
        .ok()
        .shows("/taskDefinitions", "[]")
        .sized("/failures", 1)
        .matches("/failures/0/arn", ".*/" + aws.name("web") + ":1");
  }

  @Fact(line = 225, by = M)
  void an_inactive_revision_is_deleted_after_a_while(Account aws) {
    aws.definition("web").ok();
    deregister(aws, aws.name("web") + ":1").ok();

    delete(aws, aws.name("web") + ":1")
        .ok()
        .says("/taskDefinitions/0/status", "DELETE_IN_PROGRESS")
        .number("/taskDefinitions/0/deleteRequestedAt");
  }

  @Fact(line = 223, by = M)
  void a_revision_that_is_being_deleted_stays_describable(Account aws) {
    aws.definition("web").ok();
    aws.service("web").ok();
    deregister(aws, aws.name("web") + ":1").ok();
    delete(aws, aws.name("web") + ":1").ok();

    describe(aws, aws.name("web") + ":1").ok().says("/taskDefinition/status", "DELETE_IN_PROGRESS");
  }

  @Fact(line = 226, by = M)
  void revisions_are_listed_in_the_order_of_their_numbers(Account aws) {
    for (var i = 0; i < 11; i++) aws.definition("web").ok();

    lists(aws, "", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
  }

  @Fact(line = 226, by = M)
  void the_latest_revision_comes_first_if_it_is_asked_to(Account aws) {
    for (var i = 0; i < 3; i++) aws.definition("web").ok();

    lists(aws, ", 'sort': 'DESC'", "3", "2", "1");
  }

  @Fact(line = 226, by = M)
  void only_active_revisions_are_listed(Account aws) {
    aws.definition("web").ok();
    aws.definition("web").ok();
    deregister(aws, aws.name("web") + ":1").ok();

    lists(aws, "", "2");
    lists(aws, ", 'status': 'INACTIVE'", "1");
  }

  @Fact(line = 226, by = M)
  void the_prefix_of_revisions_is_a_whole_family(Account aws) {
    aws.definition("web").ok();
    aws.definition("web-worker").ok();

    lists(aws, "", "1");
  }

  @Fact(line = 227, by = M)
  void the_prefix_of_families_is_a_prefix(Account aws) {
    aws.definition("web").ok();
    aws.definition("web-worker").ok();

    aws.ecs("ListTaskDefinitionFamilies", "{'familyPrefix': '%s'}".formatted(aws.name("web")))
        .ok()
        .holds("/families", aws.name("web"), aws.name("web-worker"));
  }

  @Fact(line = 227, by = M)
  void a_family_without_an_active_revision_is_inactive(Account aws) {
    aws.definition("web").ok();
    aws.definition("web-old").ok();
    deregister(aws, aws.name("web-old") + ":1").ok();
    var families = "{'familyPrefix': '%s', 'status': '%s'}";

    aws.ecs("ListTaskDefinitionFamilies", families.formatted(aws.name("web"), "ACTIVE"))
        .ok()
        .holds("/families", aws.name("web"));
    aws.ecs("ListTaskDefinitionFamilies", families.formatted(aws.name("web"), "INACTIVE"))
        .ok()
        .holds("/families", aws.name("web-old"));
  }
}
