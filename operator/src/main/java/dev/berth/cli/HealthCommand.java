package dev.berth.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    header = "Ask the operator on this machine whether it is well: its container's health check.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth health && echo well",
      "",
      "It asks /healthz on 127.0.0.1. Exit codes: 0 it is well; 1 it is not, or does not answer,"
          + " and",
      "why; 2 usage."
    })
final class HealthCommand implements Callable<Integer> {
  private static final String PORT = "8080";
  private static final int LAST_PORT = 65_535;
  private static final int WIDTH = 100;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "The port that the operator listens on (also BERTH_PORT). Default: " + PORT + ".")
  private Optional<String> port = Optional.empty();

  private final Outside outside;

  HealthCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var stated = port.or(() -> outside.variable("BERTH_PORT")).orElse(PORT);
    if (!stated.matches("[1-9]\\d{0,4}") || Integer.parseInt(stated) > LAST_PORT) {
      outside.err().println("berth: '" + stated + "' is no port; use 1 to " + LAST_PORT);
      return Exit.INVALID.code();
    }
    var health = Health.ask(Integer.parseInt(stated));
    for (var reason : health.reasons()) {
      Lines.below("unhealthy: ", reason, WIDTH).forEach(outside.err()::println);
    }
    return health.well() ? Exit.DONE.code() : Exit.DIFFERENCES.code();
  }
}
