package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.node.ObjectNode;

/// What ECS tells a queue by EventBridge.
class EventBusTest {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:events";
  private static final String ALL = "{\"source\":[\"aws.ecs\"]}";

  private final Simulator simulator = Simulator.stepped(7);
  private final EcsClient ecs = Clients.ecs(simulator);
  private final EventBridgeClient events = Clients.events(simulator);
  private final SqsClient queues = Clients.queues(simulator);
  private final String url = queues.createQueue(r -> r.queueName("events")).queueUrl();

  private void rule(String pattern) {
    events.putRule(r -> r.name("ecs").eventPattern(pattern));
    events.putTargets(r -> r.rule("ecs").targets(Target.builder().id("queue").arn(QUEUE).build()));
  }

  private void deploy(String image) {
    ecs.createCluster(r -> r.clusterName("demo"));
    register(image);
    ecs.createService(r ->
        r.cluster("demo")
            .serviceName("web")
            .taskDefinition("web")
            .desiredCount(1)
            .launchType(LaunchType.FARGATE)
            .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1"))));
  }

  private void register(String image) {
    ecs.registerTaskDefinition(r ->
        r.family("web")
            .cpu("256")
            .memory("512")
            .networkMode(NetworkMode.AWSVPC)
            .requiresCompatibilitiesWithStrings("FARGATE")
            .containerDefinitions(ContainerDefinition.builder().name("web").image(image).build()));
  }

  /// All that is there, by its time.
  private List<ObjectNode> heard() {
    var heard = new ArrayList<ObjectNode>();
    while (true) {
      var messages = queues.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
      if (messages.isEmpty()) break;
      for (var each : messages) {
        heard.add(Json.parse(each.body()));
        queues.deleteMessage(r -> r.queueUrl(url).receiptHandle(each.receiptHandle()));
      }
    }
    heard.sort(Comparator.comparing(each -> Instant.parse(Json.text(each, "time", ""))));
    return heard;
  }

  private static String told(ObjectNode event) {
    var detail = Json.fields(event, "detail");
    return Json.text(detail, "eventName", Json.text(detail, "lastStatus", ""));
  }

  private List<String> names() {
    return heard().stream().map(EventBusTest::told).toList();
  }

  @Test
  void a_roll_out_is_told_from_its_beginning_to_its_end() {
    rule(ALL);
    deploy("web:1");
    simulator.advance(Duration.ofMinutes(5));

    var heard = heard();
    assertThat(heard.stream().map(EventBusTest::told))
        .containsExactly(
            "SERVICE_DEPLOYMENT_IN_PROGRESS",
            "PROVISIONING",
            "PENDING",
            "RUNNING",
            "SERVICE_DEPLOYMENT_COMPLETED",
            "SERVICE_STEADY_STATE");
    var service = "arn:aws:ecs:us-east-1:000000000000:service/demo/web";
    var first = heard.getFirst();
    var deployment = Json.text(Json.fields(first, "detail"), "deploymentId", "");
    assertThat(first.remove("id").asString()).matches("[0-9a-f-]{36}");
    assertThat(first)
        .isEqualTo(
            Json.parse(
                """
                {"version": "0", "detail-type": "ECS Deployment State Change", "source": "aws.ecs",
                 "account": "000000000000", "time": "2026-01-01T00:00:00Z", "region": "us-east-1",
                 "resources": ["%s"],
                 "detail": {"eventType": "INFO", "eventName": "SERVICE_DEPLOYMENT_IN_PROGRESS",
                   "deploymentId": "%s", "updatedAt": "2026-01-01T00:00:00Z",
                   "reason": "ECS deployment %s in progress."}}
                """
                    .formatted(service, deployment, deployment)));
    var running = Json.fields(heard.get(3), "detail");
    assertThat(Json.text(running, "startedAt", "")).startsWith("2026-01-01T00:00:");
    assertThat(Json.text(running, "group", "")).isEqualTo("service:web");
    assertThat(Json.text(running, "startedBy", "")).isEqualTo(deployment);
    assertThat(Json.has(running, "tags")).isFalse();
  }

  @Test
  void a_failed_roll_out_and_a_stopped_task_are_told() {
    deploy("web:1");
    simulator.advance(Duration.ofMinutes(5));
    rule(ALL);
    simulator.script(
        Json.parse("{\"match\":{\"image\":\"web:2\"},\"outcome\":{\"imageMissing\":true}}"));
    register("web:2");
    ecs.updateService(r ->
        r.cluster("demo")
            .service("web")
            .taskDefinition("web:2")
            .deploymentConfiguration(
                d -> d.deploymentCircuitBreaker(b -> b.enable(true).rollback(true))));
    simulator.advance(Duration.ofMinutes(60));

    assertThat(names())
        .contains("SERVICE_DEPLOYMENT_FAILED", "DEPROVISIONING", "STOPPED")
        .endsWith("SERVICE_DEPLOYMENT_COMPLETED", "SERVICE_STEADY_STATE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'detail-type':['ECS Service Action']}|1",
        "{'source':['aws.ec2']}|0",
        "{'detail':{'lastStatus':['RUNNING','STOPPED']}}|1",
        "{'detail':{'clusterArn':[{'suffix':'cluster/demo'}],'lastStatus':[{'exists':true}]}}|3",
        "{'detail':{'lastStatus':[{'exists':false}]}}|3",
        "{'detail':{'eventName':[{'prefix':'SERVICE_DEPLOYMENT_'}]}}|2",
        "{'detail':{'eventName':[{'anything-but':{'prefix':'SERVICE_D'}}]}}|1",
        "{'detail':{'lastStatus':[{'anything-but':['PENDING','RUNNING']}]}}|1",
        "{'detail':{'version':[3]}}|1",
        "{'resources':[{'prefix':'arn:aws:ecs:us-east-1:000000000000:task/'}]}|3",
        "{'detail':{'containers':{'name':['web']}}}|0",
      })
  void a_rule_hears_what_its_pattern_says(String pattern, int count) {
    rule(pattern.replace('\'', '"'));
    deploy("web:1");
    simulator.advance(Duration.ofMinutes(5));

    assertThat(names()).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|Empty objects are not allowed",
        "{'source':[]}|Empty arrays are not allowed",
        "{'source':'aws.ecs'}|must be an object or an array",
        "[]|Filter is not an object",
        "{'source':[{'like':'a'}]}|Unrecognized match type like",
        "{'source':[{'prefix':1}]}|prefix does not match",
        "{'$or':[{'a':['b']}]}|must be an object or an array",
      })
  void a_pattern_that_is_none_is_refused(String pattern, String why) {
    assertThatThrownBy(() -> rule(pattern.replace('\'', '"')))
        .isInstanceOf(InvalidEventPatternException.class)
        .hasMessageContaining("Event pattern is not valid. Reason: ")
        .hasMessageContaining(why);
  }

