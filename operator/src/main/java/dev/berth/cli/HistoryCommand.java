package dev.berth.cli;

import dev.berth.plan.Plan;
import dev.berth.plan.Rollback;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    header = "The roll-outs of a service, newest first: revision, commit, when, how it ended, why.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth history tracecat-api manifests/tracecat -e demo",
      "",
      "ECS remembers 90 days. Exit codes: 0 told; 2 there is no such service; 6 AWS refused."
    })
final class HistoryCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  @Mixin private Common common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The service.")
  private String name;

  @Parameters(index = "1", paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many roll-outs at most. Default: ${DEFAULT-VALUE}.",
      defaultValue = "20")
  private int limit;

  private final Outside outside;

  HistoryCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var format = common.plainFormat();
    if (limit < 1 || limit > MOST) {
      throw new Problem(Exit.INVALID, List.of("--limit: between 1 and " + MOST));
    }
    var told = Limit.within(common.timeout(), this::read);
    outside
        .out()
        .print(
            switch (format) {
              case text, markdown -> HistoryText.of(told);
              case json, yaml -> Printing.of(HistoryText.value(told), format);
            });
    return Exit.DONE.code();
  }

  private HistoryText.Told read() {
    try (var connection = Connection.open(outside, common, path)) {
      Plan plan = connection.asked(connection.desired());
      var want = Named.service(plan, name);
      var live =
          plan.observed()
              .service(want.key())
              .orElseThrow(() -> new Problem(Exit.INVALID, List.of(name + " does not exist")));
      var past = connection.chronicle().rollouts(want.key(), limit);
      var good =
          good(
              Rollback.of(
                  want, live, plan, Remembered.with(connection, live, past), Optional.empty()));
      return new HistoryText.Told(live, past, good, plan.observed().at(), connection.unseen());
    }
  }

  /// What `berth rollback` would go back to.
  private static Optional<String> good(Rollback.Verdict verdict) {
    return switch (verdict) {
      case Rollback.Verdict.Back(var revision, _, _) -> Optional.of(revision);
      case Rollback.Verdict.There _, Rollback.Verdict.Refused _ -> Optional.empty();
    };
  }
}
