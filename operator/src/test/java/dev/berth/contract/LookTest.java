package dev.berth.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What `.ci/live` records, compares and sweeps.
class LookTest {
  private static final String WEB = "cluster-web";

  /// The same story elsewhere and later, where all ids and times are other ones.
  private static Account told(String check, String say) {
    var aws = new Account(new SimulatorEndpoint(new InProcessWire()), check);
    aws.definition(WEB).app("'environment': [{'name': 'SAY', 'value': '%s'}]".formatted(say)).ok();
    aws.service(WEB).with("'desiredCount': 2, 'tags': [{'key': 'team', 'value': 'a'}]").ok();
    aws.settled(WEB);
    aws.task("cluster-job").ok();
    return aws;
  }

  private static JsonNode seen(Account aws) {
    return Plain.of(Look.at(aws.endpoint(), aws.cluster()), aws.cluster());
  }

  @Test
  void every_answer_about_a_cluster_is_recorded() {
    var seen = seen(told("one", "hello"));

    assertThat(seen.propertyNames())
        .containsExactlyInAnyOrder(
            "DescribeClusters",
            "ListTagsForResource of the cluster",
            "ListTagsForResource of service CLUSTER-web",
            "DescribeServices",
            "ListServiceDeployments of CLUSTER-web",
            "DescribeServiceDeployments of CLUSTER-web",
            "DescribeServiceRevisions of CLUSTER-web",
            "DescribeTasks",
            "ListTagsForResource of CLUSTER-web:1",
            "DescribeTaskDefinition of CLUSTER-web:1",
            "ListTagsForResource of CLUSTER-job:1",
            "DescribeTaskDefinition of CLUSTER-job:1");
    assertThat(seen.at("/DescribeServices/services/0/deployments/0/id").asString())
        .isEqualTo("ecs-svc/N");
    assertThat(seen.at("/DescribeServices/services/0/createdAt").asString()).isEqualTo("TIME");
  }

  @Test
  void a_refusal_is_recorded_too() {
    var aws = new Account(new SimulatorEndpoint(new InProcessWire()), "nothing");

    var seen = Plain.of(Look.at(aws.endpoint(), "nobody"), "nobody");

    assertThat(seen.at("/ListServices/code").asString()).isEqualTo("ClusterNotFoundException");
    assertThat(seen.at("/DescribeClusters/failures/0/reason").asString()).isEqualTo("MISSING");
  }

  @Test
  void two_runs_of_one_story_do_not_differ() {
    var aside = new Aside();

    aside.step("1-apply", seen(told("one", "hello")), seen(told("another", "hello")));

    assertThat(aside.lines()).isEmpty();
  }

  @Test
  void what_differs_is_told_once_with_its_steps() {
    var aside = new Aside();
    var one = seen(told("one", "hello"));
    var other = seen(told("another", "goodbye"));

    aside.step("1-apply", one, other);
    aside.step("2-diff", one, other);

    assertThat(aside.size()).isEqualTo(1);
    assertThat(aside.lines())
        .containsExactly(
            "DescribeTaskDefinition of CLUSTER-web:1.taskDefinition.containerDefinitions[app]"
                + ".environment[SAY].value",
            "  AWS        \"hello\"",
            "  simulator  \"goodbye\"",
            "  after      1-apply, 2-diff");
  }

  @Test
  void what_is_missing_on_one_side_differs() {
    var aside = new Aside();

    aside.step("1", Reply.json("{'a': {'b': 1, 'c': []}}"), Reply.json("{'a': {'b': 1}}"));

    assertThat(aside.lines())
        .isEqualTo(List.of("a.c", "  AWS        []", "  simulator  nothing", "  after      1"));
  }

  @Test
  void a_stopped_task_that_is_forgotten_is_no_difference_and_a_running_one_is() {
    var aside = new Aside();
    var task = "{'taskArn': 'ID', 'taskDefinitionArn': 'web:1', 'lastStatus': '%s'}";
    var both = "{'tasks': [" + task.formatted("STOPPED") + ", " + task.formatted("RUNNING") + "]}";

    aside.step("1", Reply.json(both), Reply.json("{'tasks': []}"));

    assertThat(aside.lines()).startsWith("tasks[web:1 RUNNING ]").hasSize(4);
  }

  @Test
  void what_checks_left_is_swept_and_nothing_else() {
    var endpoint = new SimulatorEndpoint(new InProcessWire());
    var aws = new Account(endpoint, "killed");
    var others = new Account(endpoint, "alive");
    for (var each : List.of(aws, others)) {
      Staging.service(each, "'strategy': 'LINEAR'").with("'desiredCount': 1").ok();
      each.task("job").ok();
      Namespaces.create(each);
    }
    var ours = aws.name("").replaceAll("-$", "");

    assertThat(new Sweep(endpoint, ours + "-.*").sweep()).isEmpty();

    assertThat(remains(aws)).isEqualTo("0 clusters, 0 definitions, 0 groups, 0 spaces");
    assertThat(remains(others)).isEqualTo("1 clusters, 2 definitions, 2 groups, 1 spaces");
  }

  private static String remains(Account aws) {
    var definitions =
        Stream.of("ACTIVE", "INACTIVE")
            .map("{'status': '%s'}"::formatted)
            .flatMap(input ->
                aws.ecs("ListTaskDefinitions", input).texts("/taskDefinitionArns").stream());
    var clusters = aws.ecs("ListClusters", "{}").texts("/clusterArns");
    var groups =
        aws.balancing("DescribeTargetGroups").items("/DescribeTargetGroupsResult/TargetGroups");
    var spaces = aws.cloudMap("ListNamespaces", "{}").items("/Namespaces");
    var own = aws.name("");
    return "%d clusters, %d definitions, %d groups, %d spaces"
        .formatted(
            clusters.stream().filter(arn -> arn.contains("/" + own)).count(),
            definitions.filter(arn -> arn.contains("/" + own)).count(),
            groups.stream()
                .filter(group -> group.at("/TargetGroupName").asString().startsWith(own))
                .count(),
            spaces.stream().filter(space -> space.at("/Name").asString().startsWith(own)).count());
  }

  @Test
  void names_of_an_owner_s_checks_are_found_again() {
    var prefix = LiveMain.prefix("acme-scratch/live");

    assertThat("c1a2b3c4-%04xt6b0f2-web".formatted("acme-scratch/live".hashCode() & 0xffff))
        .matches(prefix);
    assertThat("c1a2b3c4-t6b0f2-web").doesNotMatch(prefix);
    assertThat("cluster").doesNotMatch(prefix);
  }
}
