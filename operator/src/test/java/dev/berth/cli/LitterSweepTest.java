package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Account.End;
import dev.berth.cli.Account.Reset;
import dev.berth.manifest.ManifestFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What scales services and what takes things away may die before and after each call: the next
/// process ends in the same world.
class LitterSweepTest {
  private static final String SERVICES = "many/services-00000.yaml";
  private static final String ENVIRONMENT = "many/environments/many.yaml";
  private static final String[] APPLY = {"apply", "many"};
  private static final Duration REST = Duration.ofMinutes(10);
  private static final String[] GC = {"gc", "many", "--keep", "1", "--delete", "--yes"};

  private final StagedFiles files = many(3);
  private final Account account = new Account(files);

  private static StagedFiles many(int count) {
    var files = new StagedFiles("manifests/tracecat");
    for (ManifestFile file : ManyServices.of(count)) files.write(file.path(), file.text());
    return files;
  }

  private void settled() {
    assertThat(account.berth(Reset.DEATH, APPLY))
        .isInstanceOfSatisfying(End.Exited.class, end -> assertThat(end.code()).isZero());
    account.pass(REST);
  }

  private void sweep(String name, List<String> writes, String... command) {
    var played = new Sweep(name, files, account.tape().steps(), command).played();
    assertThat(played.writes()).filteredOn(write -> !write.equals("TagResource")).isEqualTo(writes);
    assertThat(played.wrong()).isEmpty();
  }

  private void scale(String counted) {
    files.edit(SERVICES, counted, Scaled.BOTH_WAYS);
  }

  @Test
  @Tag("R-04")
  void scaling_that_is_stated_for_two_services() {
    files.write(SERVICES, ManyServices.of(2).getLast().text());
    settled();
    scale("  desiredCount: 1\n");
    scale("  desiredCount: 2\n");

    var writes = new ArrayList<String>();
    for (var write : List.of("RegisterScalableTarget", "PutScalingPolicy", "PutScheduledAction")) {
      writes.addAll(List.of(write, write));
    }
    sweep("scaling of two services", writes, APPLY);
  }

  @Test
  @Tag("R-18")
  void a_service_that_is_pruned_with_what_scales_it() {
    files.edit(ENVIRONMENT, "{mode: apply}", "{mode: apply, prune: true}");
    scale("  desiredCount: 3\n");
    settled();
    files.write(SERVICES, ManyServices.of(2).getLast().text());

    sweep("pruning", List.of("DeregisterScalableTarget", "DeleteService"), APPLY);
  }

  @Test
  @Tag("R-20")
  @Tag("R-19")
  void revisions_and_tasks_that_are_collected() {
    settled();
    for (int old = 1; old <= 4; old++) revision("service-0000", "old:" + old);
    account.ecs("DeregisterTaskDefinition", "{\"taskDefinition\": \"service-0000:2\"}");
    account.ecs("DeregisterTaskDefinition", "{\"taskDefinition\": \"service-0000:3\"}");
    task("service-0001:1");
    account.pass(Duration.ofDays(2));

    sweep("gc", List.of("StopTask", "DeregisterTaskDefinition", "DeleteTaskDefinitions"), GC);
  }

  /// As an earlier roll-out left it.
  private void revision(String family, String image) {
    account.ecs(
        "RegisterTaskDefinition",
        """
        {"family": "%s", "cpu": "256", "memory": "512", "networkMode": "awsvpc",
         "requiresCompatibilities": ["FARGATE"],
         "containerDefinitions": [{"name": "main", "image": "%s"}],
         "tags": [{"key": "berth:owner", "value": "acme-platform/many"}]}
        """
            .formatted(family, image));
  }

  /// Of a Job that left the manifests.
  private void task(String revision) {
    account.ecs(
        "RunTask",
        """
        {"cluster": "many", "taskDefinition": "%s", "launchType": "FARGATE",
         "startedBy": "berth-0123456789",
         "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
         "tags": [{"key": "berth:owner", "value": "acme-platform/many"},
                  {"key": "berth:job", "value": "job/gone"}]}
        """
            .formatted(revision));
  }
}
