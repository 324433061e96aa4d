package dev.berth.cli;

import dev.berth.cli.Loading.Loaded;
import dev.berth.model.Finding;
import dev.berth.model.Finding.Severity;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    header = "Parse and check manifests; all findings at once, no call to AWS.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth validate manifests/tracecat -e demo",
      "",
      "Exit codes: 0 valid; 1 a policy denies something; 2 invalid."
    })
final class ValidateCommand implements Callable<Integer> {
  @Mixin private Common common;

  @Parameters(paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  private final Outside outside;

  ValidateCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    return switch (common.plainFormat()) {
      case text, markdown -> forPeople(loaded());
      case json, yaml -> forPrograms();
    };
  }

  private Loaded loaded() {
    var loading = new Loading(outside, common);
    return loading.pretend(path, loading.ask(path));
  }

  private int forPeople(Loaded loaded) {
    var palette = common.palette(outside);
    Findings.lines(loaded.warnings(), palette).forEach(outside.out()::println);
    if (denied(loaded.warnings())) return Exit.DIFFERENCES.code();
    if (!common.quiet()) {
      var desired = loaded.desired();
      outside
          .out()
          .printf(
              "%s: environment %s is valid, %s%n",
              path,
              desired.environment().name(),
              Lines.counted(desired.wanted().size(), "resource"));
    }
    return Exit.DONE.code();
  }

  /// What is invalid is told on standard output, too: that is where a program reads.
  private int forPrograms() {
    try {
      var warnings = loaded().warnings();
      print(warnings);
      return (denied(warnings) ? Exit.DIFFERENCES : Exit.DONE).code();
    } catch (Problem problem) {
      if (problem.findings().isEmpty()) throw problem;
      print(problem.findings());
      return problem.exit().code();
    }
  }

  private void print(List<Finding> findings) {
    outside.out().print(Printing.of(FindingsValue.of(findings), common.format()));
  }

  private static boolean denied(List<Finding> findings) {
    return findings.stream().anyMatch(f -> f.severity() == Severity.DENY);
  }
}
