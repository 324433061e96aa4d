package dev.berth.cli;

import dev.berth.plan.Plan;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.reconcile.Status;
import dev.berth.reconcile.StatusValue;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "What is wanted, what runs, since when, and why not.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth status manifests/tracecat -e demo",
      "",
      "Exit codes: 0 all settled; 1 not yet, or differences; 3 something is held or refused."
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin private Common common;

  @Parameters(paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  private final Outside outside;

  StatusCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var format = common.plainFormat();
    var plan = Limit.within(common.timeout(), this::plan);
    var status = Status.of(plan);
    var text =
        switch (format) {
          case text, markdown -> StatusText.of(status, plan, common.palette(outside));
          case json, yaml -> Printing.of(StatusValue.of(status, plan), format);
        };
    outside.out().print(text);
    return exit(status).code();
  }

  private Plan plan() {
    try (var connection = Connection.open(outside, common, path)) {
      return connection.reconciler(Listener.silent()).plan(connection.desired(), Depth.TAGS);
    }
  }

  private static Exit exit(Status status) {
    var held = List.of(Status.State.HELD, Status.State.REFUSED, Status.State.DENIED);
    if (status.lines().stream().anyMatch(line -> held.contains(line.state()))) return Exit.HELD;
    return status.settled() ? Exit.DONE : Exit.DIFFERENCES;
  }
}
