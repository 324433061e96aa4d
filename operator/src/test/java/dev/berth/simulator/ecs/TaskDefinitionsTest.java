package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.ecs.model.VolumeFrom;

class TaskDefinitionsTest {
  private static final ContainerDefinition CONTAINER =
      ContainerDefinition.builder().name("c").image("i").memory(64).build();

  private final Simulator simulator = Simulator.stepped(1);
  private final EcsClient ecs = Clients.ecs(simulator);
  private final TaskDefinitions definitions =
      new TaskDefinitions(VirtualClock.stepped(Instant.parse("2026-01-01T00:00:00Z")), new Ids(1));

  @Test
  void defaults_are_filled_and_what_is_absent_stays_absent() {
    var input =
        """
        {"family": "web", "cpu": "1 vCPU", "memory": "2GB", "networkMode": "awsvpc",
         "requiresCompatibilities": ["FARGATE"], "executionRoleArn": "exec", "taskRoleArn": null,
         "volumes": [{"name": "scratch"}],
         "containerDefinitions": [
           {"name": "web", "image": "web:1", "ulimits": [],
            "portMappings": [{"containerPort": 80}],
            "healthCheck": {"command": ["CMD", "true"]},
            "linuxParameters": {"capabilities": {"drop": ["ALL"]}},
            "restartPolicy": {"enabled": true}}]}
        """;
    var expected =
        """
        {"family": "web", "cpu": "1024", "memory": "2048", "networkMode": "awsvpc",
         "requiresCompatibilities": ["FARGATE"],
         "executionRoleArn": "arn:aws:iam::000000000000:role/exec",
         "volumes": [{"name": "scratch", "host": {}}],
         "containerDefinitions": [
           {"name": "web", "image": "web:1", "ulimits": [],
            "portMappings": [{"containerPort": 80, "protocol": "tcp", "hostPort": 80}],
            "healthCheck": {"command": ["CMD", "true"], "interval": 30, "timeout": 5, "retries": 3},
            "linuxParameters": {"capabilities": {"drop": ["ALL"], "add": []}},
            "restartPolicy": {"enabled": true, "restartAttemptPeriod": 300},
            "cpu": 0, "essential": true, "environment": [], "mountPoints": [], "volumesFrom": [],
            "systemControls": []}],
         "placementConstraints": [], "enableFaultInjection": false,
         "taskDefinitionArn": "arn:aws:ecs:eu-west-1:000000000000:task-definition/web:1",
         "revision": 1, "status": "ACTIVE",
         "compatibilities": ["EC2", "FARGATE", "MANAGED_INSTANCES"],
         "registeredAt": 1767225600.000,
         "registeredBy": "arn:aws:iam::000000000000:root"}
        """;

    var caller = new Caller(Caller.DEFAULT_ACCOUNT, "eu-west-1");
    var answer = definitions.call("RegisterTaskDefinition", Json.parse(input), caller);

    var definition = Json.fields(answer, "taskDefinition");
    definition.remove("requiresAttributes");
    definition.put("registeredAt", definition.get("registeredAt").doubleValue());
    assertThat(Json.write(Json.canonical(definition)))
        .isEqualTo(Json.write(Json.canonical(Json.parse(expected))));
  }

  @Test
  void a_bridge_port_without_a_host_port_is_0() {
    var published =
        CONTAINER.toBuilder().portMappings(PortMapping.builder().containerPort(80).build()).build();

    var registered =
        ecs.registerTaskDefinition(r -> r.family("web").containerDefinitions(published))
            .taskDefinition();

    var port = registered.containerDefinitions().getFirst().portMappings().getFirst();
    assertThat(port.hostPort()).isZero();
    assertThat(registered.networkMode()).isNull();
    assertThat(registered.compatibilitiesAsStrings()).containsExactly("EXTERNAL", "EC2");
  }

