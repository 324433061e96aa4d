package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.InProcess.Ran;
import dev.berth.manifest.ManifestFile;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// Revisions and tasks that nobody needs any more.
@Tag("R-19")
@Tag("R-20")
class GcTest {
  private static final String OWNER = "acme-platform/many";

  private final Simulator simulator = Simulator.stepped(7);
  private final EcsClient ecs = Clients.ecs(simulator);
  private final EventBridgeClient events = Clients.events(simulator);
  private final SchedulerClient scheduler = Clients.scheduler(simulator);
  private List<ManifestFile> files = ManyServices.of(20);

  private Ran berth(String verb, String... options) {
    var words = new ArrayList<>(List.of(verb, "many"));
    words.addAll(List.of(options));
    return new InProcess(simulator, files).berth(words.toArray(String[]::new));
  }

  private void settled() {
    var ran = berth("apply", "-q");
    assertThat(ran.code()).as(ran.text()).isZero();
    simulator.advance(Duration.ofMinutes(5));
  }

  /// A revision as an earlier roll-out left it.
  private String registered(String family, String image, String owner) {
    return ecs.registerTaskDefinition(request(family, image, owner))
        .taskDefinition()
        .taskDefinitionArn();
  }

  private static RegisterTaskDefinitionRequest request(String family, String image, String owner) {
    return RegisterTaskDefinitionRequest.builder()
        .family(family)
        .cpu("256")
        .memory("512")
        .networkMode(software.amazon.awssdk.services.ecs.model.NetworkMode.AWSVPC)
        .requiresCompatibilitiesWithStrings("FARGATE")
        .containerDefinitions(
            software.amazon.awssdk.services.ecs.model.ContainerDefinition.builder()
                .name("main")
                .image(image)
                .portMappings(
                    software.amazon.awssdk.services.ecs.model.PortMapping.builder()
                        .containerPort(8080)
                        .build())
                .build())
        .tags(tag("berth:owner", owner), tag("berth:key", "service/" + family))
        .build();
  }

  private static software.amazon.awssdk.services.ecs.model.Tag tag(String key, String value) {
    return software.amazon.awssdk.services.ecs.model.Tag.builder().key(key).value(value).build();
  }

  private TreeSet<String> active() {
    var all = new TreeSet<String>();
    ecs.listTaskDefinitionsPaginator().stream()
        .forEach(page -> page.taskDefinitionArns().forEach(arn -> all.add(name(arn))));
    return all;
  }

