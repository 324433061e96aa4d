package dev.berth.cli;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Where the demo plays: a simulator in the process, the manifests, and the very commands that a
/// user types. Waiting moves the simulator's clock, so nobody waits.
final class Stage {
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";

  private final Outside outside;
  private final Sandbox sandbox;
  private final StagedFiles files;

  Stage(Outside outside, Sandbox sandbox, String folder) {
    this.sandbox = sandbox;
    this.files = new StagedFiles(folder);
    var variables = new TreeMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
    for (var name : List.of("NO_COLOR", "TERM")) {
      outside.variable(name).ifPresent(value -> variables.put(name, value));
    }
    this.outside =
        new Outside(
            variables,
            outside.out(),
            outside.err(),
            Outside.Screen.PIPE,
            files,
            sandbox::now,
            sandbox::advance,
            outside.interrupt(),
            Optional.of(sandbox::answer),
            Optional.of(STEP));
  }

  /// Runs a command as a user would, and tells which.
  int berth(String colour, String... words) {
    outside.out().println("$ berth " + String.join(" ", words));
    var all = new java.util.ArrayList<>(List.of(words));
    all.add("--color=" + colour);
    int code = new App(outside).run(all.toArray(String[]::new));
    if (code != 0) outside.out().println("(exit code " + code + ")");
    outside.out().println();
    return code;
  }

  /// Edits a manifest and shows the edit.
  void edit(String file, String from, String to) {
    files.edit(file, from, to);
    outside.out().println("edit " + file);
    outside.out().println("  - " + from);
    outside.out().println("  + " + to);
    outside.out().println();
  }

  /// A rule about how containers end.
  void script(String rule) {
    send("POST", "/_berth/rules", "", rule);
  }

  void pass(Duration time) {
    sandbox.advance(time);
  }

  /// What somebody else does to the cluster with the AWS API.
  Fields ecs(String operation, Fields request) {
    return send("POST", "/", TARGET + operation, Json.compact(request));
  }

  /// One service as DescribeServices shows it.
  Fields service(String cluster, String name) {
    var request =
        Fields.EMPTY
            .with("cluster", Value.of(cluster))
            .with("services", Value.texts(List.of(name)));
    return ecs("DescribeServices", request).each("services").getFirst();
  }

  /// How often an operation was called that changes something, by the simulator's own log.
  int calls(String operation) {
    return sandbox.calls(operation);
  }

  int writes() {
    return sandbox.writes();
  }

  private Fields send(String method, String path, String target, String body) {
    var headers = new TreeMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/x-amz-json-1.1"));
    if (!target.isEmpty()) headers.put("X-Amz-Target", List.of(target));
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var answer = sandbox.answer(method, path, headers, bytes);
    var text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.status() != 200) throw new IllegalStateException(target + ": " + text);
    return Json.parse(text) instanceof Fields fields ? fields : Fields.EMPTY;
  }
}
