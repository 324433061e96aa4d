package dev.berth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    header = "Run a Job of the manifests.",
    footerHeading = "%nExample:%n",
    footer = "  berth job run tracecat-migrations manifests/tracecat -e demo")
final class JobCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing; there is: run");
  }
}
