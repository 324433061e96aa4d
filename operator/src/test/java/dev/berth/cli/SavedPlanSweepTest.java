package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Account.End;
import dev.berth.cli.Account.Reset;
import dev.berth.cli.Account.Step;
import dev.berth.cli.Account.Tape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A process that carries out a saved plan may die at each of its calls: the same file, carried out
/// again, ends in the same world. Deaths that leave the same writes behind are one case.
@Tag("R-06")
class SavedPlanSweepTest {
  private static final String FOLDER = "manifests/tracecat";
  private static final String[] DIFF = {"diff", FOLDER, "-e", "demo", "--out", "plan.json", "-q"};
  private static final String[] APPLY = {"apply", FOLDER, "-e", "demo", "--plan", "plan.json"};
  private static final Duration REST = Duration.ofMinutes(10);

  @Test
  void after_a_death_at_any_call_the_same_file_ends_in_the_same_world() {
    var files = new StagedFiles(FOLDER);
    var before = settled(files);
    files.edit(FOLDER + "/common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    files.edit(FOLDER + "/worker.yaml", "desiredCount: 2", "desiredCount: 3");
    var whole = account(files, before);
    assertThat(whole.berth(Reset.DEATH, DIFF)).isInstanceOf(End.Exited.class);
    whole.emptyTape();
    assertThat(code(whole.berth(Reset.DEATH, APPLY))).isZero();
    var tape = whole.tape();
    whole.pass(REST);
    var world = Likeness.of(whole.dump());

    var cuts = cuts(tape);
    var wrong = new ArrayList<String>();
    for (int cut : cuts) {
      var account = account(files, before);
      account.replay(tape.steps().subList(0, cut));
      int code = code(account.berth(Reset.FAULT, APPLY));
      account.pass(REST);
      if (code != 0) wrong.add("dead after step " + cut + ": ended with " + code);
      Likeness.differences(world, Likeness.of(account.dump())).stream()
          .limit(5)
          .forEach(line -> wrong.add("dead after step " + cut + ": " + line));
    }

    System.out.printf(
        "saved plan: %d calls leave %d worlds behind, the file went on from each%n",
        tape.calls(), cuts.size());
    assertThat(wrong).isEmpty();
  }

  private static List<Step> settled(StagedFiles files) {
    var account = new Account(files);
    assertThat(code(account.berth(Reset.DEATH, "apply", FOLDER, "-e", "demo"))).isZero();
    account.pass(REST);
    return List.copyOf(account.tape().steps());
  }

  private static Account account(StagedFiles files, List<Step> steps) {
    var account = new Account(files);
    account.replay(steps);
    return account;
  }

  private static TreeSet<Integer> cuts(Tape tape) {
    var cuts = new TreeSet<Integer>();
    for (int n = 0; n < tape.calls(); n++) {
      cuts.add(tape.cutBefore(n));
      cuts.add(tape.cutAfter(n));
    }
    return cuts;
  }

  private static int code(End end) {
    return end instanceof End.Exited(var code, _) ? code : -1;
  }
}
