package dev.berth.cli;

import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.model.ResourceKey.Kind;
import dev.berth.plan.Action;
import dev.berth.plan.Plan;
import dev.berth.plan.Retries;
import dev.berth.reconcile.Scope.Depth;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    header = "Try a failed roll-out or job again, when its cause was mended elsewhere.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth retry tracecat-api manifests/tracecat -e demo",
      "",
      "A changed manifest needs no retry. The same content is never tried again without one.",
      "Exit codes: those of apply; 2 also when there is nothing to retry."
    })
final class RetryCommand implements Callable<Integer> {
  @Mixin private Common common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The service or the job.")
  private String name;

  @Parameters(index = "1", paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  private final Outside outside;

  RetryCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    common.plainFormat();
    try (var connection = Connection.open(outside, common, path)) {
      connection.own("berth retry");
      var plan = connection.asked(connection.desired());
      outside.out().println(name + ": " + forgiven(connection, plan));
      var progress = Progress.of(outside, common);
      var ending =
          connection.convergence(progress).run(connection.desired(), Depth.TAGS, common.timeout());
      progress.close();
      var again = new Loading(outside, common).again(path);
      return new EndingText(outside, common, again, connection.spent()).print(ending).code();
    }
  }

  private String forgiven(Connection connection, Plan plan) {
    var key = key(plan);
    var actions = Retries.in(plan, key);
    if (actions.isEmpty()) {
      throw new Problem(Exit.INVALID, List.of(name + " is not held; there is nothing to retry"));
    }
    Asked.done(connection, plan, actions, name);
    return told(actions);
  }

  private static String told(List<Action> actions) {
    for (var action : actions) {
      if (action instanceof Action.Untag untag && untag.tags().contains(Marks.UNKEPT)) {
        return "what ECS did not keep is sent again";
      }
      if (action instanceof Action.Tag tag && tag.tags().containsKey(Marks.RETRIED)) {
        return "what drifted is put right again";
      }
    }
    return "the failure is forgiven";
  }

  private ResourceKey key(Plan plan) {
    var known =
        plan.desired().wanted().keySet().stream()
            .filter(key -> List.of(Kind.JOB, Kind.SERVICE).contains(key.kind()))
            .toList();
    return known.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> {
          var names = String.join(", ", known.stream().map(ResourceKey::name).toList());
          return new Problem(
              Exit.INVALID, List.of("no service or job " + name + "; there are: " + names));
        });
  }
}
