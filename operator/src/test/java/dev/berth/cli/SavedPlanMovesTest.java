package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each way in which something may move under a saved plan with a Job, a range, a rotated secret,
/// pinned images and a deletion in it: nothing of the plan is done.
@Tag("R-25")
class SavedPlanMovesTest {
  @TempDir private Path folder;

  @Test
  void a_tag_that_moved() {
    stale(
        plan -> plan.moves("app:2"),
        "job/migrate:\n  wanted taskDefinition.containerDefinitions[work].image:\n",
        "service/web:\n  wanted taskDefinition.containerDefinitions[web].image:\n");
  }

  @Test
  void a_secret_that_has_a_newer_version() {
    stale(PlanFolder::rotates, "service/worker:\n  wanted secretVersions.db-password:");
  }

  @Test
  void a_policy_that_somebody_changed() {
    stale(
        plan ->
            plan.scaling(
                "PutScalingPolicy",
                ",'PolicyName':'cpu','PolicyType':'TargetTrackingScaling',"
                    + "'TargetTrackingScalingPolicyConfiguration':{'TargetValue':70,"
                    + "'PredefinedMetricSpecification':"
                    + "{'PredefinedMetricType':'ECSServiceAverageCPUUtilization'}}"),
        "scaling-policy/web/cpu:\n",
        "targetValue: 60 → 70");
  }

  @Test
  void a_range_that_somebody_changed() {
    stale(
        plan -> plan.scaling("RegisterScalableTarget", ",'MaxCapacity':5"),
        "scalable-target/web:\n",
        "maxCapacity: 4 → 5");
  }

  @Test
  void a_policy_that_somebody_added() {
    stale(
        plan ->
            plan.scaling(
                "PutScalingPolicy",
                ",'PolicyName':'mem','PolicyType':'TargetTrackingScaling',"
                    + "'TargetTrackingScalingPolicyConfiguration':{'TargetValue':70,"
                    + "'PredefinedMetricSpecification':"
                    + "{'PredefinedMetricType':'ECSServiceAverageMemoryUtilization'}}"),
        "scaling-policy/web/mem:\n  it is not in the plan\n");
  }

  @Test
  void a_service_that_would_be_deleted_and_is_used_again() {
    stale(
        plan ->
            plan.drill()
                .ecs(
                    "UpdateService",
                    "{'cluster':'tracecat-demo','service':'old','forceNewDeployment':true}"),
        "service/old:\n  deployment: ");
  }

  @Test
  void a_service_that_came_back_into_the_manifests() {
    stale(
        plan ->
            plan.drill()
                .write(
                    "old.yaml",
                    """
                    apiVersion: berth.dev/v1
                    kind: Service
                    metadata: {name: old}
                    spec:
                      desiredCount: 1
                      taskDefinition:
                        containerDefinitions: [{name: old, image: "app:1"}]
                    """),
        "service/old:\n  it came back into the manifests");
  }

  @Test
  void another_service_that_left_its_manifest_meanwhile() {
    stale(
        plan ->
            plan.drill()
                .ecs(
                    "CreateService",
                    "{'cluster':'tracecat-demo','serviceName':'odd','taskDefinition':'old',"
                        + "'desiredCount':0,'launchType':'FARGATE','networkConfiguration':"
                        + "{'awsvpcConfiguration':{'subnets':['subnet-1']}},'tags':"
                        + "[{'key':'berth:owner','value':'acme/demo'},"
                        + "{'key':'berth:key','value':'service/odd'}]}"),
        "service/odd:\n  it is not in the plan\n");
  }

  @Test
  void a_service_that_somebody_deleted() {
    stale(
        plan ->
            plan.drill()
                .ecs(
                    "DeleteService", "{'cluster':'tracecat-demo','service':'worker','force':true}"),
        "service/worker:\n",
        "  state: ACTIVE → DRAINING\n");
  }

  @Test
  void one_that_is_gone_altogether() {
    stale(
        plan -> {
          plan.drill()
              .ecs("DeleteService", "{'cluster':'tracecat-demo','service':'worker','force':true}");
          plan.drill().advance(Duration.ofMinutes(5));
        },
        "service/worker:\n  it is gone\n");
  }