  private static String name(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private String run(String definition, String startedBy, String owner, String job) {
    return ecs.runTask(r ->
            r.cluster("many")
                .taskDefinition(definition)
                .launchType("FARGATE")
                .startedBy(startedBy)
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1")))
                .tags(tag("berth:owner", owner), tag("berth:job", job)))
        .tasks()
        .getFirst()
        .taskArn();
  }

  /// Of each of 20 families the revisions 1 to 10 are litter, and 11 to 20 are needed, each in
  /// another way.
  @Test
  void of_200_revisions_in_use_and_200_not_exactly_the_right_ones_go() {
    clusters();
    var names = IntStream.range(0, 20).mapToObj("service-%04d"::formatted).toList();
    for (var name : names) {
      for (int old = 1; old <= 10; old++) registered(name, "old:" + old, OWNER);
      run("many", registered(name, "task:11", OWNER));
      run("other", registered(name, "task:12", OWNER));
      service(name, registered(name, "service:13", OWNER));
      registered(name, "good:14", OWNER);
    }
    settled();
    files = again(files);
    assertThat(berth("apply", "-q", "--timeout", "1s").code()).isEqualTo(4);
    for (var name : names) {
      good(name, name + ":14");
      schedule(name, registered(name, "schedule:17", OWNER));
      rule(name, registered(name, "rule:18", OWNER));
      for (int newest = 19; newest <= 20; newest++) registered(name, "newest:" + newest, OWNER);
    }

    var shown = berth("gc", "--keep", "2");
    var collected = berth("gc", "--keep", "2", "--yes");

    System.out.println("gc: 400 revisions\n" + shown.text());
    assertThat(shown.code()).as(shown.text()).isEqualTo(1);
    assertThat(shown.text()).contains("200 revisions to deregister");
    assertThat(collected.code()).as(collected.text()).isZero();
    var needed = new TreeSet<String>();
    for (var name : names) {
      for (int revision = 11; revision <= 20; revision++) needed.add(name + ":" + revision);
    }
    assertThat(active()).isEqualTo(needed);
    assertThat(berth("gc", "--keep", "2").code()).isZero();
  }

  private void clusters() {
    ecs.createCluster(r ->
        r.clusterName("many")
            .capacityProviders("FARGATE")
            .tags(tag("berth:owner", OWNER), tag("berth:key", "cluster/many")));
    ecs.createCluster(r -> r.clusterName("other"));
  }

  private void run(String cluster, String definition) {
    ecs.runTask(r ->
        r.cluster(cluster)
            .taskDefinition(definition)
            .launchType("FARGATE")
            .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1"))));
  }

  private void service(String name, String definition) {
    ecs.createService(r ->
        r.cluster("other")
            .serviceName(name)
            .taskDefinition(definition)
            .desiredCount(1)
            .launchType("FARGATE")
            .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1"))));
  }

  private void good(String name, String revision) {
    var services = ecs.describeServices(r -> r.cluster("many").services(name)).services();
    assertThat(services.getFirst().deployments()).hasSize(2);
    var arn = services.getFirst().serviceArn();
    ecs.tagResource(r -> r.resourceArn(arn).tags(tag("berth:good", revision)));
  }

  /// A later version of each service.
  private static List<ManifestFile> again(List<ManifestFile> files) {
    return files.stream()
        .map(file ->
            new ManifestFile(
                file.path(), file.text().replace("LOG_LEVEL: info", "LOG_LEVEL: debug")))
        .toList();
  }

  /// Of EventBridge Scheduler, with its own kind of target or with the call itself.
  private void schedule(String name, String definition) {
    var cluster = "arn:aws:ecs:us-east-1:000000000000:cluster/other";
    boolean whole = name.endsWith("7");
    var input = "{\"Cluster\": \"other\", \"TaskDefinition\": \"%s\"}".formatted(definition);
    scheduler.createSchedule(r ->
        r.name(name)
            .scheduleExpression("rate(1 day)")
            .flexibleTimeWindow(window -> window.mode("OFF"))
            .target(target -> {
              target.roleArn("arn:aws:iam::000000000000:role/scheduler");
              if (whole) target.arn("arn:aws:scheduler:::aws-sdk:ecs:runTask").input(input);
              else target.arn(cluster).ecsParameters(ecs -> ecs.taskDefinitionArn(definition));
            }));
  }

  private void rule(String name, String definition) {
    var target =
        Target.builder()
            .id("task")
            .arn("arn:aws:ecs:us-east-1:000000000000:cluster/many")
            .ecsParameters(ecs -> ecs.taskDefinitionArn(definition))
            .build();
    events.putRule(r -> r.name(name).scheduleExpression("rate(1 day)"));
    events.putTargets(r -> r.rule(name).targets(target));
  }

  @Test
  void what_may_be_scheduled_stays_until_somebody_says_that_it_is_not() {
    files = ManyServices.of(1);
    for (int old = 0; old < 12; old++) registered("service-0000", "old:" + old, OWNER);
    settled();
    for (var operation : List.of("ListSchedules", "ListEventBuses")) denied(operation);

    var kept = berth("gc");
    var going = berth("gc", "--unchecked", "schedules");

    assertThat(kept.code()).as(kept.text()).isZero();
    assertThat(kept.text())
        .contains("maybe named by EventBridge rules (allow events:ListEventBuses")
        .contains("EventBridge schedules (allow\n      scheduler:ListSchedules, GetSchedule)")
        .contains("nothing to collect");
    assertThat(going.code()).isEqualTo(1);
    assertThat(going.text())
        .contains("3 revisions to deregister: nothing needs them\n  service-0000:1–3\n")
        .contains("nothing was done; --yes does it");
  }

  private void denied(String operation) {
    simulator.fault(
        dev.berth.simulator.wire.Json.parse(
            """
            {"kind": "error", "operation": "%s", "code": "AccessDeniedException",
             "message": "not authorized", "status": 400, "times": 9}
            """
                .formatted(operation)));
  }

  @Test
  void a_check_that_is_denied_keeps_everything() {
    files = ManyServices.of(1);
    for (int old = 0; old < 12; old++) registered("service-0000", "old:" + old, OWNER);
    settled();
    denied("ListClusters");

    var gc = berth("gc");

    assertThat(gc.code()).as(gc.text()).isZero();
    assertThat(gc.text()).contains("allow ecs:ListClusters");
  }

  @Test
  void revisions_are_deleted_on_request_and_a_day_later() {
    files = ManyServices.of(1);
    for (int old = 0; old < 12; old++) registered("service-0000", "old:" + old, OWNER);
    settled();
    berth("gc", "--yes");

    var early = berth("gc", "--delete", "--yes");
    int before = simulator.callLog().count("DeleteTaskDefinitions");
    simulator.advance(Duration.ofDays(2));
    var late = berth("gc", "--delete", "--yes");

    assertThat(early.text()).contains("deregistered less than a day ago");
    assertThat(before).isZero();
    assertThat(late.code()).as(late.text()).isZero();
    assertThat(simulator.callLog().count("DeleteTaskDefinitions")).isEqualTo(1);
    assertThat(
            ecs.describeTaskDefinition(r -> r.taskDefinition("service-0000:1"))
                .taskDefinition()
                .statusAsString())
        .isEqualTo("DELETE_IN_PROGRESS");
  }

  @Test
  void only_tasks_of_our_jobs_are_stopped_and_only_after_a_grace() {
    files = ManyServices.of(2);
    settled();
    var job = run("service-0000", "berth-0123456789", OWNER, "job/gone");
    var theirs = run("service-0000", "berth-0123456789", "acme-platform/other", "job/gone");
    var person = run("service-0000", "a person", OWNER, "job/gone");
    var ofService =
        ecs.listTasks(r -> r.cluster("many").serviceName("service-0001")).taskArns().getFirst();
    ecs.tagResource(r ->
        r.resourceArn(ofService).tags(tag("berth:owner", OWNER), tag("berth:job", "job/gone")));
    var early = berth("gc", "--yes");
    simulator.advance(Duration.ofHours(2));

    var late = berth("gc", "--yes");

    assertThat(early.text()).contains("tasks younger than the grace");
    assertThat(late.code()).as(late.text()).isZero();
    assertThat(late.text()).contains("1 tasks to stop: their jobs left the manifests");
    var tasks =
        ecs.describeTasks(r -> r.cluster("many").tasks(job, theirs, person, ofService)).tasks();
    assertThat(tasks)
        .filteredOn(task -> "STOPPED".equals(task.desiredStatus()))
        .extracting(task -> task.taskArn())
        .containsExactly(job);
  }

  @Test
  void a_program_that_has_it_collected_reads_one_document(@TempDir Path folder) {
    var drill = Drill.tracecat(folder);
    var old =
        """
        {'family': 'TracecatApiTaskDefinition', 'cpu': '256', 'memory': '512',
         'networkMode': 'awsvpc', 'requiresCompatibilities': ['FARGATE'],
         'containerDefinitions': [{'name': 'old', 'image': 'old:1'}],
         'tags': [{'key': 'berth:owner', 'value': 'acme-platform/demo'}]}
        """;
    drill.ecs("RegisterTaskDefinition", old);
    assertThat(drill.berth("apply", "-q").code()).isZero();

    var gc = drill.berth("gc", "--unchecked", "schedules", "--keep", "1", "-o", "json", "--yes");

    assertThat(gc.code()).as(gc.text()).isZero();
    assertThat(gc.out()).startsWith("{").endsWith("}\n").doesNotEndWith("\n\n");
    assertThat(((Fields) Json.parse(gc.out())).each("verdicts"))
        .filteredOn(verdict -> !verdict.on("stays"))
        .extracting(verdict -> verdict.text("thing").orElse(""))
        .containsExactly("revision/TracecatApiTaskDefinition:1");
    assertThat(gc.err()).startsWith("collected: 1 removals; ");
  }
}
