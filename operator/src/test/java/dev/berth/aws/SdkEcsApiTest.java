package dev.berth.aws;

import static dev.berth.aws.SimulatedWorld.API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.berth.model.Failure;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.Exit;
import dev.berth.model.Live.LiveNamespace;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Live.Server;
import dev.berth.model.Live.State;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Action;
import dev.berth.plan.Expect;
import dev.berth.reconcile.EcsApi.Performed.Done;
import dev.berth.reconcile.EcsApi.Performed.Stale;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Scope.Depth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The port over the real SDK and the simulated ECS.
class SdkEcsApiTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final SimulatedWorld world = new SimulatedWorld();

  @Test
  void an_empty_account_has_nothing_and_says_so_in_two_calls() {
    var observed = world.observe("1-a", Depth.TAGS);

    assertThat(observed.live()).isEmpty();
    assertThat(observed.calls()).isEqualTo(2);
    assertThat(observed.at()).isEqualTo(world.simulator().now());
  }

  @Test
  void a_world_that_was_made_is_observed_as_it_was_asked_for() {
    settled();
    world.simulator().clearCallLog();

    var observed = world.observe("1-a", Depth.TAGS);

    assertThat(observed.live().keySet())
        .containsExactly(ResourceKey.cluster("c"), ResourceKey.namespace("internal"), API);
    assertThat(observed.live().values()).allMatch(l -> l.owner() instanceof Owner.Ours);
    var api = observed.service(API).orElseThrow();
    assertThat(api.state()).isEqualTo(State.ACTIVE);
    assertThat(api.counts().running()).isEqualTo(2);
    assertThat(api.primary().orElseThrow().rollout()).contains(Rollout.COMPLETED);
    assertThat(api.marks().applied()).contains(new Marks.Applied("1-a", "api:1"));
    assertThat(api.revision()).isEqualTo("api:1");
    assertThat(api.definition()).isEmpty();
    assertThat(api.fields().fields("serviceConnectConfiguration").on("enabled")).isTrue();
    assertThat(api.fields().map()).doesNotContainKeys("serviceArn", "tags", "taskDefinition");
    assertThat(api.events()).isNotEmpty();
    assertThat(observed.calls()).isEqualTo(world.simulator().callLog().calls().size()).isEqualTo(5);
  }

  @Test
  @Tag("R-14")
  void the_namespace_shows_its_servers_and_since_when() {
    settled();

    var namespace = world.observe("1-a", Depth.TAGS).live().get(ResourceKey.namespace("internal"));

    assertThat(((LiveNamespace) namespace).servers())
        .extracting(Server::name)
        .containsExactly("http");
  }

  @Test
  @Tag("R-06")
  void what_ecs_fills_in_does_not_make_another_revision() {
    world.homes();

    assertThat(world.register("web:1")).isEqualTo(world.register("web:1"));
    assertThat(world.register("web:2")).get().asString().endsWith("api:2");
    assertThat(world.simulator().callLog().count("RegisterTaskDefinition")).isEqualTo(2);
  }

  @Test
  void a_new_image_rolls_and_a_plan_of_before_is_stale() {
    settled();
    var before = world.unchanged();

    assertThat(world.roll("web:2", "1-b")).isEqualTo(new Done(Optional.empty()));
    assertThat(world.api("1-b").revision()).isEqualTo("api:2");
    var late =
        new Action.UpdateService(
            API,
            SimulatedWorld.fields("{\"desiredCount\":9}"),
            Action.Definition.UNCHANGED,
            before,
            "");
    assertThat(world.perform(late, Optional.empty())).isInstanceOf(Stale.class);
    assertThat(world.api("1-b").counts().desired()).isEqualTo(2);
  }

  @Test
  @Tag("R-11")
  void a_roll_out_that_failed_and_went_back_is_explained() {
    settled();
    world.script(
        """
        {"match":{"image":"web:2"},"outcome":{"crashLoop":{"code":1,"after":"5s"}}}\
        """);

    world.roll("web:2", "1-b");
    world.pass(Duration.ofMinutes(8));
    var failing = world.api("1-b");

    assertThat(failing.revision()).isEqualTo("api:1");
    assertThat(failing.definition().map(Definition::arn)).contains(failing.taskDefinition());
    var newest = failing.history().getFirst();
    assertThat(newest.status()).startsWith("ROLLBACK_");
    assertThat(Definition.revision(newest.taskDefinition())).isEqualTo("api:2");
    assertThat(failing.history()).hasSize(2);
  }

  @Test
  @Tag("R-11")
  void while_tasks_fail_it_is_read_why_they_ended() {
    settled();
    world.script(
        """
        {"match":{"image":"web:2"},"outcome":{"crashLoop":{"code":3,"after":"5s"}}}\
        """);

    world.roll("web:2", "1-b");
    world.pass(Duration.ofSeconds(90));
    var stop = world.api("1-b").stops().getFirst();

    assertThat(stop.exits())
        .extracting(Exit::container, Exit::code)
        .contains(tuple("web", Optional.of(3)));
    assertThat(stop.code()).isEqualTo("EssentialContainerExited");
    assertThat(stop.deployment()).startsWith("ecs-svc/");
  }

  @Test
  void a_running_deployment_can_be_stopped_and_an_ended_one_needs_it_not() {
    settled();
    world.script("{\"match\":{\"image\":\"web:2\"},\"outcome\":{\"imageMissing\":true}}");
    world.roll("web:2", "1-c");
    world.done(
        new Action.Tag(API, applied("1-c/api:99"), new Expect.Anything(), ""), Optional.empty());
    var deployment = world.api("1-c").history().getFirst();

    var stop = new Action.StopDeployment(API, deployment.arn(), "");
    assertThat(world.perform(stop, Optional.empty())).isEqualTo(new Done(Optional.empty()));
    world.pass(LONG);

    assertThat(world.api("1-c").revision()).isEqualTo("api:1");
    assertThat(world.perform(stop, Optional.empty())).isInstanceOf(Stale.class);
  }

  @Test
  @Tag("R-01")
  void a_service_whose_tags_were_stripped_is_lost() {
    settled();
    var tags = world.api("1-a").marks().tags().keySet().stream().toList();

    world.done(new Action.Untag(API, tags, world.unchanged(), ""), Optional.empty());

    var stripped = world.api("1-a");
    assertThat(stripped.owner()).isEqualTo(new Owner.Lost());
    assertThat(stripped.marks()).isEqualTo(Marks.NONE);
  }

  @Test
  void a_deleted_service_drains_and_is_then_absent() {
    settled();

    world.done(new Action.DeleteService(API, world.unchanged(), ""), Optional.empty());
    assertThat(world.api("1-a").state()).isEqualTo(State.DRAINING);
    assertThat(world.perform(world.create("1-a"), Optional.of("x/api:1")))
        .isInstanceOf(Stale.class);

    world.pass(LONG);
    assertThat(world.observe("1-a", Depth.TAGS).service(API)).isEmpty();
  }

  @Test
  void a_call_whose_answer_was_lost_is_made_again_without_a_second_effect() {
    world.homes();
    for (var operation : List.of("RegisterTaskDefinition", "CreateService")) {
      world.fault(
          "{\"kind\":\"reset\",\"operation\":\"%s\",\"when\":\"after\"}".formatted(operation));
    }

    assertThat(lost(() -> world.register("web:1")).kind()).isEqualTo(Failure.Kind.TRANSIENT);
    var registered = world.register("web:1");
    assertThat(lost(() -> world.done(world.create("1-a"), registered)).kind())
        .isEqualTo(Failure.Kind.TRANSIENT);
    assertThat(world.done(world.create("1-a"), registered)).contains(world.api("1-a").arn());

    var log = world.simulator().callLog();
    assertThat(List.of(log.count("RegisterTaskDefinition"), log.count("CreateService")))
        .containsExactly(1, 1);
  }

  @Test
  void throttling_is_told_as_what_it_is() {
    world.fault("{\"kind\":\"throttle\",\"operation\":\"DescribeClusters\"}");

    var failure = lost(() -> world.observe("1-a", Depth.TAGS));

    assertThat(failure)
        .isEqualTo(new Failure(Failure.Kind.THROTTLED, "ThrottlingException", "Rate exceeded", ""));
  }

  private void settled() {
    world.homes();
    var registered = world.register("web:1");
    world.done(world.create("1-a"), registered);
    world.pass(LONG);
    assertThat(world.api("1-a").deployments()).hasSize(1);
  }

  private static SortedMap<String, String> applied(String text) {
    var tags = SimulatedWorld.tags(API);
    tags.put(Marks.APPLIED, text);
    return tags;
  }

  private static Failure lost(Runnable call) {
    return catchThrowableOfType(EcsFailure.class, call::run).failure();
  }
}
