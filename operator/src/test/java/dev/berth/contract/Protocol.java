package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.T;

import java.util.TreeMap;

/// What AWS JSON 1.1 looks like.
final class Protocol {
  private static Reply raw(Account aws, String operation, String body) {
    return aws.endpoint().send(Call.json("ecs", Call.ECS, operation, body));
  }

  private static void header(Reply reply, String name, String pattern) {
    var have = reply.headers().getOrDefault(name, "");
    if (!have.matches(pattern)) throw new Differs("header " + name, pattern, "'" + have + "'");
  }

  @Fact(line = 674, by = T)
  void an_empty_object_is_a_request(Account aws) {
    raw(aws, "ListClusters", "{}").ok().has("/clusterArns");
  }

  @Fact(line = 677, by = T)
  void answers_are_of_the_type_of_the_protocol(Account aws) {
    header(raw(aws, "ListClusters", "{}").ok(), "content-type", "application/x-amz-json-1\\.1");
  }

  @Fact(line = 677, by = T)
  void every_answer_has_the_id_of_its_request(Account aws) {
    header(raw(aws, "ListClusters", "{}").ok(), "x-amzn-requestid", "[0-9a-fA-F-]{36}");
  }

  @Fact(line = 677, by = T)
  void a_refusal_has_the_id_of_its_request_too(Account aws) {
    var refused = raw(aws, "DescribeServices", "{'services': []}".replace('\'', '"'));
    header(refused, "x-amzn-requestid", "[0-9a-fA-F-]{36}");
  }

  @Fact(line = 677, by = T)
  void every_answer_has_a_date(Account aws) {
    header(raw(aws, "ListClusters", "{}").ok(), "date", "\\w{3}, \\d+ \\w{3} \\d{4} .* GMT");
  }

  @Fact(line = 678, by = T)
  void the_time_of_a_registration_is_a_number(Account aws) {
    aws.definition("web").ok().number("/taskDefinition/registeredAt");
  }

  @Fact(line = 678, by = T)
  void the_time_of_a_creation_is_a_number(Account aws) {
    aws.service("web").ok();

    aws.describe("web").ok().number("/services/0/createdAt");
  }

  @Fact(line = 678, by = T)
  void the_times_of_a_deployment_are_numbers(Account aws) {
    aws.service("web")
        .ok()
        .number("/service/deployments/0/createdAt")
        .number("/service/deployments/0/updatedAt");
  }

  @Fact(line = 678, by = T)
  void the_time_of_a_task_is_a_number(Account aws) {
    aws.task("job").ok().number("/tasks/0/createdAt");
  }

  @Fact(line = 680, by = T)
  void members_that_ecs_does_not_know_are_ignored(Account aws) {
    aws.service("web").with("'someNewerMember': {'a': 1}").ok();
  }

  @Fact(line = 680, by = T)
  void an_explicit_null_is_an_absent_member(Account aws) {
    aws.service("web")
        .with("'loadBalancers': null, 'platformVersion': null, 'role': null")
        .ok()
        .says("/service/platformVersion", "LATEST");
  }

  @Fact(line = 680, by = T)
  void a_text_where_a_number_belongs_cannot_be_read(Account aws) {
    aws.service("web").with("'desiredCount': 'two'").refused("SerializationException");
  }

  @Fact(line = 680, by = T)
  void a_text_where_a_list_belongs_cannot_be_read(Account aws) {
    aws.ecs("DescribeClusters", "{'clusters': 'one'}").refused("SerializationException");
  }

  @Fact(line = 680, by = T)
  void a_list_where_an_object_belongs_cannot_be_read(Account aws) {
    aws.service("web").with("'networkConfiguration': []").refused("SerializationException");
  }

  @Fact(line = 619, by = K)
  void a_broken_body_cannot_be_read(Account aws) {
    raw(aws, "ListClusters", "{\"maxResults\":").refused("SerializationException");
  }

  @Fact(line = 685, by = T)
  void an_action_that_ecs_does_not_have_is_unknown(Account aws) {
    aws.ecs("DescribeEverything", "{}").refused("UnknownOperationException");
  }

  @Fact(line = 685, by = T)
  void a_target_of_no_api_is_unknown(Account aws) {
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", Call.JSON);
    headers.put("X-Amz-Target", "AmazonNobody.ListClusters");
    aws.endpoint()
        .send(new Call("ecs", "ListClusters", headers, "{}"))
        .refused("UnknownOperationException");
  }

  @Fact(line = 685, by = T)
  void a_refusal_is_a_400_with_its_type_in_the_body(Account aws) {
    aws.ecs("ListServices", "{'cluster': '%s'}".formatted(aws.name("nobody")))
        .refused("ClusterNotFoundException", "cluster not found");
  }

  @Fact(line = 25, by = M)
  void a_refusal_has_nothing_but_a_type_and_a_message(Account aws) {
    var refused =
        aws.ecs("DescribeServices", "{'cluster': '%s', 'services': []}".formatted(aws.cluster()));

    refused.refused("InvalidParameterException").lacks("/resourceIds").lacks("/Message");
  }
}
