package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestFile;
import dev.berth.simulator.Clients;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// Revisions in use in every way that there is, and as many that nobody needs.
@Tag("R-20")
class GcRevisionsTest {
  private final Attic attic = new Attic(20);
  private final EcsClient ecs = attic.ecs;
  private final EventBridgeClient events = Clients.events(attic.simulator);
  private final SchedulerClient scheduler = Clients.scheduler(attic.simulator);

  private TreeSet<String> active() {
    var all = new TreeSet<String>();
    ecs.listTaskDefinitionsPaginator().stream()
        .forEach(page -> page.taskDefinitionArns().forEach(arn -> all.add(name(arn))));
    return all;
  }

  private static String name(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /// Of each of 20 families the revisions 1 to 10 are litter, and 11 to 20 are needed, each in
  /// another way.
  @Test
  void of_200_revisions_in_use_and_200_not_exactly_the_right_ones_go() {
    clusters();
    var names = IntStream.range(0, 20).mapToObj("service-%04d"::formatted).toList();
    for (var name : names) {
      for (int old = 1; old <= 10; old++) attic.registered(name, "old:" + old);
      run("many", attic.registered(name, "task:11"));
      run("other", attic.registered(name, "task:12"));
      service(name, attic.registered(name, "service:13"));
      attic.registered(name, "good:14");
    }
    attic.settled();
    attic.files = again(attic.files);
    assertThat(attic.berth("apply", "-q", "--timeout", "1s").code()).isEqualTo(4);
    for (var name : names) {
      good(name, name + ":14");
      schedule(name, attic.registered(name, "schedule:17"));
      rule(name, attic.registered(name, "rule:18"));
      for (int newest = 19; newest <= 20; newest++) attic.registered(name, "newest:" + newest);
    }

    var shown = attic.berth("gc", "--keep", "2");
    var collected = attic.berth("gc", "--keep", "2", "--yes");

    System.out.println("gc: 400 revisions\n" + shown.text());
    assertThat(shown.code()).as(shown.text()).isEqualTo(1);
    assertThat(shown.text()).contains("200 revisions to deregister");
    assertThat(collected.code()).as(collected.text()).isZero();
    var needed = new TreeSet<String>();
    for (var name : names) {
      for (int revision = 11; revision <= 20; revision++) needed.add(name + ":" + revision);
    }
    assertThat(active()).isEqualTo(needed);
    assertThat(attic.berth("gc", "--keep", "2").code()).isZero();
  }

  private void clusters() {
    ecs.createCluster(r ->
        r.clusterName("many")
            .capacityProviders("FARGATE")
            .tags(Attic.tag("berth:owner", Attic.OWNER), Attic.tag("berth:key", "cluster/many")));
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
    ecs.tagResource(r -> r.resourceArn(arn).tags(Attic.tag("berth:good", revision)));
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
}
