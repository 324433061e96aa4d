package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tags, of whatever has an ARN.
final class Tagging {
  private static final String INVALID = "InvalidParameterException";

  private static Reply tag(Account aws, String arn, String tags) {
    return aws.ecs("TagResource", "{'resourceArn': '%s', 'tags': [%s]}".formatted(arn, tags));
  }

  private static Reply list(Account aws, String arn) {
    return aws.ecs("ListTagsForResource", "{'resourceArn': '%s'}".formatted(arn));
  }

  private static Reply created(Account aws, String tags) {
    return aws.service("web").with("'tags': [" + tags + "]").send();
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj("{'key': 'k%d', 'value': 'v'}"::formatted)
        .collect(Collectors.joining(", "));
  }

  @Fact(line = 54, by = M)
  void fifty_tags_are_taken(Account aws) {
    created(aws, many(50)).ok().sized("/service/tags", 50);
  }

  @Fact(line = 54, by = M)
  void fifty_one_tags_are_too_many(Account aws) {
    created(aws, many(51)).refused(INVALID);
  }

  @Fact(line = 54, by = M)
  void a_key_has_128_characters_at_most(Account aws) {
    created(aws, "{'key': '%s', 'value': 'v'}".formatted("k".repeat(129))).refused(INVALID);
  }

  @Fact(line = 54, by = M)
  void a_key_has_one_character_at_least(Account aws) {
    created(aws, "{'key': '', 'value': 'v'}").refused(INVALID);
  }

  @Fact(line = 54, by = M)
  void a_value_has_256_characters_at_most(Account aws) {
    created(aws, "{'key': 'k', 'value': '%s'}".formatted("v".repeat(257))).refused(INVALID);
  }

  @Fact(line = 54, by = M)
  void a_value_may_be_empty(Account aws) {
    created(aws, "{'key': 'k', 'value': ''}")
        .ok()
        .shows("/service/tags", "[{'key': 'k', 'value': ''}]");
  }

  @Fact(line = 54, by = M)
  void a_key_of_awss_own_is_refused_in_any_case(Account aws) {
    created(aws, "{'key': 'Aws:mine', 'value': 'v'}").refused(INVALID);
  }

  @Fact(line = 54, by = M)
  void a_key_has_no_brackets(Account aws) {
    created(aws, "{'key': 'k[0]', 'value': 'v'}").refused(INVALID);
  }

  @Fact(line = 54, by = M)
  void letters_of_all_languages_are_letters(Account aws) {
    created(aws, "{'key': 'größe', 'value': 'große Ähre @ 1:2'}").ok();
  }

  @Fact(line = 250, by = D)
  void tags_are_merged_by_key(Account aws) {
    var arn =
        created(aws, "{'key': 'a', 'value': '1'}, {'key': 'b', 'value': '1'}")
            .ok()
            .text("/service/serviceArn");
    tag(aws, arn, "{'key': 'b', 'value': '2'}").ok();

    var found = list(aws, arn).ok().sized("/tags", 2);
    var values = found.items("/tags").stream().map(each -> each.at("/value").asString()).sorted();
    var got = values.toList().toString();
    if (!got.equals("[1, 2]")) throw new Differs("ListTagsForResource", "[1, 2]", got);
  }

  @Fact(line = 250, by = D)
  void tags_are_taken_away_by_key(Account aws) {
    var arn =
        created(aws, "{'key': 'a', 'value': '1'}, {'key': 'b', 'value': '1'}")
            .ok()
            .text("/service/serviceArn");
    aws.ecs("UntagResource", "{'resourceArn': '%s', 'tagKeys': ['b', 'c']}".formatted(arn)).ok();

    list(aws, arn).ok().shows("/tags", "[{'key': 'a', 'value': '1'}]");
  }

  @Fact(line = 250, by = D)
  void a_definition_is_tagged(Account aws) {
    var arn = aws.definition("web").ok().text("/taskDefinition/taskDefinitionArn");
    tag(aws, arn, "{'key': 'a', 'value': '1'}").ok();

    list(aws, arn).ok().shows("/tags", "[{'key': 'a', 'value': '1'}]");
  }

