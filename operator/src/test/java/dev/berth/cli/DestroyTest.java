package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Account.End;
import dev.berth.cli.Account.Reset;
import dev.berth.cli.Account.Step;
import dev.berth.simulator.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/// Taking an environment down.
class DestroyTest {
  private static final String FOLDER = "manifests/tracecat";
  private static final String[] APPLY = {"apply", FOLDER, "-e", "demo", "-q"};
  private static final String[] LIST = {"destroy", FOLDER, "-e", "demo"};
  private static final String[] DESTROY = {"destroy", FOLDER, "-e", "demo", "--confirm", "demo"};

  private static Account settled() {
    return settled(new StagedFiles(FOLDER));
  }

  /// The same with two services that are scaled.
  private static StagedFiles scaled() {
    var files = new StagedFiles(FOLDER);
    files.edit(FOLDER + "/ui.yaml", "  desiredCount: 1\n", Scaled.BOTH_WAYS);
    files.edit(FOLDER + "/worker.yaml", "  desiredCount: 2\n", Scaled.BOTH_WAYS);
    return files;
  }

  private static Account settled(StagedFiles files) {
    var account = new Account(files);
    assertThat(exit(account.berth(Reset.DEATH, APPLY))).isZero();
    account.pass(Duration.ofMinutes(10));
    return account;
  }

  private static int exit(End end) {
    return end instanceof End.Exited(var code, _) ? code : -1;
  }

  private static String out(End end) {
    return end instanceof End.Exited(_, var text) ? text : "";
  }

  /// What bears our tag and is there, by the account's own words.
  private static List<String> left(Account account) {
    var ecs = Clients.ecs(account.simulator());
    var left = new ArrayList<String>();
    ecs.listTaskDefinitionsPaginator().stream()
        .forEach(page -> left.addAll(page.taskDefinitionArns()));
    left.addAll(ecs.listClusters().clusterArns());
    Clients.cloudMap(account.simulator())
        .listNamespaces()
        .namespaces()
        .forEach(namespace -> left.add(namespace.arn()));
    left.addAll(scaling(account));
    return left;
  }

  /// All that scales services.
  private static List<String> scaling(Account account) {
    var aws = Clients.autoScaling(account.simulator());
    var left = new ArrayList<String>();
    aws.describeScalableTargets(r -> r.serviceNamespace(ServiceNamespace.ECS))
        .scalableTargets()
        .forEach(target -> left.add(target.resourceId()));
    aws.describeScalingPolicies(r -> r.serviceNamespace(ServiceNamespace.ECS))
        .scalingPolicies()
        .forEach(policy -> left.add(policy.resourceId() + "/" + policy.policyName()));
    aws.describeScheduledActions(r -> r.serviceNamespace(ServiceNamespace.ECS))
        .scheduledActions()
        .forEach(action -> left.add(action.resourceId() + "/" + action.scheduledActionName()));
    return left;
  }

  @Test
  void it_lists_first_then_takes_all_in_order_and_the_inventory_is_empty() {
    var account = settled();

    var listed = account.berth(Reset.DEATH, LIST);
    int writes = account.simulator().callLog().count("DeleteService");
    var wrong =
        account.berth(Reset.DEATH, "destroy", FOLDER, "-e", "demo", "--confirm", "production");
    var ended = account.berth(Reset.DEATH, DESTROY);
    var again = account.berth(Reset.DEATH, LIST);

    System.out.println("destroy: the list\n" + out(listed));
    assertThat(List.of(exit(listed), writes, exit(wrong))).containsExactly(1, 0, 2);
    assertThat(out(listed))
        .containsSubsequence(
            "service/tracecat-caddy",
            "service/tracecat-api",
            "service/temporal\n",
            "revision/",
            "namespace/tracecat.local",
            "cluster/tracecat-demo",
            "--confirm demo");
    assertThat(exit(ended)).as(out(ended)).isZero();
    assertThat(out(ended)).doesNotContain("still tagged");
    assertThat(left(account)).isEmpty();
    assertThat(exit(again)).isZero();
    assertThat(out(again)).contains("nothing of acme-platform/demo is left");
  }

