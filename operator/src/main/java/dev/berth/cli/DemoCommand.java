package dev.berth.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    header = "See it work: eight services on an ECS in this process. Needs no AWS account.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth demo",
      "",
      "Each act checks what it shows; the exit code is 0 only when every check passed."
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private Looks looks;

  private final Outside outside;
  private final Sandbox.Maker sandboxes;

  DemoCommand(Outside outside, Sandbox.Maker sandboxes) {
    this.outside = outside;
    this.sandboxes = sandboxes;
  }

  @Override
  public Integer call() {
    return new Demo(outside, sandboxes.stepped(1), looks.palette(outside)).play().code();
  }
}
