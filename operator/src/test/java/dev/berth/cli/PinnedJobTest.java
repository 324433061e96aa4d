package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `pinImages` of a Job: the digest is part of what it runs for.
@Tag("R-17")
@Tag("R-21")
class PinnedJobTest {
  @TempDir private Path folder;
  private JobFolder job;

  @BeforeEach
  void begin() {
    job = JobFolder.in(folder);
    job.drill().edit("app.yaml", "image: app:", "image: " + Follower.REGISTRY + "/app:");
    job.say("pinImages: true");
    image("app:1", "first");
  }

  private void image(String name, String content) {
    job.drill().state("{\"image\": \"%s\", \"content\": \"%s\"}".formatted(name, content));
  }

  private String ran() {
    return job.drill()
        .ecs("DescribeTaskDefinition", "{'taskDefinition':'migrate'}")
        .fields("taskDefinition")
        .each("containerDefinitions")
        .getFirst()
        .text("image")
        .orElse("");
  }

  @Test
  void it_runs_by_the_digest_and_again_when_the_tag_moved() {
    job.ends(0, "apply");
    assertThat(ran()).matches(Follower.REGISTRY + "/app@sha256:[0-9a-f]{64}");
    job.ends(0, "diff");
    image("app:1", "second");

    var diff = job.ends(1, "diff");

    assertThat(diff.out()).contains("> job/migrate  run again\n").contains("(digest of 1)");
    job.ends(0, "apply");
    assertThat(job.tasks()).hasSize(2);
    job.ends(0, "diff");
    assertThat(job.drill().written(() -> job.ends(0, "apply"))).isEmpty();
  }

  @Test
  void an_environment_pins_its_jobs_too() {
    job.drill().edit("app.yaml", "  pinImages: true\n", "");
    job.drill().edit("environments/demo.yaml", "spec:\n", "spec:\n  pinImages: true\n");

    job.ends(0, "apply");

    assertThat(ran()).contains("@sha256:");
  }

  @Test
  void without_the_digest_of_another_tag_it_is_not_run_and_what_waits_stays() {
    job.ends(0, "apply");
    job.tag(1, 2);

    var held = job.ends(3, "apply");

    assertThat(held.out())
        .contains("migrate: waits for the digest of an image")
        .contains("there is no tag 2 in the repository app")
        .contains("waiting, and left as they are:\n  web\n");
    assertThat(job.run().code()).isEqualTo(3);
    assertThat(job.drill().calls("RunTask")).isEqualTo(1);
    image("app:2", "second");
    job.ends(0, "apply");
    assertThat(job.tasks()).hasSize(2);
  }

  @Test
  void where_nobody_may_look_what_it_ran_stands() {
    job.ends(0, "apply");
    var before = ran();
    job.drill()
        .fault(
            """
            {"kind": "error", "operation": "BatchGetImage", "times": 0, "status": 400,
             "code": "AccessDeniedException",
             "message": "User: u is not authorized to perform: ecr:BatchGetImage on x"}
            """);

    assertThat(job.drill().written(() -> job.ends(0, "apply"))).isEmpty();
    assertThat(job.run().code()).isZero();
    assertThat(ran()).isEqualTo(before);
  }

  @Test
  void secrets_are_no_reason_to_run_again() {
    job.drill().edit("app.yaml", "pinImages", "rolloutOnSecretChange");

    var told = job.ends(2, "validate");

    assertThat(told.text()).contains("rolloutOnSecretChange");
  }
}
