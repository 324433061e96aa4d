package dev.berth.cli;

import dev.berth.reconcile.Scope.Depth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    header = "Make it so: passes until the cluster is as the manifests say, or is held.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth apply manifests/tracecat -e demo --timeout 30m",
      "",
      "Exit codes: 0 settled; 2 invalid input; 3 a roll-out failed or is held; 4 timed out;",
      "5 somebody else keeps writing; 6 AWS refused or could not be reached."
    })
final class ApplyCommand implements Callable<Integer> {
  @Mixin private Common common;

  @Parameters(paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  @Option(
      names = "--refresh",
      description = "Read every task definition: finds revisions that were deregistered.")
  private boolean refresh;

  private final Outside outside;

  ApplyCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    common.plainFormat();
    try (var connection = Connection.open(outside, common, path)) {
      var progress = Progress.of(outside, common);
      var convergence = connection.convergence(progress);
      var depth = refresh ? Depth.REFRESH : Depth.TAGS;
      var ending = convergence.run(connection.desired(), depth, common.timeout());
      progress.close();
      var again = new Loading(outside, common).again(path);
      return new EndingText(outside, common, again, connection.ecs().calls()).print(ending).code();
    }
  }
}