  @Fact(line = 250, by = D)
  void an_inactive_definition_is_tagged(Account aws) {
    var arn = aws.definition("web").ok().text("/taskDefinition/taskDefinitionArn");
    aws.ecs("DeregisterTaskDefinition", "{'taskDefinition': '%s'}".formatted(arn)).ok();

    tag(aws, arn, "{'key': 'a', 'value': '1'}").ok();
  }

  @Fact(line = 250, by = D)
  void a_cluster_is_tagged(Account aws) {
    var arn =
        aws.ecs("DescribeClusters", "{'clusters': ['%s']}".formatted(aws.cluster()))
            .text("/clusters/0/clusterArn");
    tag(aws, arn, "{'key': 'a', 'value': '1'}").ok();

    list(aws, arn).ok().shows("/tags", "[{'key': 'a', 'value': '1'}]");
  }

  @Fact(line = 250, by = D)
  void a_task_is_tagged(Account aws) {
    var arn = aws.task("job").ok().text("/tasks/0/taskArn");
    tag(aws, arn, "{'key': 'a', 'value': '1'}").ok();

    list(aws, arn).ok().shows("/tags", "[{'key': 'a', 'value': '1'}]");
  }

  @Fact(line = 237, by = M)
  void a_stopped_task_loses_its_tags(Account aws) {
    var run = aws.task("job").with("'tags': [{'key': 'a', 'value': '1'}]").ok();
    var task = run.text("/tasks/0/taskArn");
    aws.ecs("StopTask", "{'cluster': '%s', 'task': '%s'}".formatted(aws.cluster(), task)).ok();

    aws.ecs(
            "DescribeTasks",
            "{'cluster': '%s', 'tasks': ['%s'], 'include': ['TAGS']}"
                .formatted(aws.cluster(), task))
        .ok()
        .shows("/tasks/0/tags", "[]");
  }

  @Fact(line = 250, by = D)
  void an_arn_without_a_cluster_is_too_short_to_tag(Account aws) {
    var arn = aws.service("web").ok().text("/service/serviceArn");

    tag(aws, arn.replace(aws.cluster() + "/", ""), "{'key': 'a', 'value': '1'}")
        .refused(INVALID, "long arn format must be used");
  }

  @Fact(line = 40, by = M)
  void what_is_not_there_is_not_tagged(Account aws) {
    var arn = aws.service("web").ok().text("/service/serviceArn");

    tag(aws, arn.replace(aws.name("web"), "nobody"), "{'key': 'a', 'value': '1'}")
        .refused("ResourceNotFoundException");
  }

  @Fact(line = 250, by = K)
  void a_text_that_is_no_arn_is_not_tagged(Account aws) {
    tag(aws, "nobody", "{'key': 'a', 'value': '1'}").refused(INVALID);
  }

  @Fact(line = 250, by = D)
  void the_tasks_of_a_service_have_managed_tags(Account aws) {
    aws.service("web").with("'desiredCount': 1, 'enableECSManagedTags': true").ok();
    aws.settled("web");
    var input = "{'cluster': '%s', 'serviceName': '%s'}".formatted(aws.cluster(), aws.name("web"));
    var task = aws.ecs("ListTasks", input).ok().text("/taskArns/0");

    var found = list(aws, task).ok().items("/tags");
    var shown =
        found.stream()
            .map(each -> each.at("/key").asString() + "=" + each.at("/value").asString())
            .sorted()
            .toList();
    var want =
        "[aws:ecs:clusterName=%s, aws:ecs:serviceName=%s]"
            .formatted(aws.cluster(), aws.name("web"));
    if (!shown.toString().equals(want)) {
      throw new Differs("tags of a task", want, shown.toString());
    }
  }

  @Fact(line = 135, by = M)
  void the_tasks_of_a_service_have_its_tags_if_that_is_asked_for(Account aws) {
    aws.service("web")
        .with("'desiredCount': 1, 'propagateTags': 'SERVICE', 'tags': [{'key': 'a', 'value': '1'}]")
        .ok();
    aws.settled("web");
    var input = "{'cluster': '%s', 'serviceName': '%s'}".formatted(aws.cluster(), aws.name("web"));
    var task = aws.ecs("ListTasks", input).ok().text("/taskArns/0");

    list(aws, task).ok().shows("/tags", "[{'key': 'a', 'value': '1'}]");
  }
}
