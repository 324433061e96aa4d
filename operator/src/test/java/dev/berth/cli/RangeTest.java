package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.InProcess.Ran;
import dev.berth.manifest.ManifestFile;
import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/// A service whose manifest states a range, from its creation to the end of its scaling.
@Tags({@Tag("R-04"), @Tag("R-01")})
class RangeTest {
  private static final String NAME = "service-0000";
  private static final String RESOURCE = "service/many/" + NAME;
  private static final String SCALING =
      """
        scaling:
          minCapacity: 2
          maxCapacity: 8
          policies:
            - policyName: cpu
              targetTrackingScalingPolicyConfiguration:
                targetValue: 60
                predefinedMetricSpecification:
                  predefinedMetricType: ECSServiceAverageCPUUtilization
            - policyName: surge
              stepScalingPolicyConfiguration:
                adjustmentType: ChangeInCapacity
                stepAdjustments:
                  - {metricIntervalLowerBound: 0, metricIntervalUpperBound: 20, scalingAdjustment: 1}
                  - {metricIntervalLowerBound: 20, scalingAdjustment: 3}
          scheduledActions:
            - scheduledActionName: morning
              schedule: cron(0 8 ? * * *)
              startTime: 2026-01-02T00:00:00Z
              scalableTargetAction: {minCapacity: 5}
      """;
  private static final List<String> SETTLED =
      List.of("RegisterScalableTarget", "PutScalingPolicy", "PutScheduledAction");

  private final Simulator simulator = Simulator.stepped(5);
  private final ApplicationAutoScalingClient aws = Clients.autoScaling(simulator);

  @Test
  void a_range_is_made_once_and_the_count_is_aws_s_from_then_on() {
    var first = berth(SCALING, "apply", "many");

    assertThat(first.code()).as(first.text()).isZero();
    assertThat(target().minCapacity()).isEqualTo(2);
    assertThat(policies()).extracting(ScalingPolicy::policyName).containsExactly("cpu", "surge");
    assertThat(count()).isEqualTo(2);
    assertThat(tags()).containsEntry("berth:owner", "acme-platform/many");
    assertThat(tags()).containsEntry("berth:key", "scalable-target/" + NAME);
    quiet(SCALING);

    simulator.metric(Json.parse(load(120)));
    simulator.advance(Duration.ofMinutes(30));
    assertThat(count()).isEqualTo(4);
    quiet(SCALING);
  }

  @Test
  void a_scheduled_action_moves_the_range_and_berth_leaves_it() {
    berth(SCALING, "apply", "many");
    simulator.advance(Duration.ofHours(40));
    assertThat(target().minCapacity()).isEqualTo(5);
    assertThat(count()).isEqualTo(5);

    assertThat(berth(SCALING, "diff", "many").text())
        .contains("minCapacity: 5 → 2  (ignored: a scheduled action sets it)");
    quiet(SCALING);

    var wider = SCALING.replace("maxCapacity: 8", "maxCapacity: 9");
    var diff = berth(wider, "diff", "many");
    assertThat(diff.text())
        .contains("~ scalable-target/service-0000  in place", "maxCapacity: 8 → 9  (manifest)");
    assertThat(berth(wider, "apply", "many").code()).isZero();
    assertThat(target().maxCapacity()).isEqualTo(9);
    quiet(wider);
  }

