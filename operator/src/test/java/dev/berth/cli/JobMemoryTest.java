package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Job whose ledger somebody takes away, whole or in part, and one that AWS does not let run.
@Tag("R-16")
class JobMemoryTest {
  @TempDir private Path folder;
  private JobFolder job;

  @BeforeEach
  void begin() {
    job = JobFolder.in(folder);
  }

  /// ECS remembers the old run's task and token for an hour, and would answer with them.
  @Test
  void what_was_destroyed_runs_again_in_a_cluster_that_stayed() {
    job.drill().edit("environments/demo.yaml", ", create: true", "");
    job.drill().ecs("CreateCluster", "{'clusterName':'tracecat-demo'}");
    job.ends(0, "apply");
    job.ends(0, "destroy", "--confirm", "demo");

    job.ends(0, "apply");

    assertThat(job.tasks()).hasSize(2);
    assertThat(job.ledger().get("berth:attempt")).startsWith("2.1@");
    assertThat(job.ledger().get("berth:outcome")).contains("/2.1/");
    job.ends(0, "diff");
  }

  @Test
  void what_runs_while_its_ledger_goes_is_followed_and_not_run_beside() {
    job.work("{\"exit\": {\"after\": \"10m\"}}");
    job.ends(4, "apply", "--timeout", "1m");
    job.drill().ecs("DeregisterTaskDefinition", "{'taskDefinition':'migrate:1'}");

    job.ends(0, "apply");

    assertThat(job.tasks()).hasSize(1);
    assertThat(job.ledger().get("berth:outcome")).startsWith("succeeded/0/");
  }

  @Test
  void without_the_attempt_its_outcome_tells_which_it_was() {
    job.ends(0, "apply");
    untag("berth:attempt");

    job.ends(0, "diff");
    assertThat(job.drill().written(() -> job.ends(0, "apply"))).isEmpty();
    job.work("{\"exit\": {\"code\": 3}}");
    job.tag(1, 2);
    job.ends(3, "apply");
    untag("berth:attempt");
    job.drill().clearScript();
    assertThat(job.drill().retry(JobFolder.JOB).code()).isZero();

    assertThat(job.ledger().get("berth:attempt")).startsWith("3.1@");
    assertThat(job.tasks()).hasSize(3);
  }

  @Test
  void without_the_identity_the_task_that_runs_is_found_again() {
    job.work("{\"exit\": {\"after\": \"10m\"}}");
    job.ends(4, "apply", "--timeout", "1m");
    untag("berth:identity");

    job.ends(0, "apply");

    assertThat(job.tasks()).hasSize(1);
    assertThat(job.drill().calls("RunTask")).isEqualTo(2);
  }

  @Test
  void without_its_owner_it_is_refused_and_told_what_to_do() {
    job.ends(0, "apply");
    untag("berth:owner");

    assertThat(job.ends(3, "apply").out())
        .contains(
            """
              next     nothing is written to it; give the job a taskDefinition.family of its own, or
                       if migrate:1 is what it ran last, tag that revision with
                       berth:owner = acme/demo and
                       berth:key = job/migrate
            """);
    job.mark("berth:owner", "acme/demo");
    job.ends(0, "apply");
    assertThat(job.tasks()).hasSize(1);
  }

  @Test
  void a_run_that_aws_refuses_is_asked_for_once_an_apply() {
    job.drill()
        .fault(
            """
            {"kind": "error", "operation": "RunTask", "times": 0, "status": 400,
             "code": "AccessDeniedException",
             "message": "User: u is not authorized to perform: ecs:RunTask on x"}
            """);

    var refused = job.ends(6, "apply");

    assertThat(refused.err()).contains("allow ecs:RunTask in the caller's IAM policy");
    assertThat(job.drill().calls("RunTask")).isEqualTo(1);
    job.ends(6, "apply");
    assertThat(job.drill().calls("RunTask")).isEqualTo(2);
    job.drill().simulator().clearFaults();
    job.ends(0, "apply");
    assertThat(job.tasks()).hasSize(1);
  }

  private void untag(String... keys) {
    var arn =
        job.drill()
            .ecs("DescribeTaskDefinition", "{'taskDefinition':'migrate'}")
            .fields("taskDefinition")
            .text("taskDefinitionArn")
            .orElseThrow();
    var request = Fields.EMPTY.with("resourceArn", Value.of(arn));
    job.drill().ecs("UntagResource", request.with("tagKeys", Value.texts(List.of(keys))));
  }
}
