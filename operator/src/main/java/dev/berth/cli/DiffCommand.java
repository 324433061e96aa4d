package dev.berth.cli;

import dev.berth.plan.Explanation.Standing;
import dev.berth.plan.Plan;
import dev.berth.plan.PlanMarkdown;
import dev.berth.plan.PlanText;
import dev.berth.plan.PlanValue;
import dev.berth.plan.SavedPlan;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.Scope.Depth;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    header = "Show the plan: exactly what would change, and why. Nothing else happens.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berth diff manifests/tracecat -e demo",
      "  berth diff manifests/tracecat -e demo -o markdown > diff.md",
      "  berth diff manifests/tracecat -e demo --out plan.json",
      "  berth diff manifests/tracecat -e demo --explain tracecat-api:taskDefinition.cpu",
      "",
      "Exit codes: 0 no differences; 1 differences; 2 invalid input; 4 timed out; 6 AWS refused."
    })
final class DiffCommand implements Callable<Integer> {
  @Mixin private Common common;

  @Parameters(paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  @Option(
      names = "--refresh",
      description = "Read every task definition: finds revisions that were deregistered.")
  private boolean refresh;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also save the plan, for `berth apply --plan FILE`.")
  private Optional<String> out = Optional.empty();

  @Option(
      names = "--explain",
      paramLabel = "FIELD",
      description = "All that is known of one path, as the diff shows it; also NAME:PATH.")
  private Optional<String> explain = Optional.empty();

  private final Outside outside;

  DiffCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var plan = Limit.within(common.timeout(), this::plan);
    if (explain.isPresent()) return explained(plan, explain.get());
    outside.out().print(rendered(plan));
    out.ifPresent(file -> save(plan, file));
    return (plan.differs() ? Exit.DIFFERENCES : Exit.DONE).code();
  }

  private Plan plan() {
    try (var connection = Connection.open(outside, common, path)) {
      return connection.reconciler(Listener.silent()).plan(connection.desired(), depth());
    }
  }

  private Depth depth() {
    return refresh || explain.isPresent() ? Depth.REFRESH : Depth.TAGS;
  }

  private int explained(Plan plan, String text) {
    var all = Explained.of(plan, text);
    outside
        .out()
        .print(
            switch (common.format()) {
              case text, markdown -> ExplanationText.of(all);
              case json, yaml -> Printing.of(ExplanationText.value(all), common.format());
            });
    boolean differs = all.stream().anyMatch(one -> one.standing() == Standing.DIFFERS);
    return (differs ? Exit.DIFFERENCES : Exit.DONE).code();
  }

  private void save(Plan plan, String file) {
    outside.files().write(file, SavedPlan.of(plan, depth().name(), Version.text()).text());
    if (common.quiet() || common.format() != Common.Format.text) return;
    var again = new Loading(outside, common).again(path);
    outside.out().println("saved; to carry it out: berth apply " + again + " --plan " + file);
  }

  private String rendered(Plan plan) {
    return switch (common.format()) {
      case text -> PlanText.of(plan, common.palette(outside));
      case markdown -> PlanMarkdown.of(plan);
      case json, yaml -> Printing.of(PlanValue.of(plan), common.format());
    };
  }
}
