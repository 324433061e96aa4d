package dev.berth.cli;

import dev.berth.plan.Allowance;
import dev.berth.reconcile.Hand;
import dev.berth.reconcile.Mandate;
import dev.berth.reconcile.Scope.Depth;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    header = "Make it so: passes until the cluster is as the manifests say, or is held.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berth apply manifests/tracecat -e demo --timeout 30m",
      "  berth apply manifests/tracecat -e demo --plan plan.json",
      "",
      "Services that left the manifests go where the environment says sync.prune; more than a"
          + " tenth",
      "of them only with --approve and the hash that the report printed. What sync says of modes,",
      "windows and approval is for the operator: who types apply means it.",
      "",
      "Exit codes: 0 settled; 2 invalid input; 3 a roll-out failed or is held; 4 timed out;",
      "5 another writes, or a saved plan is stale; 6 AWS refused."
    })
final class ApplyCommand implements Callable<Integer> {
  @Mixin private Common common;

  @Parameters(paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  @Option(
      names = "--refresh",
      description = "Read every task definition: finds revisions that were deregistered.")
  private boolean refresh;

  @Option(
      names = "--approve",
      paramLabel = "HASH",
      description = "Delete just what a report printed this for: more than goes unasked.")
  private SortedSet<String> approvals = new TreeSet<>();

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Carry out this plan of `berth diff --out FILE`, or nothing.")
  private Optional<String> plan = Optional.empty();

  @Option(
      names = "--despite-pause",
      description = "Also what is paused, by `berth pause` and for whatever reason.")
  private boolean despitePause;

  private final Outside outside;

  ApplyCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    common.plainFormat();
    var saved = plan.map(file -> SavedPlans.read(outside, file));
    if (saved.isPresent() && refresh) {
      throw new Problem(
          Exit.INVALID, List.of("--refresh: a saved plan looks as deep as when it was made"));
    }
    try (var connection = Connection.open(outside, common, path)) {
      connection.own("berth apply");
      var progress = Progress.of(outside, common);
      var convergence = connection.convergence(progress, new Allowance(approvals), hand());
      var desired = connection.desired();
      saved.ifPresent(one -> SavedPlans.check(one, desired.environment()));
      var depth = saved.map(SavedPlans::depth).orElse(refresh ? Depth.REFRESH : Depth.TAGS);
      var mandate = saved.<Mandate>map(Mandate.Saved::new).orElseGet(Mandate.Free::new);
      var ending = convergence.run(desired, depth, common.timeout(), mandate);
      progress.close();
      var again = new Loading(outside, common).again(path);
      return new EndingText(outside, common, again, connection.spent()).print(ending).code();
    }
  }

  private Hand hand() {
    return despitePause ? Hand.insisting() : Hand.person();
  }
}
