package dev.berth.cli;

import dev.berth.controller.Operator;
import dev.berth.controller.Workers;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "The operator: keep clusters as the manifests say, until a signal comes.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berth run https://git.example.com/acme/deploy.git --ref main --path manifests",
      "  berth run manifests/tracecat -e demo --poll 5s",
      "",
      "Exit codes: 0 a signal asked for the end; 2 usage."
    })
final class RunCommand implements Callable<Integer> {
  /// What is under way may take as long as the slowest call.
  private static final Duration PATIENCE = Duration.ofSeconds(18);

  private static final Duration IDLE = Duration.ofHours(1);

  @Parameters(paramLabel = "SOURCE", description = "A git repository, or a folder of manifests.")
  private String source;

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "ENV",
      description = "Keep just this one; may be repeated. Default: all that there are.")
  private SortedSet<String> environments = new TreeSet<>();

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "Send all AWS calls there (also AWS_ENDPOINT_URL), such as to a simulator.")
  private Optional<String> endpoint = Optional.empty();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The AWS region, over what the environments say.")
  private Optional<String> region = Optional.empty();

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      description = "How often the source is asked for a new commit. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1m")
  private String poll;

  @Option(
      names = "--resync",
      paramLabel = "TIME",
      description = "How often a settled cluster is looked at. Default: ${DEFAULT-VALUE}.",
      defaultValue = "5m")
  private String resync;

  private final Outside outside;

  RunCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var operating =
        new Operating(
            outside,
            Common.endpoint(outside, endpoint),
            region,
            Common.duration("--poll", poll),
            Common.duration("--resync", resync));
    run(
        operating.operator(
            new DirectorySource(source, outside.clock(), outside.pause()), environments));
    return Exit.DONE.code();
  }

  private void run(Operator operator) {
    var workers = Workers.start(operator.controller(), outside.clock(), Operating.THREADS);
    while (outside.interrupt().reason().isEmpty()) outside.pause().pass(IDLE);
    if (workers.end(PATIENCE)) {
      operator.close();
      return;
    }
    // A lease that is given back beside a call that is under way would let another one write, too.
    outside.err().println("berth: the last call did not end in time; the leases end by themselves");
  }
}
