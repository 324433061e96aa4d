package dev.berth.cli;

import dev.berth.model.Live;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Pauses;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    header = "End a pause before its time.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berth resume tracecat-api manifests/tracecat -e demo",
      "  berth resume --all manifests/tracecat -e demo",
      "",
      "Nothing is rolled out by this: the operator does, or the next apply.",
      "Exit codes: 0 nothing of it is paused now; 2 it is not there; 6 AWS refused."
    })
final class ResumeCommand implements Callable<Integer> {
  private static final int VERSION = 1;

  @Mixin private Common common;

  @Mixin private Pausable.Chosen chosen = new Pausable.Chosen();

  private final Outside outside;

  ResumeCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var format = common.plainFormat();
    try (var connection = Connection.stated(outside, common, chosen.path())) {
      var pausable = Pausable.of(connection, chosen);
      var paused = pausable.things().stream().filter(Pauses::marked).toList();
      for (var live : paused) {
        var actions = List.of(Pauses.resuming(live));
        Asked.done(connection, pausable.plan(), actions, live.key().name());
      }
      switch (format) {
        case text, markdown -> pausable.things().forEach(live -> tell(live, paused));
        case json, yaml -> outside.out().print(Printing.of(value(paused), format));
      }
      return Exit.DONE.code();
    }
  }

  private void tell(Live live, List<Live> paused) {
    if (chosen.all() && !paused.contains(live)) return;
    var told = paused.contains(live) ? ": goes on" : ": was not paused";
    outside.out().println(live.key().name() + told);
  }

  private static Value value(List<Live> paused) {
    var keys = paused.stream().map(live -> live.key().toString()).toList();
    return Fields.EMPTY.with("version", Value.of(VERSION)).with("resumed", Value.texts(keys));
  }
}
