package dev.berth.plan;

import static dev.berth.plan.Worlds.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-12")
class MigrationsTest {
  private static Definition definition(int revision, String image, String condition) {
    var fields =
        json(
            """
            {"family": "api", "containerDefinitions": [
              {"name": "migrate", "image": "%s", "essential": false},
              {"name": "api", "image": "api:%d",
               "dependsOn": [{"containerName": "migrate", "condition": "%s"}]}]}
            """
                .formatted(image, revision, condition));
    var arn = Worlds.definition("api", revision);
    return new Definition(arn, Definition.Status.ACTIVE, fields, Marks.NONE);
  }

  @Test
  void an_init_container_that_is_another_one_since_may_have_migrated() {
    var back = definition(1, "m:1", "SUCCESS");

    assertThat(
            Migrations.containers(
                back,
                List.of(
                    definition(4, "m:1", "SUCCESS"),
                    definition(3, "m:3", "COMPLETE"),
                    definition(2, "m:2", "SUCCESS"))))
        .containsExactly("api:3 ran migrate of m:3");
  }

  @Test
  void the_same_one_or_a_mere_companion_migrates_nothing() {
    var back = definition(1, "m:1", "SUCCESS");

    assertThat(Migrations.containers(back, List.of(definition(2, "m:1", "SUCCESS")))).isEmpty();
    assertThat(Migrations.containers(back, List.of(definition(2, "m:2", "START")))).isEmpty();
    assertThat(Migrations.containers(back, List.of())).isEmpty();
  }

  private static final ResourceKey JOB = ResourceKey.job("migrate");
  private static final Instant THEN = Worlds.NOW.minusSeconds(3600);

  @Test
  void a_job_that_the_service_waits_for_and_that_succeeded_since_may_have_migrated() {
    assertThat(since("succeeded/0/t1/%d/2.1/work/", THEN.plusSeconds(60)))
        .containsExactly("job/migrate ran to its end at 2026-03-01T11:01:00Z");
  }

  @Test
  void one_that_ran_before_or_failed_or_was_never_started_migrates_nothing() {
    assertThat(since("succeeded/0/t1/%d/2.1/work/", THEN.minusSeconds(60))).isEmpty();
    assertThat(since("failed/3/t1/%d/2.1/work/", THEN.plusSeconds(60))).isEmpty();
    assertThat(since("unlaunched/-/-/%d/2.1/-/no capacity", THEN.plusSeconds(60))).isEmpty();
    assertThat(Migrations.jobs(waiting(JOB), Worlds.observed(), THEN)).isEmpty();
  }

  @Test
  void one_that_the_service_does_not_wait_for_is_nothing_to_it() {
    var job = job("succeeded/0/t1/%d/2.1/work/", THEN.plusSeconds(60));

    assertThat(Migrations.jobs(waiting(ResourceKey.job("other")), Worlds.observed(job), THEN))
        .isEmpty();
    assertThat(Migrations.jobs(Worlds.want("api", "api:2", 1), Worlds.observed(job), THEN))
        .isEmpty();
  }

  private static List<String> since(String outcome, Instant at) {
    return Migrations.jobs(waiting(JOB), Worlds.observed(job(outcome, at)), THEN);
  }

  private static Wanted waiting(ResourceKey on) {
    var want = Worlds.want("api", "api:2", 1);
    var edges = List.of(new Wiring.Edge(on, Wiring.Condition.ROLLED_OUT));
    return new Wanted(want.key(), want.fields(), Worlds.wiring(edges));
  }

  private static LiveJob job(String outcome, Instant at) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.IDENTITY, "1-0");
    tags.put(Marks.ATTEMPT, "2.1@" + THEN.getEpochSecond());
    tags.put(Marks.OUTCOME, outcome.formatted(at.getEpochSecond()));
    var definition = definition(2, "m:2", "START");
    return new LiveJob(
        JOB, new Owner.Ours(Worlds.OWNER), definition.with(new Marks(tags)), List.of());
  }
}
