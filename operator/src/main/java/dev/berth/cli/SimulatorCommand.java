package dev.berth.cli;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    header = "An ECS on this machine, for Berth and for anyone's tools. It listens on loopback.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth simulator --port 4566 --speed 60",
      "  AWS_ENDPOINT_URL=http://127.0.0.1:4566 berth apply manifests/tracecat -e demo",
      "",
      "It ends with Ctrl-C. What it held is gone then, unless --state FILE keeps it."
    })
final class SimulatorCommand implements Callable<Integer> {
  private static final Duration NAP = Duration.ofMillis(200);

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; 0 takes a free one. Default: ${DEFAULT-VALUE}.",
      defaultValue = "4566")
  private int port;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only the address.")
  private boolean quiet;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "How many times as fast as real its clock runs. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private double speed;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "JSON: how tasks end and which calls fail; see operator/docs/simulator.md.")
  private Optional<Path> scenario = Optional.empty();

  @Option(
      names = "--eventual",
      description = "What is written is seen late; see operator/docs/simulator-late.md.")
  private boolean eventual;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Keeps the world in this file, and goes on with it next time.")
  private Optional<Path> state = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How its address is told: text, json or yaml. Default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private Common.Format output = Common.Format.text;

  private final Outside outside;
  private final Sandbox.Maker sandboxes;

  SimulatorCommand(Outside outside, Sandbox.Maker sandboxes) {
    this.outside = outside;
    this.sandboxes = sandboxes;
  }

  @Override
  public Integer call() {
    if (port < 0 || port > 65535) throw invalid("--port: " + port + " is no port; use 0 to 65535");
    if (!(speed > 0 && speed <= 100_000)) throw invalid("--speed: use more than 0, up to 100000");
    var name = scenario.map(Path::toString).orElse("");
    var setup =
        new Sandbox.Setup(name, scenario.map(this::text).orElse(""), port, speed, eventual, state);
    try (var door = sandboxes.open(setup)) {
      print(door.port());
      while (outside.interrupt().reason().isEmpty()) {
        outside.pause().pass(NAP);
        door.keep();
      }
    }
    return Exit.DONE.code();
  }

  private void print(int open) {
    var url = "http://127.0.0.1:" + open;
    switch (output) {
      case text, markdown -> text(url);
      case json, yaml -> outside.out().print(Printing.of(environment(url), output));
    }
    outside.out().flush();
  }

  private static Value environment(String url) {
    var variables =
        Fields.EMPTY
            .with("AWS_ENDPOINT_URL", Value.of(url))
            .with("AWS_REGION", Value.of("us-east-1"))
            .with("AWS_DEFAULT_REGION", Value.of("us-east-1"))
            .with("AWS_ACCESS_KEY_ID", Value.of("any"))
            .with("AWS_SECRET_ACCESS_KEY", Value.of("any"));
    return Fields.EMPTY
        .with("version", Value.of(1))
        .with("endpoint", Value.of(url))
        .with("environment", variables);
  }

  private void text(String url) {
    outside.out().println("ECS and Cloud Map answer at " + url + pace());
    if (quiet) return;
    outside.out().println("  export AWS_ENDPOINT_URL=" + url);
    outside.out().println("  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1");
    outside.out().println("  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any");
    outside.out().println("the world as a page: " + url + "/");
    outside.out().println("what it was asked: curl " + url + "/_berth/calls");
  }

  private String pace() {
    if (speed == 1) return ", in real time";
    return ", %s times as fast as real"
        .formatted(new BigDecimal(speed + "").stripTrailingZeros().toPlainString());
  }

  private String text(Path file) {
    try {
      return java.nio.file.Files.readString(file);
    } catch (IOException e) {
      throw invalid("cannot read " + file + "; name a JSON file");
    }
  }

  private static Problem invalid(String text) {
    return new Problem(Exit.INVALID, List.of(text));
  }
}
