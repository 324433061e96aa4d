package dev.berth.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    header = "Print the JSON Schema of a kind.",
    footerHeading = "%nExample:%n",
    footer = "  berth schema Service > service.json")
final class SchemaCommand implements Callable<Integer> {
  private static final List<String> KINDS = List.of("Defaults", "Environment", "Job", "Service");

  @Parameters(paramLabel = "KIND", description = "Defaults, Environment, Job or Service.")
  private String kind;

  private final Outside outside;

  SchemaCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var name =
        KINDS.stream()
            .filter(kind::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(() ->
                new Problem(
                    Exit.INVALID,
                    List.of("no kind " + kind + "; there are: " + String.join(", ", KINDS))));
    outside.out().print(SchemaTexts.of(name));
    return Exit.DONE.code();
  }
}