  @Test
  void what_scaled_a_service_that_is_gone_goes_too() {
    var account = settled(scaled());
    Clients.ecs(account.simulator())
        .deleteService(r -> r.cluster("tracecat-demo").service("tracecat-ui").force(true));
    account.pass(Duration.ofMinutes(10));

    var ended = account.berth(Reset.DEATH, DESTROY);

    assertThat(exit(ended)).as(out(ended)).isZero();
    assertThat(out(ended)).contains("  - scalable-target/tracecat-ui\n");
    assertThat(left(account)).isEmpty();
  }

  @Test
  void what_scales_a_service_goes_before_it() {
    var account = settled(scaled());
    assertThat(scaling(account)).hasSize(6);
    account.simulator().clearCallLog();

    var listed = account.berth(Reset.DEATH, LIST);
    var ended = account.berth(Reset.DEATH, DESTROY);

    assertThat(out(listed))
        .containsSubsequence(
            "  - scalable-target/tracecat-ui\n  - service/tracecat-ui\n",
            "  - scalable-target/tracecat-worker\n  - service/tracecat-worker\n");
    assertThat(exit(ended)).as(out(ended)).isZero();
    assertThat(out(ended)).doesNotContain("still tagged");
    var gone =
        account.simulator().callLog().writes().stream()
            .map(call -> call.operation() + " " + call.resource())
            .filter(call -> call.contains("tracecat-ui") || call.contains("tracecat-worker"))
            .toList();
    assertThat(gone)
        .containsExactly(
            "DeregisterScalableTarget tracecat-ui",
            "DeleteService tracecat-ui",
            "DeregisterScalableTarget tracecat-worker",
            "DeleteService tracecat-worker");
    assertThat(left(account)).isEmpty();
  }

  @Test
  void a_cluster_with_somebody_else_in_it_stays_and_says_so() {
    var account = settled();
    var ecs = Clients.ecs(account.simulator());
    ecs.createService(r ->
        r.cluster("tracecat-demo")
            .serviceName("stranger")
            .taskDefinition("TracecatApiTaskDefinition")
            .desiredCount(0)
            .launchType("FARGATE")
            .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1"))));

    var ended = account.berth(Reset.DEATH, DESTROY);

    assertThat(exit(ended)).as(out(ended)).isZero();
    assertThat(out(ended)).contains("stays: cluster/tracecat-demo: others are in it");
    assertThat(left(account)).hasSize(1);
    assertThat(ecs.listServices(r -> r.cluster("tracecat-demo")).serviceArns()).hasSize(1);
  }

  @Test
  void after_a_death_at_any_write_the_next_process_takes_the_rest() {
    var before = settled(scaled()).tape().steps();
    var whole = new Account(scaled());
    whole.replay(before);
    whole.emptyTape();
    assertThat(exit(whole.berth(Reset.DEATH, DESTROY))).isZero();
    var tape = whole.tape();
    var cuts = new TreeSet<Integer>();
    for (int n = 0; n < tape.calls(); n++) {
      cuts.add(tape.cutBefore(n));
      cuts.add(tape.cutAfter(n));
    }

    var wrong = new ArrayList<String>();
    for (int steps : cuts) {
      var account = new Account(scaled());
      account.replay(before);
      account.replay(tape.steps().subList(0, steps));
      var end = account.berth(Reset.DEATH, DESTROY);
      if (exit(end) != 0) wrong.add("after " + steps + ": " + out(end));
      left(account).forEach(arn -> wrong.add("after " + steps + " left " + arn));
    }

    long wrote = tape.steps().stream().filter(Step.Wrote.class::isInstance).count();
    System.out.printf(
        "destroy sweep: %d calls, %d writes, %d worlds to go on from%n",
        tape.calls(), wrote, cuts.size());
    assertThat(wrong).isEmpty();
  }
}