  @Test
  void what_changed_is_put_in_place_and_what_left_is_deleted() {
    berth(SCALING, "apply", "many");
    var edited =
        SCALING
            .replace("targetValue: 60", "targetValue: 45.5")
            .replace("scalingAdjustment: 3", "scalingAdjustment: 4");
    var less = edited.substring(0, edited.indexOf("    scheduledActions"));

    var diff = berth(less, "diff", "many");

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.text())
        .contains(
            "~ scaling-policy/service-0000/cpu  in place\n"
                + "      targetTrackingScalingPolicyConfiguration.targetValue: 60 → 45.5 "
                + " (manifest)",
            "stepAdjustments[20].scalingAdjustment: 3 → 4  (manifest)",
            "- scheduled-action/service-0000/morning  delete: no manifest wants it");
    assertThat(diff.text().lines()).allMatch(line -> line.length() <= 100);
    simulator.clearCallLog();
    assertThat(berth(less, "apply", "many").code()).isZero();
    assertThat(writes())
        .containsExactlyInAnyOrder(
            "PutScalingPolicy", "PutScalingPolicy", "DeleteScheduledAction", "TagResource");
    assertThat(policies().getFirst().targetTrackingScalingPolicyConfiguration().targetValue())
        .isEqualTo(45.5);
    quiet(less);
  }

  @Test
  void drift_is_told_and_put_right() {
    berth(SCALING, "apply", "many");
    aws.registerScalableTarget(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId(RESOURCE)
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
            .maxCapacity(3)
            .suspendedState(s -> s.dynamicScalingInSuspended(true)));

    var diff = berth(SCALING, "diff", "many");

    assertThat(diff.text())
        .contains(
            "maxCapacity: 3 → 8  (drift)",
            "suspendedState.dynamicScalingInSuspended: true → default  (drift)");
    assertThat(berth(SCALING, "apply", "many").code()).isZero();
    assertThat(target().maxCapacity()).isEqualTo(8);
    assertThat(target().suspendedState().dynamicScalingInSuspended()).isFalse();
  }

  @Test
  void without_scaling_the_target_goes_and_then_the_stated_count_holds() {
    berth(SCALING, "apply", "many");
    simulator.metric(Json.parse(load(120)));
    simulator.advance(Duration.ofMinutes(30));

    var diff = berth("", "diff", "many");

    assertThat(diff.text()).contains("- scalable-target/service-0000  delete");
    var apply = berth("", "apply", "many");
    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(targets()).isEmpty();
    assertThat(count()).isEqualTo(1);
    simulator.clearCallLog();
    assertThat(berth("", "diff", "many").code()).isZero();
    assertThat(simulator.callLog().calls()).noneMatch(call -> call.operation().contains("Scal"));
  }

  @Test
  void a_target_that_somebody_else_made_is_refused_and_never_written() {
    berth("", "apply", "many");
    aws.registerScalableTarget(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId(RESOURCE)
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
            .minCapacity(1)
            .maxCapacity(3)
            .tags(Map.of("berth:owner", "acme-platform/other")));
    simulator.clearCallLog();

    var apply = berth(SCALING, "apply", "many");

    assertThat(apply.code()).as(apply.text()).isEqualTo(3);
    assertThat(berth(SCALING, "diff", "many").text())
        .contains("not ours, its owner is acme-platform/other");
    assertThat(writes()).doesNotContainAnyElementsOf(SETTLED);
    assertThat(target().maxCapacity()).isEqualTo(3);
  }

  @Test
  @Tag("R-02")
  void what_was_given_back_with_its_service_is_left_until_somebody_clears_it_away() {
    berth(SCALING, "apply", "many");
    assertThat(berth(SCALING, "orphan", NAME, "many", "--yes").code()).isZero();
    assertThat(tags()).doesNotContainKey("berth:owner");
    Clients.ecs(simulator)
        .updateService(r -> r.cluster("many").service(NAME).forceNewDeployment(true));
    simulator.clearCallLog();

    var refused = berth(SCALING, "apply", "many");
    var adopting = berth("  adopt: true\n" + SCALING, "apply", "many");

    assertThat(refused.code()).as(refused.text()).isEqualTo(3);
    assertThat(adopting.code()).as(adopting.text()).isEqualTo(3);
    assertThat(adopting.text())
        .contains(
            "waiting for service-0000:\n       service-0000, scalable-target/service-0000\n",
            "scalable-target/service-0000: exists, and has no berth:owner tag that says whose it"
                + " is\n"
                + "  next     nothing is written to it; deregister it, and apply makes its own\n");
    assertThat(writes()).containsExactly("TagResource");
    aws.deregisterScalableTarget(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId(RESOURCE)
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT));
    assertThat(berth(SCALING, "apply", "many").code()).isZero();
    quiet(SCALING);
  }

  /// Nothing differs, and to apply writes nothing.
  private void quiet(String scaling) {
    simulator.clearCallLog();
    var diff = berth(scaling, "diff", "many");
    assertThat(diff.code()).as(diff.text()).isZero();
    assertThat(simulator.callLog().count("ListTagsForResource")).isZero();
    var apply = berth(scaling, "apply", "many");
    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(writes()).isEmpty();
  }

  private Ran berth(String scaling, String... words) {
    var files = new ArrayList<ManifestFile>();
    for (var file : ManyServices.of(1)) {
      var text = file.text().replace("  desiredCount: 1\n", scaling.isEmpty() ? COUNTED : scaling);
      files.add(new ManifestFile(file.path(), text));
    }
    return new InProcess(simulator, files).berth(words);
  }

  private static final String COUNTED = "  desiredCount: 1\n";

  private static String load(int value) {
    return "{\"service\": \"many/%s\", \"policy\": \"cpu\", \"value\": %d}".formatted(NAME, value);
  }

  private List<String> writes() {
    return simulator.callLog().writes().stream().map(call -> call.operation()).toList();
  }

  private List<ScalableTarget> targets() {
    return aws.describeScalableTargets(r -> r.serviceNamespace(ServiceNamespace.ECS))
        .scalableTargets();
  }

  private ScalableTarget target() {
    return targets().getFirst();
  }

  private List<ScalingPolicy> policies() {
    return aws.describeScalingPolicies(r -> r.serviceNamespace(ServiceNamespace.ECS))
        .scalingPolicies();
  }

  private TreeMap<String, String> tags() {
    var arn = target().scalableTargetARN();
    return new TreeMap<>(aws.listTagsForResource(r -> r.resourceARN(arn)).tags());
  }

  private int count() {
    return Clients.ecs(simulator)
        .describeServices(r -> r.cluster("many").services(NAME))
        .services()
        .getFirst()
        .desiredCount();
  }
}