  @Test
  void every_registration_is_a_revision_and_numbers_never_come_back() {
    register("web");
    ecs.deregisterTaskDefinition(r -> r.taskDefinition("web:1"));
    register("web");
    ecs.deregisterTaskDefinition(r -> r.taskDefinition("web:2"));

    assertThat(register("web")).endsWith("task-definition/web:3");
  }

  @Test
  void a_refused_registration_takes_no_number() {
    assertThatThrownBy(() -> ecs.registerTaskDefinition(r -> r.family("web")))
        .isInstanceOf(ClientException.class);

    assertThat(register("web")).endsWith("web:1");
  }

  @Test
  void a_family_means_its_latest_active_revision() {
    IntStream.range(0, 3).forEach(_ -> register("web"));
    simulator.advance(Duration.ofSeconds(7));
    ecs.deregisterTaskDefinition(r -> r.taskDefinition("web:3"));

    assertThat(describe("web").revision()).isEqualTo(2);
    assertThat(describe("web:3").status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
    assertThat(describe("web:3").deregisteredAt()).isEqualTo("2026-01-01T00:00:07Z");
    assertThat(describe("arn:aws:ecs:us-east-1:000000000000:task-definition/web:1").revision())
        .isEqualTo(1);
    for (var nobody : List.of("nobody", "web:4", "web:", ":1", "a b", "arn:aws:ecs:x:y:web:1")) {
      assertThatThrownBy(() -> describe(nobody))
          .isInstanceOf(ClientException.class)
          .hasMessageContaining("Unable to describe task definition.");
    }
  }

  @Test
  void tags_are_told_only_when_they_are_asked_for() {
    var tag = Tag.builder().key("owner").value("me").build();
    ecs.registerTaskDefinition(r -> r.family("web").tags(tag).containerDefinitions(CONTAINER));

    var plain = ecs.describeTaskDefinition(r -> r.taskDefinition("web"));
    var tagged =
        ecs.describeTaskDefinition(r -> r.taskDefinition("web").include(TaskDefinitionField.TAGS));

    assertThat(plain.tags()).isEmpty();
    assertThat(tagged.tags()).containsExactly(tag);
  }

  @Test
  void no_tags_are_told_by_no_list() {
    assertThatThrownBy(() ->
            ecs.registerTaskDefinition(
                r -> r.family("web").tags(List.of()).containerDefinitions(CONTAINER)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Tags can not be empty");
  }

  @Test
  void the_store_merges_and_removes_tags() {
    var input =
        """
        {"family": "f", "containerDefinitions": [{"name": "c", "image": "i", "memory": 4}]}
        """;
    var caller = new Caller(Caller.DEFAULT_ACCOUNT, "us-east-1");
    definitions.call("RegisterTaskDefinition", Json.parse(input), caller);

    var arn = definitions.find("f:1", caller).orElseThrow().arn();
    definitions.tag(arn, new TreeMap<>(Map.of("a", "1", "b", "2")));
    definitions.tag(arn, new TreeMap<>(Map.of("a", "3")));
    definitions.untag(arn, List.of("b", "c"));

    assertThat(definitions.find("f", caller).orElseThrow().tags()).isEqualTo(Map.of("a", "3"));
  }

  @Test
  void a_region_knows_nothing_of_the_families_of_another() {
    var input =
        """
        {"family": "f", "containerDefinitions": [{"name": "c", "image": "i", "memory": 4}]}
        """;
    var here = new Caller(Caller.DEFAULT_ACCOUNT, "us-east-1");
    var there = new Caller(Caller.DEFAULT_ACCOUNT, "eu-west-1");
    definitions.call("RegisterTaskDefinition", Json.parse(input), here);
    definitions.call("RegisterTaskDefinition", Json.parse(input), here);

    var second = definitions.call("RegisterTaskDefinition", Json.parse(input), there);

    assertThat(second.get("taskDefinition").get("taskDefinitionArn").stringValue())
        .isEqualTo("arn:aws:ecs:eu-west-1:000000000000:task-definition/f:1");
    assertThat(definitions.find("f:2", there)).isEmpty();
    assertThat(definitions.call("ListTaskDefinitions", Json.object(), there))
        .isEqualTo(
            Json.parse(
                "{\"taskDefinitionArns\":"
                    + " [\"arn:aws:ecs:eu-west-1:000000000000:task-definition/f:1\"]}"));
    assertThat(definitions.call("ListTaskDefinitionFamilies", Json.object(), there).get("families"))
        .hasSize(1);
  }

  @Test
  void the_environment_comes_back_in_some_other_order() {
    var sent =
        IntStream.range(0, 20)
            .mapToObj(i -> KeyValuePair.builder().name("N" + i).value("v").build())
            .toList();
    var container = CONTAINER.toBuilder().environment(sent).build();
    ecs.registerTaskDefinition(r -> r.family("web").containerDefinitions(container));

    var first = describe("web").containerDefinitions().getFirst().environment();
    var again = describe("web").containerDefinitions().getFirst().environment();

    assertThat(first).isEqualTo(again).isNotEqualTo(sent).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void ports_and_volumes_of_others_keep_their_order() {
    var ports =
        IntStream.range(0, 20)
            .mapToObj(i -> PortMapping.builder().containerPort(8000 + i).build())
            .toList();
    var volumes =
        IntStream.range(0, 9)
            .mapToObj(i -> VolumeFrom.builder().sourceContainer("c" + i).build())
            .toList();
    var container = CONTAINER.toBuilder().portMappings(ports).volumesFrom(volumes).build();
    ecs.registerTaskDefinition(r -> r.family("web").containerDefinitions(container));

    var seen = describe("web").containerDefinitions().getFirst();

    assertThat(seen.portMappings()).extracting(PortMapping::containerPort).isSorted();
    assertThat(seen.volumesFrom()).extracting(VolumeFrom::sourceContainer).isSorted();
  }

  @Test
  void lists_are_sorted_by_number_and_paged() {
    IntStream.range(0, 11).forEach(_ -> register("web"));
    register("web-2");
    ecs.deregisterTaskDefinition(r -> r.taskDefinition("web:1"));

    var pages = ecs.listTaskDefinitionsPaginator(r -> r.familyPrefix("web").maxResults(3));
    var latest =
        ecs.listTaskDefinitions(r -> r.familyPrefix("web").sort(SortOrder.DESC).maxResults(1));
    var inactive = ecs.listTaskDefinitions(r -> r.status(TaskDefinitionStatus.INACTIVE));

    assertThat(pages.taskDefinitionArns().stream().map(arn -> arn.replaceAll(".*:", "")))
        .containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    assertThat(latest.taskDefinitionArns().getFirst()).endsWith("/web:11");
    assertThat(inactive.taskDefinitionArns()).singleElement().asString().endsWith("/web:1");
  }

  @Test
  void a_family_is_inactive_when_all_its_revisions_are() {
    register("api");
    register("web");
    ecs.deregisterTaskDefinition(r -> r.taskDefinition("web:1"));

    assertThat(ecs.listTaskDefinitionFamilies().families()).containsExactly("api", "web");
    assertThat(ecs.listTaskDefinitionFamilies(r -> r.status("ACTIVE")).families())
        .containsExactly("api");
    assertThat(ecs.listTaskDefinitionFamilies(r -> r.status("INACTIVE")).families())
        .containsExactly("web");
    assertThat(ecs.listTaskDefinitionFamilies(r -> r.familyPrefix("w")).families())
        .containsExactly("web");
  }

  private String register(String family) {
    return ecs.registerTaskDefinition(r -> r.family(family).containerDefinitions(CONTAINER))
        .taskDefinition()
        .taskDefinitionArn();
  }

  private software.amazon.awssdk.services.ecs.model.TaskDefinition describe(String id) {
    return ecs.describeTaskDefinition(r -> r.taskDefinition(id)).taskDefinition();
  }
}
