package dev.berth.cli;

import dev.berth.model.Live.LiveService;
import dev.berth.model.Wanted;
import dev.berth.plan.Plan;
import dev.berth.plan.Rollback;
import dev.berth.plan.Rollback.Verdict;
import dev.berth.plan.Stops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    header = "Go back to the last content that rolled out well, and hold the manifests' content.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berth rollback tracecat-api manifests/tracecat -e demo",
      "  berth rollback tracecat-api manifests/tracecat -e demo --to 7 --yes",
      "",
      "What the manifests want now is not rolled out again until they change, or berth retry.",
      "Exit codes: 0 it serves; 2 there is nothing to go back to, or --yes is needed; 3 the old",
      "content failed, too; 4 timed out; 5 somebody else rolls out; 6 AWS refused."
    })
final class RollbackCommand implements Callable<Integer> {
  private static final int READ = 100;
  private static final int WIDTH = 90;

  @Mixin private Common common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The service.")
  private String name;

  @Parameters(index = "1", paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  @Option(
      names = "--to",
      paramLabel = "REVISION",
      description = "Its task definition, as `berth history` shows it; or only the number.")
  private Optional<String> to = Optional.empty();

  @Option(names = "--yes", description = "Also where a migration lies between.")
  private boolean yes;

  private final Outside outside;

  RollbackCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    common.plainFormat();
    try (var connection = Connection.open(outside, common, path)) {
      connection.own("berth rollback");
      var plan = plan(connection);
      var want = Named.service(plan, name);
      var have = live(plan, want);
      var past = Remembered.of(connection, have, READ);
      return switch (Rollback.of(want, have, plan, past, to.map(text -> named(text, have)))) {
        case Verdict.Refused(var why, var kind) -> throw refused(why, kind);
        case Verdict.There(var revision, var actions) -> {
          Asked.done(connection, plan, actions, name);
          yield followed(connection, want, revision);
        }
        case Verdict.Back(var revision, var actions, var migrations) -> {
          confirm(revision, migrations);
          Asked.done(connection, plan, actions, name);
          yield followed(connection, want, revision);
        }
      };
    }
  }

  private Plan plan(Connection connection) {
    return connection.asked(connection.desired());
  }

  private LiveService live(Plan plan, Wanted want) {
    return plan.observed()
        .service(want.key())
        .orElseThrow(() -> refused("it does not exist", Rollback.Kind.NOTHING_TO_DO));
  }

  private Problem refused(String why, Rollback.Kind kind) {
    var told = name + " cannot be rolled back: " + why;
    return switch (kind) {
      case NOTHING_TO_DO -> new Problem(Exit.INVALID, List.of(told));
      case WANTED ->
          new Problem(
              Exit.INVALID,
              List.of(
                  told + "; to roll it out:",
                  "  berth apply " + new Loading(outside, common).again(path)));
      case CONTENDED -> new Problem(Exit.CHANGED, List.of(told));
    };
  }

  private static String named(String text, LiveService have) {
    var family = have.revision().substring(0, Math.max(0, have.revision().lastIndexOf(':')));
    return text.matches("\\d+") ? family + ":" + text : text;
  }

  private void confirm(String revision, List<String> migrations) {
    if (migrations.isEmpty() || yes) return;
    var lines = new ArrayList<String>();
    lines.add("a migration lies between " + name + " as it is and " + revision + ":");
    migrations.forEach(line -> lines.addAll(Lines.below("  ", line, WIDTH)));
    lines.add("nothing was written; if the old content works with what that left behind:");
    lines.add("  berth rollback " + name + " " + again() + " --yes");
    throw new Problem(Exit.INVALID, lines);
  }

  private String again() {
    var words = new Loading(outside, common).again(path);
    return to.map(revision -> words + " --to " + revision).orElse(words);
  }

  private int followed(Connection connection, Wanted want, String revision) {
    var end = outside.clock().instant().plus(common.timeout());
    while (true) {
      var plan = plan(connection);
      var have = live(plan, want);
      if (Rollback.ended(want, have, plan.observed().at())) {
        return ended(connection, plan, want, revision);
      }
      var asked = connection.outside().interrupt().reason();
      if (asked.isPresent()) return told(Exit.CHANGED, have, asked.get() + "; run it again");
      if (!outside.clock().instant().isBefore(end)) {
        return told(Exit.TIMED_OUT, have, revision + " does not serve yet; run it again");
      }
      connection.outside().pause().pass(connection.interval());
    }
  }

  /// The revision alone does not say it: what failed may have had the same one.
  private int ended(Connection connection, Plan plan, Wanted want, String revision) {
    var have = live(plan, want);
    var past = Remembered.of(connection, have, READ);
    var verdict = Rollback.of(want, have, plan, past, Optional.of(revision));
    boolean serves = Rollback.serves(want, have, plan.observed().at());
    if (serves && verdict instanceof Verdict.There) {
      return told(Exit.DONE, have, "rolled back to " + revision);
    }
    var why =
        past.stream()
            .limit(1)
            .filter(newest -> newest.revision().equals(revision))
            .map(newest -> Stops.told(have, newest.deployment()))
            .findFirst();
    return told(Exit.HELD, have, "the roll-out of " + revision + " failed, too", why);
  }

  private int told(Exit exit, LiveService have, String end) {
    return told(exit, have, end, Optional.empty());
  }

  private int told(Exit exit, LiveService have, String end, Optional<String> why) {
    var words = new Loading(outside, common).again(path);
    switch (common.format()) {
      case json, yaml ->
          outside
              .out()
              .print(Printing.of(RollbackText.value(have, exit, end, why), common.format()));
      case text, markdown ->
          RollbackText.lines(have, name + ": " + end, why, words).forEach(outside.out()::println);
    }
    return exit.code();
  }
}
