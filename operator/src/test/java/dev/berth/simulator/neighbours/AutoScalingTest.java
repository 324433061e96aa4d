package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.InvalidNextTokenException;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;

class AutoScalingTest {
  private static final ScalableDimension COUNT = ScalableDimension.ECS_SERVICE_DESIRED_COUNT;

  private final Simulator simulator = ScaledStage.simulator();
  private final ApplicationAutoScalingClient scaling = Clients.autoScaling(simulator);

  @Test
  void a_target_is_described_as_it_was_registered() {
    var arn = register("api", 1, 10);

    assertThat(described("api", "absent"))
        .containsExactly(
            ScalableTarget.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId("service/demo/api")
                .scalableDimension(COUNT)
                .minCapacity(1)
                .maxCapacity(10)
                .roleARN(
                    "arn:aws:iam::000000000000:role/aws-service-role/"
                        + "ecs.application-autoscaling.amazonaws.com/"
                        + "AWSServiceRoleForApplicationAutoScaling_ECSService")
                .creationTime(simulator.now())
                .suspendedState(suspended(false))
                .scalableTargetARN(arn)
                .build());
  }

  @Test
  void a_second_registration_changes_what_it_names() {
    var arn = register("api", 1, 10);
    var again =
        scaling
            .registerScalableTarget(r ->
                r.serviceNamespace(ServiceNamespace.ECS)
                    .resourceId("service/demo/api")
                    .scalableDimension(COUNT)
                    .maxCapacity(20)
                    .suspendedState(s -> s.scheduledScalingSuspended(true)))
            .scalableTargetARN();

    var target = described("api").getFirst();
    assertThat(again).isEqualTo(arn);
    assertThat(List.of(target.minCapacity(), target.maxCapacity())).containsExactly(1, 20);
    assertThat(target.suspendedState()).isEqualTo(suspended(true));
  }

  @Test
  void a_target_goes_when_it_is_deregistered_and_only_once() {
    register("api", 1, 10);
    deregister("api");

    assertThat(described("api")).isEmpty();
    assertThatThrownBy(() -> deregister("api")).isInstanceOf(ObjectNotFoundException.class);
  }

  @Test
  void targets_are_paged() {
    for (var name : List.of("a", "b", "c")) register(name, 0, 1);

    var paged =
        scaling.describeScalableTargetsPaginator(
            r -> r.serviceNamespace(ServiceNamespace.ECS).maxResults(2));

    assertThat(paged.stream()).hasSize(2);
    assertThat(paged.scalableTargets())
        .extracting(ScalableTarget::resourceId)
        .containsExactly("service/demo/a", "service/demo/b", "service/demo/c");
    assertThatThrownBy(() ->
            scaling.describeScalableTargets(
                r -> r.serviceNamespace(ServiceNamespace.ECS).nextToken("nonsense")))
        .isInstanceOf(InvalidNextTokenException.class);
  }

  @Test
  void what_is_no_target_is_refused() {
    assertThatThrownBy(() -> register("api", 3, 2)).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> register("api", -1, 2)).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> register("a/b", 1, 2)).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> register("api", null, 2)).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() ->
            scaling.describeScalableTargets(
                r -> r.serviceNamespace(ServiceNamespace.ECS).scalableDimension(COUNT)))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(() ->
            scaling.describeScalableTargets(r -> r.serviceNamespace(ServiceNamespace.DYNAMODB)))
        .isInstanceOf(ValidationException.class);
    assertThat(described("api")).isEmpty();
    assertThatThrownBy(() -> register("absent", 1, 2))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("ECS service doesn't exist: service/demo/absent");
  }

  @Test
  void only_a_new_target_takes_tags() {
    var arn =
        scaling
            .registerScalableTarget(
                r -> addressed(r, "api").minCapacity(1).maxCapacity(3).tags(Map.of("team", "a")))
            .scalableTargetARN();

    assertThat(scaling.listTagsForResource(r -> r.resourceARN(arn)).tags())
        .isEqualTo(Map.of("team", "a"));
    assertThatThrownBy(() ->
            scaling.registerScalableTarget(r -> addressed(r, "api").tags(Map.of("team", "b"))))
        .isInstanceOf(ValidationException.class);
    scaling.tagResource(r -> r.resourceARN(arn).tags(Map.of("x", "y")));
    scaling.untagResource(r -> r.resourceARN(arn).tagKeys("team"));
    assertThat(scaling.listTagsForResource(r -> r.resourceARN(arn)).tags())
        .isEqualTo(Map.of("x", "y"));
  }

  private static RegisterScalableTargetRequest.Builder addressed(
      RegisterScalableTargetRequest.Builder request, String service) {
    return request
        .serviceNamespace(ServiceNamespace.ECS)
        .resourceId("service/demo/" + service)
        .scalableDimension(COUNT);
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

  private static SuspendedState suspended(Boolean scheduled) {
    return SuspendedState.builder()
        .dynamicScalingInSuspended(false)
        .dynamicScalingOutSuspended(false)
        .scheduledScalingSuspended(scheduled)
        .build();
  }
}
