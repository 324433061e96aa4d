package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Berth.Ran;
import dev.berth.clients.Seen;
import dev.berth.clients.Terraform;
import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Services that Terraform made become Berth's, and Terraform has nothing to say against it.
@Tag("R-02")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TerraformAdoptionTest {
  private static final double SPEED = 240;
  private static final List<String> SERVICES = List.of("api", "mailer", "worker");

  @TempDir private Path home;
  private final Simulator simulator = Simulator.scaled(1, SPEED);
  private final HttpDoor door = HttpDoor.start(simulator, 0);

  @AfterEach
  void close() {
    door.close();
  }

  private Ran berth(String... words) {
    return Berth.at(endpoint()).run(words);
  }

  private String endpoint() {
    return "http://127.0.0.1:" + door.port();
  }

  @Test
  void no_deployment_starts_and_the_plan_stays_empty_as_the_page_says() {
    try (var terraform = Terraform.of("adopted", home, endpoint())) {
      terraform.apply();
      var manifests = new Workspace(home.resolve("manifests"));

      adopted(manifests);
      terraform.settled();
      changed(manifests);
      terraform.settled();
      kept(terraform, manifests);
      unprotected(terraform);
    }
    assertThat(Seen.refusals(simulator)).isEmpty();
  }

  /// Berth writes tags and nothing else.
  private void adopted(Workspace manifests) {
    var folder = manifests.folder().toString();
    assertThat(berth("import", "billing", "--to", folder, "--installation", "acme").code())
        .isZero();
    var before = Seen.of(simulator).services();
    int writes = written().size();

    for (var name : SERVICES) {
      var ran = berth("adopt", name, folder, "--yes");
      assertThat(ran.code()).as(ran.text()).isZero();
    }

    assertThat(written().subList(writes, written().size()))
        .containsExactly("TagResource api", "TagResource mailer", "TagResource worker");
    assertThat(Seen.of(simulator).services()).isEqualTo(before);
    assertThat(before)
        .containsExactly(
            "billing/api ACTIVE billing-api:1 2/2 SUCCESSFUL",
            "billing/mailer ACTIVE billing-mailer:1 1/1 SUCCESSFUL",
            "billing/worker ACTIVE billing-worker:1 1/1 SUCCESSFUL");
    assertThat(berth("diff", folder).code()).isZero();
  }

  private List<String> written() {
    return simulator.callLog().writes().stream()
        .map(call -> call.operation() + " " + call.resource())
        .toList();
  }

  /// Another image of each, more tasks of one, and much else of the one that is Berth's altogether.
  private void changed(Workspace manifests) {
    for (var name : SERVICES) manifests.edit(name + ".yaml", "billing:1", "billing:2");
    manifests.edit("api.yaml", "desiredCount: 2", "desiredCount: 3");
    manifests.edit("worker.yaml", "propagateTags: SERVICE", "enableExecuteCommand: true");
    manifests.edit("worker.yaml", "capacityProvider: FARGATE_SPOT", "capacityProvider: FARGATE");

    var ran = berth("apply", manifests.folder().toString());

    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(Seen.of(simulator).services())
        .containsExactly(
            "billing/api ACTIVE billing-api:2 3/3 SUCCESSFUL SUCCESSFUL",
            "billing/mailer ACTIVE billing-mailer:2 1/1 SUCCESSFUL SUCCESSFUL",
            "billing/worker ACTIVE billing-worker:2 1/1 SUCCESSFUL SUCCESSFUL");
  }

  /// What Terraform goes on to change takes nothing of Berth's with it.
  private void kept(Terraform terraform, Workspace manifests) {
    var before = Seen.of(simulator).services();

    terraform.variable("tier", "back").apply();

    assertThat(Seen.of(simulator).services()).isEqualTo(before);
    var diff = berth("diff", manifests.folder().toString());
    assertThat(diff.code()).as(diff.text()).isZero();
  }

  /// The plan would not be empty of itself.
  private void unprotected(Terraform terraform) {
    var text = terraform.read("main.tf");
    assertThat(blocks()).hasSize(2).allSatisfy(block -> assertThat(text).contains(block));

    var stripped = text;
    for (var block : blocks()) stripped = stripped.replace(block, "");
    var plan = terraform.write("main.tf", stripped).run("plan", "-detailed-exitcode");

    assertThat(plan.code()).isEqualTo(2);
    assertThat(plan.out())
        .contains("~ task_definition", "~ desired_count", "- \"berth:owner\"")
        .contains("Plan: 0 to add, 2 to change, 0 to destroy.");
  }

  /// What the page tells people to say.
  private static List<String> blocks() {
    return Pattern.compile("(?s)```hcl\n(.*?)```")
        .matcher(new Workspace(Path.of("docs")).read("adoption.md"))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
