package dev.berth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "berth",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    header = "Keeps Amazon ECS the way a directory of YAML says, and says why when it can't.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berth demo                                see it work, without an AWS account",
      "  berth diff manifests/tracecat -e demo     what would change, and nothing else",
      "  berth apply manifests/tracecat -e demo    make it so",
      "",
      "Exit codes: 0 done, or no differences; 1 differences, or denials; 2 usage or invalid input;",
      "3 a roll-out failed or is held; 4 timed out; 5 the world changed under the plan;",
      "6 AWS refused or could not be reached."
    })
final class BerthCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
