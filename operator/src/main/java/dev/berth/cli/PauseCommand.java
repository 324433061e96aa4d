package dev.berth.cli;

import dev.berth.model.PauseMark;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Pauses;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    header = "Leave a service or a Job as it is for a time: the operator and apply do.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berth pause tracecat-api manifests/tracecat -e demo --for 2h --reason \"index is"
          + " rebuilt\"",
      "  berth pause --all manifests/tracecat -e demo --for 30m --reason \"incident 4711\"",
      "",
      "It is a tag on the service that expires by itself; nothing is committed. What differs is",
      "shown all the same. A roll-out that is under way goes on. Once more moves the end.",
      "Exit codes: 0 paused; 2 it is not there, or the reason fits no tag; 6 AWS refused."
    })
final class PauseCommand implements Callable<Integer> {
  private static final int VERSION = 1;

  @Mixin private Common common;

  @Mixin private Pausable.Chosen chosen = new Pausable.Chosen();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      required = true,
      description = "How long, such as 30m or 2h.")
  private String time;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for whoever meets the pause.")
  private String reason;

  private final Outside outside;

  PauseCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var format = common.plainFormat();
    var duration = Common.duration("--for", time);
    try (var connection = Connection.stated(outside, common, chosen.path())) {
      var pausable = Pausable.of(connection, chosen);
      var end = pausable.plan().observed().at().plus(duration);
      var pause = PauseMark.until(end, reason.strip());
      fits(pause);
      for (var live : pausable.things()) {
        var actions = List.of(Pauses.pausing(live, pause));
        Asked.done(connection, pausable.plan(), actions, live.key().name());
        if (format != Common.Format.text) continue;
        var told = live.key().name() + ": paused until " + pause.until().orElseThrow();
        outside.out().println(told);
      }
      if (format != Common.Format.text) {
        outside.out().print(Printing.of(value(pausable, pause), format));
      }
      return Exit.DONE.code();
    }
  }

  private static void fits(PauseMark pause) {
    if (pause.reason().isEmpty()) throw new Problem(Exit.INVALID, List.of("--reason: it is empty"));
    pause
        .wrong()
        .ifPresent(why -> {
          throw new Problem(Exit.INVALID, List.of("--reason: " + why));
        });
  }

  private static Value value(Pausable pausable, PauseMark pause) {
    var keys = pausable.things().stream().map(live -> live.key().toString()).toList();
    return Fields.EMPTY
        .with("version", Value.of(VERSION))
        .with("paused", Value.texts(keys))
        .with("until", Value.of(pause.until().orElseThrow().toString()))
        .with("reason", Value.of(pause.reason()));
  }
}
