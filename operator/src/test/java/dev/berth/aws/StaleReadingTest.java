package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.Failure;
import dev.berth.model.Live.State;
import dev.berth.plan.Action;
import dev.berth.plan.Expect;
import dev.berth.reconcile.EcsFailure;
import dev.berth.simulator.Clients;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is read after a write may be older than the write: it is not believed.
class StaleReadingTest {
  private static final String STALE =
      "{\"kind\":\"stale\",\"operation\":\"%s\",\"time\":\"%s\",\"times\":%d}";

  private final SimulatedWorld world = new SimulatedWorld().homes();

  @BeforeEach
  void rolled() {
    world.done(world.create("first"), world.register("web:1"));
    world.pass(Duration.ofMinutes(10));
  }

  @Test
  void a_roll_out_that_was_asked_for_is_seen() {
    world.roll("web:2", "second");
    world.fault(STALE.formatted("DescribeServices", "30s", 3));
    var from = world.simulator().now();

    assertThat(world.api("").primary().orElseThrow().taskDefinition()).endsWith(":2");
    assertThat(Duration.between(from, world.simulator().now())).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void what_stays_old_for_a_minute_is_believed() {
    world.roll("web:2", "second");
    world.fault(STALE.formatted("DescribeServices", "9m", 0));
    var from = world.simulator().now();

    assertThat(world.api("").primary().orElseThrow().taskDefinition()).endsWith(":1");
    assertThat(Duration.between(from, world.simulator().now()))
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(70));
  }

  @Test
  void a_roll_back_is_news_although_its_deployment_is_old() {
    world.roll("web:2", "second");
    world.pass(Duration.ofSeconds(10));
    var service = world.api("").arn();
    var cluster = service.substring(0, service.lastIndexOf('/')).replace("service/", "cluster/");
    var list = call("ListServiceDeployments", "{'cluster':'%s','service':'%s'}", cluster, service);
    var running = list.at("/serviceDeployments/0/serviceDeploymentArn").asString();
    call("StopServiceDeployment", "{'serviceDeploymentArn':'%s','stopType':'ROLLBACK'}", running);
    world.pass(Duration.ofSeconds(15));
    var from = world.simulator().now();

    assertThat(world.api("").primary().orElseThrow().taskDefinition()).endsWith(":1");
    assertThat(world.simulator().now()).isEqualTo(from);
  }

  @Test
  void a_revision_that_was_registered_is_there() {
    var first = world.register("web:2").orElseThrow();
    world.fault(STALE.formatted("DescribeTaskDefinition", "30s", 3));

    assertThat(world.register("web:2")).contains(first);
  }

  private JsonNode call(String operation, String request, Object... words) {
    var target = "AmazonEC2ContainerServiceV20141113." + operation;
    var body = request.formatted(words).replace('\'', '"');
    return JsonMapper.shared().readTree(Clients.call(world.simulator(), target, body).text());
  }

  @Test
  void a_service_that_was_created_is_there() {
    world.done(
        new Action.DeleteService(SimulatedWorld.API, new Expect.Anything(), ""), Optional.empty());
    world.pass(Duration.ofMinutes(10));
    world.done(world.create("again"), world.register("web:1"));
    world.fault(STALE.formatted("DescribeServices", "30s", 2));

    assertThat(world.api("").state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void a_cluster_that_was_seen_is_only_not_known_everywhere() {
    world.fault(STALE.formatted("DescribeServices", "1h", 1));

    assertThatThrownBy(() -> world.api(""))
        .isInstanceOfSatisfying(
            EcsFailure.class,
            failure -> assertThat(failure.failure().kind()).isEqualTo(Failure.Kind.TRANSIENT));
  }
}
