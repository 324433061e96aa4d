package dev.berth.cli;

import dev.berth.model.Finding.Severity;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    header = "Parse and check manifests; all findings at once, no call to AWS.",
    footerHeading = "%nExample:%n",
    footer = "  berth validate manifests/tracecat -e demo")
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
    var loading = new Loading(outside, common);
    var loaded = loading.pretend(loading.ask(path));
    var palette = common.palette(outside);
    Findings.lines(loaded.warnings(), palette).forEach(outside.out()::println);
    boolean denied = loaded.warnings().stream().anyMatch(f -> f.severity() == Severity.DENY);
    if (denied) return Exit.DIFFERENCES.code();
    if (!common.quiet()) {
      outside
          .out()
          .printf(
              "%s: environment %s is valid, %d resources%n",
              path, loaded.desired().environment().name(), loaded.desired().wanted().size());
    }
    return Exit.DONE.code();
  }
}
