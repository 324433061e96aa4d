package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Marks;
import dev.berth.simulator.Clients;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `rolloutOnSecretChange`: a new version of a secret starts new tasks, exactly once.
@Tag("R-22")
@Tag("R-23")
class RotatedSecretsTest {
  private final Follower web = Follower.rotating();

  @AfterEach
  void nobody_asked_for_a_value() {
    assertThat(web.calls("GetSecretValue") + web.calls("GetParameters")).isZero();
  }

  @Test
  void a_new_version_restarts_once_and_then_never() {
    web.berth("apply", "-q");
    web.rest();
    web.rotate();

    var diff = web.berth("diff");
    var apply = web.berth("apply", "-q");

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.text()).contains("secret db-password changed");
    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(web.deployments()).isEqualTo(2);
    assertThat(web.calls("RegisterTaskDefinition")).isEqualTo(1);
    int writes = web.writes();
    assertThat(web.berth("apply", "-q").code()).isZero();
    assertThat(web.berth("diff").code()).isZero();
    assertThat(web.writes()).isEqualTo(writes);
  }

  @Test
  void a_parameter_counts_as_a_secret() {
    web.berth("apply", "-q");
    web.rest();
    web.state("{'parameter': '/web/token', 'type': 'SecureString', 'value': 'x'}").rotate();

    assertThat(web.berth("diff").text()).contains("secrets /web/token and db-password changed");
  }

  @Test
  void the_first_use_on_a_running_service_writes_down_and_rolls_nothing() {
    web.edit("ROTATE", "false").berth("apply", "-q");
    web.rest();
    web.rotate();
    web.edit("ROTATE", "true");

    var apply = web.berth("apply", "-q");

    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(web.deployments()).isEqualTo(1);
    assertThat(web.tag(Marks.SECRETS)).matches("1-[0-9a-f]{16}@ [0-9a-f.]+");
    web.rotate();
    web.berth("apply", "-q");
    assertThat(web.deployments()).isEqualTo(2);
  }

  @Test
  void what_is_not_followed_any_more_is_not_remembered_either() {
    web.berth("apply", "-q");
    web.edit("ROTATE", "false").berth("apply", "-q");

    assertThat(web.tag(Marks.SECRETS)).isEmpty();
  }

  @Test
  void a_changed_manifest_takes_the_new_versions_along() {
    web.berth("apply", "-q");
    web.rest();
    web.rotate();
    web.edit("LEVEL: info", "LEVEL: debug");

    assertThat(web.berth("apply", "-q").code()).isZero();
    assertThat(web.deployments()).isEqualTo(2);
  }

  @Test
  void an_intent_that_was_taken_back_counts_for_nothing() {
    web.berth("apply", "-q");
    web.rest();
    web.rotate();
    web.edit("LEVEL: info", "LEVEL: debug");
    web.fault("{'kind': 'reset', 'operation': 'UpdateService', 'times': 0}");
    assertThat(web.berth("apply", "-q", "--timeout", "1m").code()).isNotZero();
    web.simulator().clearFaults();

    web.edit("LEVEL: info", "LEVEL: info");
    assertThat(web.berth("apply", "-q").code()).isZero();
    assertThat(web.deployments()).isEqualTo(2);
    assertThat(web.berth("diff").code()).isZero();
  }

  @Test
  void who_takes_no_secret_is_not_restarted_for_those_of_a_roll_out_that_never_came() {
    var secrets =
        "secrets:\n          DB_PASSWORD: " + Follower.SECRET + "\n          TOKEN: /web/token";
    web.edit(secrets, "secrets: {}").berth("apply", "-q");
    web.rest();
    web.edit(secrets, secrets);
    web.fault("{'kind': 'reset', 'operation': 'UpdateService', 'times': 0}");
    assertThat(web.berth("apply", "-q", "--timeout", "1m").code()).isNotZero();
    web.simulator().clearFaults();
    assertThat(web.tag(Marks.SECRETS)).isNotEmpty();

    web.edit(secrets, "secrets: {}");

    assertThat(web.berth("apply", "-q").code()).isZero();
    assertThat(web.deployments()).isEqualTo(1);
    assertThat(web.tag(Marks.SECRETS)).isEmpty();
    assertThat(web.berth("diff").code()).isZero();
  }

  @Test
  void a_roll_back_takes_the_new_versions_along() {
    web.berth("apply", "-q");
    web.rest();
    web.edit("LEVEL: info", "LEVEL: debug").berth("apply", "-q");
    web.rest();
    web.rotate();
    var back = new InProcess(web.simulator(), web.files()).berth("rollback", "web", "web");
    assertThat(back.code()).as(back.text()).isZero();
    web.rest();

    web.edit("LEVEL: info", "LEVEL: info");

    assertThat(web.berth("apply", "-q").code()).isZero();
    assertThat(web.deployments()).isEqualTo(3);
    assertThat(web.berth("diff").code()).isZero();
  }

  @Test
  void a_secret_that_cannot_be_seen_restarts_nothing_and_is_told() {
    web.berth("apply", "-q");
    web.rest();
    web.rotate();
    Clients.secrets(web.simulator()).deleteSecret(r -> r.secretId(Follower.SECRET));

    var apply = web.berth("apply");

    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(apply.text()).contains("the secret db-password is marked for deletion");
    assertThat(web.deployments()).isEqualTo(1);
  }

  @Test
  void a_process_that_dies_at_any_call_or_loses_any_answer_rolls_once() {
    var wrong = new ArrayList<String>();
    int cases = 0;
    int calls = rotated().callsOf(() -> {});
    for (int n = 1; n <= calls; n++) {
      for (var when : List.of("before", "after")) {
        wrong.addAll(died(n, when));
        wrong.addAll(lost(n, when));
        cases += 2;
      }
    }

    System.out.println("rotation sweep: " + calls + " calls, " + cases + " deaths and losses");
    assertThat(calls).isGreaterThan(10);
    assertThat(wrong).isEmpty();
  }

  /// A settled service whose secret has a new version.
  private record Rotated(Follower web) {
    int callsOf(Runnable before) {
      before.run();
      long first = web.simulator().callLog().total();
      assertThat(web.berth("apply", "-q").code()).isZero();
      return (int) (web.simulator().callLog().total() - first);
    }
  }

  private static Rotated rotated() {
    var web = Follower.rotating();
    web.berth("apply", "-q");
    web.rest();
    web.rotate();
    return new Rotated(web);
  }

  private static List<String> died(int n, String when) {
    var web = rotated().web();
    long call = web.simulator().callLog().total() + n;
    web.fault("{'kind': 'cut', 'call': %d, 'when': '%s'}".formatted(call, when));
    web.berth("apply", "-q", "--timeout", "2m");
    web.simulator().clearFaults();
    return once(web, "dead " + when + " call " + n);
  }

  private static List<String> lost(int n, String when) {
    var web = rotated().web();
    web.fault("{'kind': 'reset', 'nth': %d, 'when': '%s'}".formatted(n, when));
    return once(web, "lost " + when + " call " + n);
  }

  /// The next process ends with one restart, whatever was done before.
  private static List<String> once(Follower web, String what) {
    var wrong = new ArrayList<String>();
    var apply = web.berth("apply", "-q");
    if (apply.code() != 0) wrong.add(what + ": " + apply);
    if (web.deployments() != 2) wrong.add(what + ": " + web.deployments() + " deployments");
    int writes = web.writes();
    web.berth("apply", "-q");
    if (web.writes() != writes) wrong.add(what + ": it writes again");
    return wrong;
  }
}
