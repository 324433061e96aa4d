package dev.berth.cli;

import dev.berth.controller.Operator;
import dev.berth.controller.Workers;
import dev.berth.http.Door;
import dev.berth.http.Keys;
import dev.berth.http.Post;
import dev.berth.http.PushHook;
import dev.berth.http.Signature;
import dev.berth.http.Site;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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
      "Pages are at http://127.0.0.1:8080/; /healthz, /readyz and /metrics are for machines.",
      "Exit codes: 0 a signal asked for the end; 2 usage."
    })
final class RunCommand implements Callable<Integer> {
  /// What is under way may take as long as the slowest call.
  private static final Duration PATIENCE = Duration.ofSeconds(18);

  private static final int LAST_PORT = 65_535;
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
      names = "--ref",
      paramLabel = "REF",
      description = "A branch, a tag or a commit. Default: the repository's own branch.")
  private Optional<String> ref = Optional.empty();

  @Option(
      names = "--path",
      paramLabel = "FOLDER",
      description = "The folder of the manifests in the repository.")
  private Optional<String> folder = Optional.empty();

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description = "Keep there what was fetched. Default: in memory.")
  private Optional<String> cache = Optional.empty();

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      description = "How often the source is asked for a new commit. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1m")
  private String poll;

  @Option(
      names = "--resync",
      paramLabel = "TIME",
      description = "How often a settled cluster is looked at. Default: 5m; with --events 15m.")
  private Optional<String> resync = Optional.empty();

  @Option(
      names = "--watch",
      paramLabel = "TIME",
      description = "How often one that moves is looked at. Default: 5s; with --events 30s.")
  private Optional<String> watch = Optional.empty();

  @Option(
      names = "--events",
      paramLabel = "QUEUE",
      description = "URL of an SQS queue that ECS's events are sent to (also BERTH_EVENTS).")
  private Optional<String> events = Optional.empty();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Where pages, API and metrics are (also BERTH_HOST). Default: 127.0.0.1.")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Their port, 0 for any that is free (also BERTH_PORT). Default: 8080.")
  private Optional<String> port = Optional.empty();

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
            Common.duration("--resync", resync.orElse(queue().isEmpty() ? "5m" : "15m")),
            watch.or(() -> queue().map(_ -> "30s")).map(text -> Common.duration("--watch", text)));
    try (var telling = new Telling(outside, terms())) {
      var operator =
          operating.operator(
              new Sources(source, ref, folder, cache).in(outside, operating.settings()),
              environments,
              telling.hearing());
      try (var _ = new Listening(operating, operator, queue(), outside.err())) {
        run(operator, telling);
      }
    }
    return Exit.DONE.code();
  }

  private Optional<String> queue() {
    return events.or(() -> outside.variable("BERTH_EVENTS"));
  }

  private void run(Operator operator, Telling telling) {
    var site = telling.site(operator, source, keys());
    try (var door = door(site, telling)) {
      var address = "http://" + address() + ":" + door.port() + "/";
      telling
          .journal()
          .begins("version", Version.text(), "source", Telling.plain(source), "pages", address);
      work(operator);
      telling.journal().ends(outside.interrupt().reason().orElse(""));
    }
  }

  private void work(Operator operator) {
    var workers = Workers.start(operator.controller(), outside.clock(), Operating.THREADS);
    while (outside.interrupt().reason().isEmpty()) outside.pause().pass(IDLE);
    if (workers.end(PATIENCE)) {
      operator.close();
      return;
    }
    // A lease that is given back beside a call that is under way would let another one write, too.
    outside.err().println("berth: the last call did not end in time; the leases end by themselves");
  }

  private Door door(Site site, Telling telling) {
    try {
      return Door.open(address(), port(), site, telling::broke);
    } catch (UncheckedIOException e) {
      throw new Problem(
          Exit.INVALID,
          List.of(e.getMessage() + "; use another --host or --port, such as --port 0"));
    }
  }

  private String address() {
    return host.or(() -> outside.variable("BERTH_HOST")).orElse("127.0.0.1");
  }

  private int port() {
    var stated = port.or(() -> outside.variable("BERTH_PORT")).orElse("8080");
    if (stated.matches("\\d{1,5}") && Integer.parseInt(stated) <= LAST_PORT) {
      return Integer.parseInt(stated);
    }
    throw new Problem(
        Exit.INVALID,
        List.of("--port: '" + stated + "' is no port; use one from 0 to " + LAST_PORT));
  }

  /// Who is told of changes, by what the variables say.
  private Optional<Post.Terms> terms() {
    var webhook = outside.variable("BERTH_NOTIFY_URL").map(this::url);
    var secret = outside.variable("BERTH_NOTIFY_SECRET").map(Signature::new);
    var token = outside.variable("BERTH_STATUS_TOKEN");
    if (webhook.isPresent() && secret.isEmpty()) {
      var line = "BERTH_NOTIFY_URL: nothing is told unsigned; set BERTH_NOTIFY_SECRET, too";
      throw new Problem(Exit.INVALID, List.of(line));
    }
    boolean diff = diff(token);
    if (webhook.isEmpty() && token.isEmpty()) return Optional.empty();
    var api = outside.variable("BERTH_STATUS_API");
    var site = outside.variable("BERTH_PUBLIC_URL").map(base -> base.replaceAll("/+$", ""));
    return Optional.of(new Post.Terms(webhook, secret, token, source, api, site, diff));
  }

  private boolean diff(Optional<String> token) {
    var stated = outside.variable("BERTH_STATUS_DIFF").orElse("off");
    if (!List.of("on", "off").contains(stated)) {
      throw new Problem(Exit.INVALID, List.of("BERTH_STATUS_DIFF: say on or off, not " + stated));
    }
    if (stated.equals("on") && token.isEmpty()) {
      var line = "BERTH_STATUS_DIFF: nothing can be said there; set BERTH_STATUS_TOKEN, too";
      throw new Problem(Exit.INVALID, List.of(line));
    }
    return stated.equals("on");
  }

  private URI url(String text) {
    if (text.matches("https?://[^\\s/]+\\S*")) return URI.create(text);
    var line = "BERTH_NOTIFY_URL: it is no address; write it as https://host/path";
    throw new Problem(Exit.INVALID, List.of(line));
  }

  private Keys keys() {
    return new Keys(
        outside.variable("BERTH_API_TOKEN").map(Signature::new),
        outside.variable("BERTH_WEBHOOK_SECRET").map(PushHook::new),
        source);
  }
}