  @Test
  void a_rule_that_is_off_and_a_target_that_is_gone_hear_nothing() {
    rule(ALL);
    events.disableRule(r -> r.name("ecs"));
    deploy("web:1");
    simulator.advance(Duration.ofMinutes(1));

    assertThat(names()).isEmpty();
    assertThat(events.describeRule(r -> r.name("ecs")).state()).isEqualTo(RuleState.DISABLED);
    events.enableRule(r -> r.name("ecs"));
    assertThat(events.listRules(r -> r.namePrefix("e")).rules())
        .extracting(each -> each.name() + " " + each.state() + " " + each.eventPattern())
        .containsExactly("ecs ENABLED " + ALL);
    events.removeTargets(r -> r.rule("ecs").ids("queue"));
    simulator.advance(Duration.ofMinutes(5));
    assertThat(names()).isEmpty();
  }

  @Test
  void a_target_may_want_a_part_or_a_word_of_its_own() {
    events.putRule(r -> r.name("ecs").eventPattern("{\"detail\":{\"lastStatus\":[\"RUNNING\"]}}"));
    events.putTargets(r ->
        r.rule("ecs")
            .targets(
                Target.builder().id("1").arn(QUEUE).inputPath("$.detail.lastStatus").build(),
                Target.builder().id("2").arn(QUEUE).input("{\"look\":true}").build()));
    deploy("web:1");
    simulator.advance(Duration.ofMinutes(5));

    assertThat(queues.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages())
        .extracting(each -> each.body())
        .containsExactlyInAnyOrder("\"RUNNING\"", "{\"look\":true}");
  }

  @Test
  void events_are_lost_doubled_and_late_as_the_dice_say() {
    rule(ALL);
    simulator.fault(Json.parse("{\"kind\":\"lose\",\"chance\":0.3}"));
    simulator.fault(Json.parse("{\"kind\":\"double\",\"chance\":0.5}"));
    simulator.fault(Json.parse("{\"kind\":\"late\",\"chance\":0.3,\"time\":\"1h\"}"));
    deploy("web:1");
    for (var i = 0; i < 10; i++) {
      ecs.updateService(r -> r.cluster("demo").service("web").forceNewDeployment(true));
      simulator.advance(Duration.ofMinutes(5));
    }
    var early = ids();
    simulator.advance(Duration.ofHours(1));
    var late = ids();

    var all = new ArrayList<>(early);
    all.addAll(late);
    assertThat(early).hasSizeGreaterThan(20);
    assertThat(late).hasSizeGreaterThan(5);
    assertThat(new TreeSet<>(all)).as("some came twice").hasSizeLessThan(all.size());
    simulator.clearFaults();
    ecs.updateService(r -> r.cluster("demo").service("web").forceNewDeployment(true));
    simulator.advance(Duration.ofMinutes(5));
    assertThat(ids()).as("whole again").hasSize(9).doesNotHaveDuplicates();
  }

  private List<String> ids() {
    return heard().stream().map(each -> Json.text(each, "id", "")).toList();
  }

  /// Whether anybody listens must change nothing of what happens.
  @Test
  void who_is_heard_is_no_different() {
    deploy("web:1");
    simulator.advance(Duration.ofMinutes(5));
    var other = new EventBusTest();
    other.rule(ALL);
    other.deploy("web:1");
    other.simulator.advance(Duration.ofMinutes(5));

    assertThat(other.simulator.dump().get("ecs")).isEqualTo(simulator.dump().get("ecs"));
  }

  @Test
  void a_chance_is_a_share() {
    assertThatThrownBy(() -> simulator.fault(Json.parse("{\"kind\":\"lose\",\"chance\":2}")))
        .hasMessageContaining("chance must be a number over 0, up to 1");
  }
}
