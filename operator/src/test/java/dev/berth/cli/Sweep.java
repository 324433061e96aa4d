package dev.berth.cli;

import dev.berth.cli.Account.End;
import dev.berth.cli.Account.Reset;
import dev.berth.cli.Account.Step;
import dev.berth.cli.Account.Tape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// One command, cut before and after each of its calls, and with each of its writes and some of its
/// reads lost: the same command, run again, is to end in the world of the uncut one.
///
/// @param before what was done to the account before
record Sweep(String name, StagedFiles files, List<Step> before, String... command) {
  private static final Duration REST = Duration.ofMinutes(10);

  /// Of the reads, those that are lost.
  private static final int EVERY = 10;

  /// @param writes of the uncut command, in order
  /// @param wrong what was otherwise, and where
  record Played(List<String> writes, List<String> wrong) {}

  Played played() {
    var whole = account();
    whole.emptyTape();
    var end = whole.berth(Reset.DEATH, command);
    var tape = whole.tape();
    whole.pass(REST);
    var wrong = new ArrayList<String>();
    if (code(end) != 0) wrong.add("uncut: " + end);
    var world = Likeness.of(whole.dump());

    var cuts = cuts(tape);
    for (int cut : cuts) {
      var account = account();
      account.replay(tape.steps().subList(0, cut));
      wrong.addAll(ended(account, world, "dead after step " + cut));
    }
    var lost = lost(tape);
    for (int call : lost) {
      for (var when : List.of("before", "after")) {
        var account = account();
        account.lose(call, when);
        wrong.addAll(ended(account, world, "lost " + when + " call " + call));
      }
    }
    System.out.printf(
        "sweep: %s: %d calls, %d cuts leave %d worlds, %d connections lost; %d lines differ%n",
        name, tape.calls(), 2 * tape.calls(), cuts.size(), 2 * lost.size(), wrong.size());
    return new Played(writes(tape), wrong);
  }

  private static List<String> writes(Tape tape) {
    return tape.steps().stream()
        .filter(Step.Wrote.class::isInstance)
        .map(step -> ((Step.Wrote) step).request().header("X-Amz-Target"))
        .map(target -> target.substring(target.indexOf('.') + 1))
        .toList();
  }

  private List<String> ended(Account account, List<String> world, String what) {
    var end = account.berth(Reset.FAULT, command);
    account.pass(REST);
    var wrong = new ArrayList<String>();
    if (code(end) != 0) wrong.add(what + ": " + end);
    Likeness.differences(world, Likeness.of(account.dump())).stream()
        .limit(5)
        .forEach(line -> wrong.add(what + ": " + line));
    return wrong;
  }

  private Account account() {
    var account = new Account(files);
    account.replay(before);
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

  private static TreeSet<Integer> lost(Tape tape) {
    var calls = new TreeSet<Integer>();
    for (int n = 0; n < tape.calls(); n++) {
      if (n % EVERY == 0 || tape.cutAfter(n) > tape.cutBefore(n)) calls.add(n);
    }
    return calls;
  }

  private static int code(End end) {
    return end instanceof End.Exited(var code, _) ? code : -1;
  }
}