  @Test
  void nor_a_name_that_is_free_by_then() {
    var plan = PlanFolder.in(folder);
    plan.drill()
        .ecs("DeleteService", "{'cluster':'tracecat-demo','service':'worker','force':true}");
    plan.saved();
    plan.drill().advance(Duration.ofMinutes(5));

    PlanFolder.ends(0, plan.carriedOut());
    PlanFolder.ends(0, plan.drill().berth("diff"));
  }

  @Test
  void a_service_that_somebody_made_meanwhile() {
    var plan = PlanFolder.in(folder);
    var text = plan.drill().read("app.yaml");
    var worker = text.substring(text.lastIndexOf("---")).replace("{name: worker}", "{name: odd}");
    plan.drill().write("odd.yaml", worker);
    plan.saved();
    plan.drill()
        .ecs(
            "CreateService",
            "{'cluster':'tracecat-demo','serviceName':'odd','taskDefinition':'old',"
                + "'desiredCount':0,'launchType':'FARGATE','networkConfiguration':"
                + "{'awsvpcConfiguration':{'subnets':['subnet-1']}}}");

    var written =
        plan.drill()
            .written(() ->
                assertThat(PlanFolder.ends(5, plan.carriedOut()).out())
                    .contains("service/odd:\n  it is there, and was not\n"));

    assertThat(written).isEmpty();
  }

  @Test
  void a_habit_of_the_environment() {
    stale(
        plan -> plan.drill().edit("environments/demo.yaml", "prune: true", "prune: false"),
        "environment/demo:\n  prune: on → off\n");
  }

  @Test
  void a_tag_of_the_environment() {
    stale(
        plan -> plan.drill().edit("environments/demo.yaml", "team: web", "team: ops"),
        "environment/demo:\n  tags[team]: web → ops");
  }

  @Test
  void a_policy_that_denies_it_now() {
    stale(
        plan ->
            plan.drill()
                .edit(
                    "environments/demo.yaml",
                    "  parameters:",
                    "  policies: {no-way-back: deny}\n  parameters:"),
        "service/web:\n  wanted denied:");
  }

  @Test
  void a_job_that_somebody_ran() {
    stale(
        plan -> {
          var drill = plan.drill();
          drill.edit("environments/demo.yaml", "{tag: 2}", "{tag: 1}");
          var words = List.of("job", "run", "migrate", drill.folder().toString(), "-e", "demo");
          PlanFolder.ends(0, drill.run(words));
          drill.edit("environments/demo.yaml", "{tag: 1}", "{tag: 2}");
        },
        "job/migrate:\n  tags[berth:attempt]: ");
  }

  private void stale(Consumer<PlanFolder> move, String... told) {
    var plan = PlanFolder.in(folder).released().saved();
    move.accept(plan);

    var written =
        plan.drill()
            .written(() -> {
              var ran = PlanFolder.ends(5, plan.carriedOut());
              assertThat(ran.out()).contains(told).contains("nothing was written; make it again:");
              assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
            });

    assertThat(written).isEmpty();
  }

  @Test
  void an_autoscaler_that_moves_the_count_is_none_of_them() {
    holds(plan ->
        plan.drill()
            .ecs("UpdateService", "{'cluster':'tracecat-demo','service':'web','desiredCount':4}"));
  }

  @Test
  void nor_a_scheduled_action_that_moves_the_range() {
    var plan = PlanFolder.in(folder);
    plan.drill().edit("environments/demo.yaml", "{tag: 1}", "{tag: 2}");
    plan.saved();
    plan.drill().advance(Duration.ofHours(25));

    PlanFolder.ends(0, plan.carriedOut());
  }

  @Test
  void nor_a_service_that_is_gone_before_it_is_deleted() {
    holds(plan ->
        plan.drill()
            .ecs("DeleteService", "{'cluster':'tracecat-demo','service':'old','force':true}"));
  }

  private void holds(Consumer<PlanFolder> move) {
    var plan = PlanFolder.in(folder).released().saved();
    move.accept(plan);

    PlanFolder.ends(0, plan.carriedOut());
    PlanFolder.ends(0, plan.drill().berth("diff"));
  }
}
