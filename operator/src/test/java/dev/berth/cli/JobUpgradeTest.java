package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.Ledger;
import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.JobRuns;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another version of Berth, with another form of the identity, was replaced by this one in the
/// middle of a Job. What it did until then is done by hand here.
@Tag("R-05")
@Tag("R-16")
class JobUpgradeTest {
  private static final String DEFINITION =
      """
      {"family": "migrate", "cpu": "256", "memory": "512", "networkMode": "awsvpc",
       "requiresCompatibilities": ["FARGATE"],
       "executionRoleArn": "arn:aws:iam::000000000000:role/execution",
       "containerDefinitions": [{"name": "work", "image": "app:1", "logConfiguration": {
         "logDriver": "awslogs", "options": {"awslogs-group": "/ecs/demo",
           "awslogs-region": "us-east-1", "awslogs-stream-prefix": "m"}}}]}
      """;

  private static final String RUN =
      """
      {"cluster": "tracecat-demo", "taskDefinition": "migrate:1", "launchType": "FARGATE",
       "count": 1,
       "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0"]}}}
      """;

  @TempDir private Path folder;
  private JobFolder job;

  @BeforeEach
  void begin() {
    job = JobFolder.in(folder);
    job.drill().edit("environments/demo.yaml", ", create: true", "");
    job.drill().ecs("CreateCluster", "{'clusterName':'tracecat-demo'}");
    var tags = new TreeMap<String, String>();
    tags.put(Marks.OWNER, "acme/demo");
    tags.put(Marks.KEY, "job/migrate");
    tags.put(Marks.HASH, "0-00000000000000aa");
    tags.put(Marks.IDENTITY, "0-00000000000000bb");
    tags.put(Marks.TRIGGER, "");
    tags.put(Marks.ATTEMPT, "1.1@1767225600");
    var definition = (Fields) Json.parse(DEFINITION);
    job.drill().ecs("RegisterTaskDefinition", definition.with("tags", Value.tags(tags)));
  }

  private String token() {
    var ledger = Ledger.of(new Marks(job.ledger()));
    return JobRuns.startedBy("acme/demo", ResourceKey.job("migrate"), ledger).orElseThrow();
  }

  private void run() {
    var request = (Fields) Json.parse(RUN);
    job.drill()
        .ecs(
            "RunTask",
            request.with("clientToken", Value.of(token())).with("startedBy", Value.of(token())));
  }

  @Test
  void the_task_that_it_started_is_followed_to_its_end() {
    job.work("{\"exit\": {\"after\": \"10m\"}}");
    run();

    job.ends(0, "apply");

    assertThat(job.drill().calls("RunTask")).isEqualTo(1);
    assertThat(job.tasks()).hasSize(1);
    assertThat(job.ledger().get("berth:outcome")).startsWith("succeeded/0/");
    assertThat(job.ledger()).containsEntry("berth:attempt", "1.1@1767225600");
    job.ends(0, "diff");
  }

  @Test
  void what_it_did_not_come_to_ask_for_is_asked_for_with_its_own_token() {
    var token = token();

    job.ends(0, "apply");

    assertThat(job.drill().calls("RunTask")).isEqualTo(1);
    assertThat(job.tasks()).extracting(task -> task.text("startedBy").orElse("")).contains(token);
    job.ends(0, "diff");
  }

  @Test
  void what_failed_under_it_is_held_until_a_retry() {
    job.work("{\"exit\": {\"code\": 5}}");
    run();

    assertThat(job.ends(3, "apply").out()).contains("why      container work exited 5\n");
    job.ends(3, "apply");
    assertThat(job.drill().calls("RunTask")).isEqualTo(1);
    job.drill().clearScript();
    assertThat(job.drill().retry(JobFolder.JOB).code()).isZero();
    assertThat(job.drill().calls("RunTask")).isEqualTo(2);
    assertThat(job.ledger().get("berth:identity")).startsWith("1-");
  }

  @Test
  void another_content_waits_for_the_end_of_its_task_and_runs_once() {
    job.work("{\"exit\": {\"after\": \"10m\"}}");
    run();
    job.tag(1, 2);

    job.ends(0, "apply");

    assertThat(job.drill().calls("RunTask")).isEqualTo(2);
    assertThat(job.tasks()).hasSize(2);
    assertThat(job.ledger().get("berth:attempt")).startsWith("2.1@");
  }
}
