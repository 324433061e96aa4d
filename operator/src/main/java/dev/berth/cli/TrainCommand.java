package dev.berth.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What the launcher runs once to learn which classes a start needs: a diff goes the whole way to
/// an ECS on a port of this process, where it must find all to be made. It changes nothing and is
/// no command for people.
@Command(
    name = "train",
    hidden = true,
    header = "Runs what most starts run, for the launcher's cache.")
final class TrainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "Manifests, with an environment named demo.")
  private String folder = "";

  private final Outside outside;
  private final Sandbox.Maker sandboxes;

  TrainCommand(Outside outside, Sandbox.Maker sandboxes) {
    this.outside = outside;
    this.sandboxes = sandboxes;
  }

  @Override
  public Integer call() {
    try (var door = sandboxes.open(Sandbox.Setup.prompt("", "", 0, 1))) {
      var endpoint = "http://127.0.0.1:" + door.port();
      int code =
          new App(outside)
              .run("diff", folder, "-e", "demo", "--endpoint-url", endpoint, "--timeout", "1m");
      return code == Exit.DIFFERENCES.code() ? Exit.DONE.code() : code;
    }
  }
}
