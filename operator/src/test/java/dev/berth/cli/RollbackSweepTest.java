package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Account.End;
import dev.berth.cli.Account.Reset;
import dev.berth.cli.Account.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A roll-back may die before and after each of its calls, or lose it or its answer: the same
/// command, run again, ends in the same world.
@Tag("R-12")
class RollbackSweepTest {
  private static final String FOLDER = "manifests/tracecat";
  private static final String[] APPLY = {"apply", FOLDER, "-e", "demo", "-q"};
  private static final String[] BACK = {"rollback", "tracecat-api", FOLDER, "-e", "demo", "--yes"};
  private static final Duration REST = Duration.ofMinutes(10);

  private final StagedFiles files = new StagedFiles(FOLDER);

  @Test
  void after_a_death_at_any_call_the_same_command_ends_in_the_same_world() {
    var before = twoReleases();
    var whole = account(before);
    whole.emptyTape();
    assertThat(code(whole.berth(Reset.DEATH, BACK))).isZero();
    var tape = whole.tape();
    whole.pass(REST);
    var world = Likeness.of(whole.dump());

    var wrong = new ArrayList<String>();
    int cuts = 0;
    int last = -1;
    for (int n = 0; n < tape.calls(); n++) {
      for (int cut : List.of(tape.cutBefore(n), tape.cutAfter(n))) {
        if (cut <= last) continue;
        last = cut;
        cuts++;
        var account = account(before);
        account.replay(tape.steps().subList(0, cut));
        wrong.addAll(end(account, world, "dead after step " + cut));
      }
    }
    int lost = 0;
    for (int n = 0; n < tape.calls(); n++) {
      if (n > 0 && tape.cutBefore(n) == tape.cutAfter(n) && n % 5 > 0) continue;
      for (var when : List.of("before", "after")) {
        var account = account(before);
        account.lose(n, when);
        lost++;
        wrong.addAll(end(account, world, "lost " + when + " call " + n));
      }
    }

    System.out.printf(
        "rollback: %d calls, %d worlds of the dead, %d lost calls: the same world each time%n",
        tape.calls(), cuts, lost);
    assertThat(wrong).isEmpty();
  }

  private List<String> end(Account account, List<String> world, String what) {
    int code = code(account.berth(Reset.FAULT, BACK));
    // A lost answer to a write is found to have changed the service: run it again.
    if (code == 5) code = code(account.berth(Reset.FAULT, BACK));
    account.pass(REST);
    var wrong = new ArrayList<String>();
    if (code != 0) wrong.add(what + ": ended with " + code);
    Likeness.differences(world, Likeness.of(account.dump())).stream()
        .limit(5)
        .forEach(line -> wrong.add(what + ": " + line));
    return wrong;
  }

  private List<Step> twoReleases() {
    var account = new Account(files);
    assertThat(code(account.berth(Reset.DEATH, APPLY))).isZero();
    files.edit(FOLDER + "/common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    assertThat(code(account.berth(Reset.DEATH, APPLY))).isZero();
    account.pass(REST);
    return List.copyOf(account.tape().steps());
  }

  private Account account(List<Step> steps) {
    var account = new Account(files);
    account.replay(steps);
    return account;
  }

  private static int code(End end) {
    return end instanceof End.Exited(var code, _) ? code : -1;
  }
}
