package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Going back across a Job that migrates, or not across it.
@Tag("R-12")
class JobRollbackTest {
  @TempDir private Path folder;
  private JobFolder job;

  @BeforeEach
  void begin() {
    job = JobFolder.in(folder);
    job.ends(0, "apply", "-q");
    job.drill().advance(Duration.ofMinutes(5));
  }

  private Drill.Ran rollback(String... options) {
    var words = new ArrayList<>(List.of("rollback", "web", folder.toString(), "-e", "demo"));
    words.addAll(List.of(options));
    return job.drill().run(words);
  }

  @Test
  void a_job_that_ran_between_the_two_contents_asks_for_a_yes() {
    job.tag(1, 2);
    job.ends(0, "apply", "-q");

    var written =
        job.drill()
            .written(() -> {
              var ran = rollback();
              assertThat(ran.code()).as(ran.text()).isEqualTo(2);
              assertThat(ran.err())
                  .contains("a migration lies between web as it is and web:1:\n")
                  .contains("  job/migrate ran to its end at ")
                  .contains("  berth rollback web manifests -e demo --yes\n");
            });

    assertThat(written).isEmpty();
    assertThat(rollback("--yes").code()).isZero();
    assertThat(job.drill().revision("web")).isEqualTo("web:1");
    assertThat(job.drill().calls("RunTask")).isEqualTo(2);
    job.ends(3, "apply", "-q");
    assertThat(job.drill().calls("RunTask")).isEqualTo(2);
  }

  @Test
  void one_that_ran_before_both_does_not() {
    job.drill()
        .edit("app.yaml", "{name: web, image: \"app:${tag}\"}", "{name: web, image: \"app:2\"}");
    job.ends(0, "apply", "-q");

    assertThat(rollback().code()).isZero();
    assertThat(job.drill().revision("web")).isEqualTo("web:1");
  }

  @Test
  void one_that_failed_holds_the_release_and_there_is_nothing_to_go_back_from() {
    job.tag(1, 2);
    job.work("{\"exit\": {\"code\": 3, \"after\": \"8s\"}}");
    job.ends(3, "apply", "-q");

    var ran = rollback();

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("there is nothing to go back to");
  }
}
