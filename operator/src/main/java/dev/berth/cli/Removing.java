package dev.berth.cli;

import dev.berth.plan.Removal;
import dev.berth.reconcile.EcsApi.Performed;
import dev.berth.reconcile.Estate;
import dev.berth.reconcile.Housekeeping;
import dev.berth.reconcile.Housekeeping.Ending;
import dev.berth.reconcile.Housekeeping.Pacing;
import java.time.Duration;

/// What `gc` and `destroy` have in common: the way to the account, the progress, the last line.
final class Removing {
  /// AWS grants one change of a task definition a second, to all callers of an account together.
  private static final Duration EACH = Duration.ofSeconds(2);

  private final Outside outside;
  private final Common common;
  private final Connection connection;
  private final Estate estate;
  private final Housekeeping housekeeping;
  private final Duration each;

  Removing(Outside outside, Common common, Connection connection) {
    this.outside = outside;
    this.common = common;
    this.connection = connection;
    this.each = connection.loopback() ? Duration.ZERO : EACH;
    this.estate = connection.estate();
    var world = connection.outside();
    var pacing = new Pacing(world.clock(), world.pause(), each, connection.interval());
    this.housekeeping = new Housekeeping(estate, world.interrupt(), pacing, this::told);
  }

  Housekeeping housekeeping() {
    return housekeeping;
  }

  Estate estate() {
    return estate;
  }

  /// How long so many deregistrations take.
  Duration time(long deregistrations) {
    return each.multipliedBy(deregistrations);
  }

  private void told(Removal removal, Performed performed) {
    if (common.quiet() || common.format() != Common.Format.text) return;
    var text =
        switch (performed) {
          case Performed.Done _ -> "gone     " + removal.thing();
          case Performed.Stale(_, var found) -> "left     " + removal.thing() + ": " + found;
        };
    Lines.below("", text, 100).forEach(outside.out()::println);
    outside.out().flush();
  }

  /// Words for people only: where a program reads, they go beside what it reads.
  Exit print(Ending ending, String done) {
    var out = common.format() == Common.Format.text ? outside.out() : outside.err();
    return switch (ending) {
      case Ending.Done(var removed) -> {
        if (!common.quiet()) out.println(done + ": " + removals(removed) + "; " + spent());
        yield Exit.DONE;
      }
      case Ending.Stuck(_, var why) -> {
        why.forEach(line -> outside.err().println("berth: " + line));
        yield Exit.REFUSED;
      }
      case Ending.Interrupted(var removed, var why) -> {
        out.println("stopped after " + removals(removed) + ": " + why + "; run it again to go on");
        yield Exit.CHANGED;
      }
      case Ending.TimedOut(var removed, _) -> {
        out.println("timed out after " + removals(removed) + "; run it again to go on");
        yield Exit.TIMED_OUT;
      }
    };
  }

  private String spent() {
    return connection.spent();
  }

  private static String removals(int number) {
    return Lines.counted(number, "removal");
  }
}
