package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricType;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;
import software.amazon.awssdk.services.ecs.EcsClient;

/// Policies, scheduled actions and what they make of a service's count.
class ScalingPartsTest {
  private static final ScalableDimension COUNT = ScalableDimension.ECS_SERVICE_DESIRED_COUNT;

  private final Simulator simulator = ScaledStage.simulator();
  private final ApplicationAutoScalingClient scaling = Clients.autoScaling(simulator);
  private final EcsClient ecs = Clients.ecs(simulator);

  @Test
  void a_policy_comes_back_with_its_defaults_and_two_alarms() {
    register("api", 1, 10);
    var made = track("api", "cpu", 60.0);

    var policy =
        scaling
            .describeScalingPolicies(
                r -> r.serviceNamespace(ServiceNamespace.ECS).resourceId("service/demo/api"))
            .scalingPolicies()
            .getFirst();

    assertThat(policy.policyARN()).isEqualTo(made.policyARN());
    assertThat(policy.alarms()).hasSize(2).isEqualTo(made.alarms());
    assertThat(policy.alarms().getFirst().alarmName())
        .startsWith("TargetTracking-service/demo/api-AlarmHigh-");
    var tracking = policy.targetTrackingScalingPolicyConfiguration();
    assertThat(List.of(tracking.scaleInCooldown(), tracking.scaleOutCooldown()))
        .containsExactly(300, 300);
    assertThat(tracking.disableScaleIn()).isFalse();
    assertThat(track("api", "cpu", 70.0).policyARN()).isEqualTo(made.policyARN());
  }

  @Test
  void policies_are_paged_by_ten_and_go_with_their_target() {
    register("api", 1, 10);
    for (int i = 10; i < 22; i++) track("api", "p" + i, i);

    var pages =
        scaling.describeScalingPoliciesPaginator(r -> r.serviceNamespace(ServiceNamespace.ECS));

    assertThat(pages.stream()).hasSize(2);
    assertThat(pages.scalingPolicies()).hasSize(12);
    deregister("api");
    assertThat(pages.scalingPolicies()).isEmpty();
    assertThatThrownBy(() -> track("api", "p", 1)).isInstanceOf(ObjectNotFoundException.class);
  }

  @Test
  void a_count_is_brought_into_the_range() {
    register("api", 3, 10);
    assertThat(count("api")).isEqualTo(3);

    register("api", 0, 1);
    assertThat(count("api")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          at(2026-01-01T08:00:00)          | UTC           | 2026-01-01T08:00:00Z
          at(2026-01-01T08:00:00)          | Europe/Berlin | 2026-01-01T07:00:00Z
          rate(5 minutes)                  | UTC           | 2026-01-01T00:10:00Z
          cron(30 8 ? * MON-FRI *)         | UTC           | 2026-01-01T08:30:00Z
          cron(0 8,20 1 1 ? 2026)          | Asia/Tokyo    | 2026-01-01T11:00:00Z
          cron(0/15 * ? * * *)             | UTC           | 2026-01-01T00:15:00Z
          """)
  void an_action_changes_the_range_when_it_is_due(String schedule, String zone, Instant due) {
    register("api", 1, 10);
    schedule("api", schedule, zone, 5);

    simulator.advance(Duration.between(simulator.now(), due.minusSeconds(1)));
    assertThat(described("api").getFirst().minCapacity()).isEqualTo(1);

    simulator.advance(Duration.ofSeconds(1));
    assertThat(described("api").getFirst().minCapacity()).isEqualTo(5);
    assertThat(count("api")).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at(tomorrow)",
        "rate(1 minutes)",
        "rate(0 hours)",
        "cron(0 8 * * MON *)",
        "cron(0 8 ? * *)",
        "cron(60 8 ? * * *)",
        "every day"
      })
  void what_is_no_schedule_is_refused(String schedule) {
    register("api", 1, 10);

    assertThatThrownBy(() -> schedule("api", schedule, "UTC", 2))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void a_suspended_target_is_not_scaled_by_schedule() {
    register("api", 1, 10);
    schedule("api", "rate(1 minute)", "UTC", 5);
    scaling.registerScalableTarget(
        r -> addressed(r, "api").suspendedState(s -> s.scheduledScalingSuspended(true)));

    simulator.advance(Duration.ofMinutes(10));

    assertThat(count("api")).isEqualTo(2);
  }

  @Test
  void a_scripted_metric_scales_out_and_in_again() {
    register("api", 1, 10);
    track("api", "cpu", 60.0);

    load("{'service': 'demo/api', 'policy': 'cpu', 'value': 120}");
    simulator.advance(Duration.ofMinutes(2));
    assertThat(count("api")).isEqualTo(2);
    simulator.advance(Duration.ofMinutes(1));
    assertThat(count("api")).isEqualTo(4);
    simulator.advance(Duration.ofHours(1));
    assertThat(count("api")).isEqualTo(4);

    load("{'service': 'demo/api', 'policy': 'cpu', 'value': 1}");
    simulator.advance(Duration.ofMinutes(14));
    assertThat(count("api")).isEqualTo(4);
    simulator.advance(Duration.ofMinutes(1));
    assertThat(count("api")).isEqualTo(1);
  }

  private void load(String rule) {
    simulator.metric(Json.parse(rule.replace('\'', '"')));
  }

  private void schedule(String service, String schedule, String zone, int min) {
    scaling.putScheduledAction(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId("service/demo/" + service)
            .scalableDimension(COUNT)
            .scheduledActionName("morning")
            .schedule(schedule)
            .timezone(zone)
            .scalableTargetAction(a -> a.minCapacity(min)));
  }

  private PutScalingPolicyResponse track(String service, String name, double goal) {
    return scaling.putScalingPolicy(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId("service/demo/" + service)
            .scalableDimension(COUNT)
            .policyName(name)
            .policyType(PolicyType.TARGET_TRACKING_SCALING)
            .targetTrackingScalingPolicyConfiguration(t ->
                t.targetValue(goal)
                    .predefinedMetricSpecification(m ->
                        m.predefinedMetricType(MetricType.ECS_SERVICE_AVERAGE_CPU_UTILIZATION))));
  }

  private int count(String service) {
    return ecs.describeServices(r -> r.cluster("demo").services(service))
        .services()
        .getFirst()
        .desiredCount();
  }

  private String register(String service, Integer min, Integer max) {
    return scaling
        .registerScalableTarget(r ->
            r.serviceNamespace(ServiceNamespace.ECS)
                .resourceId("service/demo/" + service)
                .scalableDimension(COUNT)
                .minCapacity(min)
                .maxCapacity(max))
        .scalableTargetARN();
  }

  private void deregister(String service) {
    scaling.deregisterScalableTarget(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId("service/demo/" + service)
            .scalableDimension(COUNT));
  }

  private List<ScalableTarget> described(String... services) {
    var resources = List.of(services).stream().map("service/demo/"::concat).toList();
    return scaling
        .describeScalableTargets(r ->
            r.serviceNamespace(ServiceNamespace.ECS)
                .resourceIds(resources)
                .scalableDimension(COUNT))
        .scalableTargets();
  }

  private static RegisterScalableTargetRequest.Builder addressed(
      RegisterScalableTargetRequest.Builder request, String service) {
    return request
        .serviceNamespace(ServiceNamespace.ECS)
        .resourceId("service/demo/" + service)
        .scalableDimension(COUNT);
  }
}
