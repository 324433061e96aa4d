package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestFile;
import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A service that states two tasks, and that somebody scaled to four.
@Tag("R-04")
class ScaledServiceTest {
  private static final String NAME = "service-0001";

  private final Simulator simulator = Simulator.stepped(7);
  private final InProcess berth = new InProcess(simulator, ManyServices.of(2));

  @BeforeEach
  void scaled() {
    assertThat(berth.berth("apply", "many", "-q").code()).isZero();
    Clients.ecs(simulator).updateService(r -> r.cluster("many").service(NAME).desiredCount(4));
    simulator.advance(Duration.ofMinutes(10));
    simulator.clearCallLog();
  }

  @Test
  void with_another_s_scalable_target_the_count_is_told_and_not_written() {
    register();

    var diff = berth.berth("diff", "many");
    var apply = berth.berth("apply", "many", "-q");

    assertThat(diff.text())
        .contains(
            "service/service-0001  unchanged\n      desiredCount: 4 → 2"
                + "  (ignored: a scalable target that is not ours sets it (1–10))\n");
    assertThat(List.of(diff.code(), apply.code())).as(apply.text()).containsExactly(0, 0);
    assertThat(writes()).containsExactly("RegisterScalableTarget");
    assertThat(count()).isEqualTo(4);
  }

  @Test
  void without_one_the_drift_is_put_right() {
    var diff = berth.berth("diff", "many");
    var apply = berth.berth("apply", "many", "-q");

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.text()).contains("desiredCount: 4 → 2  (drift)");
    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void when_the_target_is_gone_the_stated_count_holds_again() {
    register();
    assertThat(berth.berth("apply", "many", "-q").code()).isZero();
    Clients.autoScaling(simulator)
        .deregisterScalableTarget(r ->
            r.serviceNamespace(ServiceNamespace.ECS)
                .resourceId("service/many/" + NAME)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT));

    assertThat(berth.berth("apply", "many", "-q").code()).isZero();
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void a_roll_out_leaves_the_count_that_was_scaled_to() {
    register();
    var next =
        ManyServices.of(2).stream()
            .map(file ->
                new ManifestFile(file.path(), file.text().replace("service-1:1.1", "service-1:2")))
            .toList();

    var apply = new InProcess(simulator, next).berth("apply", "many", "-q");

    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(writes()).contains("UpdateService");
    assertThat(count()).isEqualTo(4);
  }

  @Test
  void who_may_not_look_is_told_so_and_writes_no_count() {
    simulator.fault(
        (ObjectNode)
            JsonMapper.shared()
                .readTree(
                    """
                    {"kind": "error", "status": 400, "code": "AccessDeniedException", "times": 0,
                     "operation": "DescribeScalableTargets", "message": "no"}
                    """));

    var diff = berth.berth("diff", "many");
    var apply = berth.berth("apply", "many", "-q");

    assertThat(diff.text())
        .contains("(ignored: application-autoscaling:DescribeScalableTargets is denied)");
    assertThat(diff.text().lines()).allMatch(line -> line.length() <= 100);
    assertThat(List.of(diff.code(), apply.code())).as(apply.text()).containsExactly(0, 0);
    assertThat(writes()).isEmpty();
  }

  @Test
  void an_ignored_count_is_not_asked_about() {
    var ignoring =
        ManyServices.of(2).stream()
            .map(file ->
                new ManifestFile(
                    file.path(),
                    file.text()
                        .replace(
                            "  desiredCount",
                            "  ignoreDifferences: [desiredCount]\n  desiredCount")))
            .toList();

    var diff = new InProcess(simulator, ignoring).berth("diff", "many");

    assertThat(diff.code()).as(diff.text()).isZero();
    assertThat(simulator.callLog().count("DescribeScalableTargets")).isZero();
  }

  private void register() {
    Clients.autoScaling(simulator)
        .registerScalableTarget(r ->
            r.serviceNamespace(ServiceNamespace.ECS)
                .resourceId("service/many/" + NAME)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .minCapacity(1)
                .maxCapacity(10));
  }

  private List<String> writes() {
    return simulator.callLog().writes().stream().map(call -> call.operation()).toList();
  }

  private int count() {
    return Clients.ecs(simulator)
        .describeServices(r -> r.cluster("many").services(NAME))
        .services()
        .getFirst()
        .desiredCount();
  }
}
