package dev.berth.cli;

import dev.berth.manifest.ManifestFile;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Runs the lines that a page shows, as a reader would type them one after another: Berth's own in
/// this process, on a simulator, writing no file; of others' it only knows which there are.
final class Shell {
  private static final List<String> OTHERS =
      List.of("aws", "curl", "docker", "mvn", "terraform", "git");
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)=(\\S*)");

  private final Simulator empty = Simulator.stepped(7);
  private final Simulator bootstrapped = bootstrapped();
  private final TreeMap<String, String> exported = new TreeMap<>();
  private final Files files = new FromRoot();

  /// @param text what was printed, errors included
  record Ran(int code, String text) {}

  /// @throws IllegalArgumentException when a reader could not type this either
  Ran run(String line) {
    var words = new ArrayList<>(List.of(line.split("\\s+")));
    if (words.getFirst().equals("export")) {
      words.stream().skip(1).forEach(word -> assign(word, exported));
      return new Ran(0, "");
    }
    var variables = new TreeMap<>(exported);
    while (assign(words.getFirst(), variables)) words.removeFirst();
    // Where a reader's line would go to AWS, this one must not.
    variables.putIfAbsent("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
    var program = words.removeFirst();
    if (program.equals("./berth")) return berth(arguments(words), variables);
    if (OTHERS.contains(program)) return new Ran(0, "");
    if (java.nio.file.Files.isExecutable(Page.ROOT.resolve(program))) return new Ran(0, "");
    throw new IllegalArgumentException("no such command: " + line);
  }

  /// How containers end from now on.
  void script(String rule) {
    empty.script(Json.parse(rule));
  }

  private static boolean assign(String word, TreeMap<String, String> variables) {
    var assignment = ASSIGNMENT.matcher(word);
    if (!assignment.matches()) return false;
    variables.put(assignment.group(1), assignment.group(2));
    return true;
  }

  /// Up to a redirection or the end; a port is any that is free, and a state is kept where nobody
  /// looks.
  private static String[] arguments(List<String> words) {
    var arguments = new ArrayList<String>();
    for (var word : words) {
      if (List.of(">", "|", "&").contains(word)) break;
      boolean port = !arguments.isEmpty() && arguments.getLast().equals("--port");
      boolean state = !arguments.isEmpty() && arguments.getLast().equals("--state");
      if (state) arguments.add("target/state-" + System.nanoTime());
      else arguments.add(port ? "0" : word);
    }
    return arguments.toArray(String[]::new);
  }

  private Ran berth(String[] arguments, TreeMap<String, String> variables) {
    var ready = List.of(arguments).contains("production") ? bootstrapped : empty;
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      boolean serves = arguments.length > 0 && List.of("simulator", "run").contains(arguments[0]);
      var outside =
          new Outside(
              variables,
              out,
              out,
              Outside.Screen.PIPE,
              files,
              ready::now,
              ready::advance,
              () -> serves ? Optional.of("seen enough") : Optional.empty(),
              Optional.of(InProcess.answering(ready)),
              Optional.of(Duration.ofSeconds(30)));
      int code = new App(outside).run(arguments);
      return new Ran(code, bytes.toString(StandardCharsets.UTF_8));
    }
  }

  /// As `terraform-bootstrap` leaves an account.
  private static Simulator bootstrapped() {
    var simulator = Simulator.stepped(7);
    call(
        simulator,
        "AmazonEC2ContainerServiceV20141113.CreateCluster",
        """
        {"clusterName": "tracecat-cluster", "capacityProviders": ["FARGATE", "FARGATE_SPOT"]}
        """);
    call(
        simulator,
        "Route53AutoNaming_v20170314.CreateHttpNamespace",
        "{\"Name\": \"tracecat.local\", \"CreatorRequestId\": \"1\"}");
    simulator.advance(Duration.ofMinutes(1));
    return simulator;
  }

  private static void call(Simulator simulator, String target, String body) {
    var headers =
        Map.of(
            "X-Amz-Target", List.of(target),
            "Content-Type", List.of("application/x-amz-json-1.1"));
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var response = simulator.handle(Request.of("POST", "/", headers, bytes));
    if (response.status() != 200) throw new IllegalStateException(response.text());
  }

  /// The repository, in which nothing is written; where a page has Terraform write its outputs,
  /// they are there.
  private static final class FromRoot implements Files {
    private final Files files = new DirectoryFiles();
    private final TreeMap<String, String> written = new TreeMap<>();

    @Override
    public List<ManifestFile> read(String path) {
      var own = new ArrayList<ManifestFile>();
      written.forEach((name, text) -> {
        boolean inside = name.startsWith(path + "/") && ManifestFile.named(name);
        if (inside) own.add(new ManifestFile(name, text));
      });
      return own.isEmpty() ? files.read(rooted(path)) : own;
    }

    @Override
    public List<String> taken(String folder, Collection<String> names) {
      return names.stream().filter(name -> written.containsKey(folder + "/" + name)).toList();
    }

    @Override
    public void write(String folder, SortedMap<String, String> texts) {
      texts.forEach((name, text) -> written.put(folder + "/" + name, text));
    }

    @Override
    public String text(String path, String name) {
      if (!name.equals("bootstrap-outputs.json")) return files.text(rooted(path), name);
      var outputs = new ArrayList<String>();
      for (var file : read(path)) {
        Pattern.compile("\\{output: (\\w+)}")
            .matcher(file.text())
            .results()
            .map(found -> "\"%s\": {\"value\": \"%s\"}".formatted(found.group(1), found.group(1)))
            .forEach(outputs::add);
      }
      return "{" + String.join(",", outputs) + "}";
    }

    /// What a reader would find in the folder they are in.
    @Override
    public String plain(String file) {
      var text = written.get(file);
      return text == null ? files.plain(rooted(file)) : text;
    }

    @Override
    public void write(String file, String text) {
      written.put(file, text);
    }

    private static String rooted(String path) {
      return Path.of("..").resolve(path).toString();
    }
  }
}
