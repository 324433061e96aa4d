package dev.berth.cli;

import dev.berth.aws.InProcessHttp;
import dev.berth.simulator.ConnectionReset;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An account in the process, and the processes of Berth that work on it, one after another: each
/// is a fresh [App], and remembers nothing of those before it.
///
/// What changes the account is taped, so that another one can be brought to where this one is
/// without any Berth: the simulator makes the same world of the same seed and the same writes.
final class Account {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final long SEED = 7;

  private final Simulator simulator = Simulator.stepped(SEED);
  private final List<Step> steps = new ArrayList<>();
  private final List<Integer> before = new ArrayList<>();
  private final StagedFiles files;

  Account(StagedFiles files) {
    this.files = files;
  }

  /// What changes an account. Reads do not.
  sealed interface Step {
    record Wrote(Request request) implements Step {}

    record Passed(Duration time) implements Step {}

    record Scripted(String rule) implements Step {}
  }

  /// @param before for each call, how many of the steps were made before it
  record Tape(List<Step> steps, List<Integer> before) {
    Tape {
      steps = List.copyOf(steps);
      before = List.copyOf(before);
    }

    int calls() {
      return before.size();
    }

    /// The steps made when a process dies before its call n, counted from 0.
    int cutBefore(int n) {
      return before.get(n);
    }

    /// The steps made when it dies after that call: a read adds none.
    int cutAfter(int n) {
      int made = before.get(n);
      boolean wrote = made < steps.size() && n + 1 < calls() && before.get(n + 1) > made;
      return wrote && steps.get(made) instanceof Step.Wrote ? made + 1 : made;
    }
  }

  /// How a process ended: by itself, or not.
  sealed interface End {
    record Exited(int code, String out) implements End {}

    record Died() implements End {}
  }

  /// What a connection that breaks is for the process at its end.
  enum Reset {
    DEATH,
    FAULT
  }

  /// The end of a process: no retry and no handler of failures catches an error, so that nothing of
  /// it goes on.
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /// Runs a command to its end.
  End berth(Reset reset, String... words) {
    var out = new ByteArrayOutputStream();
    try (var stream = new PrintStream(out, false, StandardCharsets.UTF_8)) {
      int code = new App(outside(stream, reset)).run(words);
      stream.flush();
      return new End.Exited(code, out.toString(StandardCharsets.UTF_8));
    } catch (Death _) {
      return new End.Died();
    }
  }

  private Outside outside(PrintStream out, Reset reset) {
    var variables = new TreeMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
    InProcessHttp.Server server =
        (method, path, headers, body) -> answer(reset, Request.of(method, path, headers, body));
    return new Outside(
        variables,
        out,
        out,
        Outside.Screen.PIPE,
        files,
        simulator::now,
        this::pass,
        Optional::empty,
        Optional.of(server),
        Optional.of(INTERVAL));
  }

  private InProcessHttp.Answer answer(Reset reset, Request request) {
    before.add(steps.size());
    try {
      var response = simulator.handle(request);
      if (writes(request)) steps.add(new Step.Wrote(request));
      return new InProcessHttp.Answer(response.status(), response.headers(), response.body());
    } catch (ConnectionReset e) {
      if (reset == Reset.DEATH) throw new Death();
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  static boolean writes(Request request) {
    if (request.method().equals("GET")) return false;
    var target = request.header("X-Amz-Target");
    return !target.substring(target.indexOf('.') + 1).matches("(Describe|List|Get).*");
  }

  void pass(Duration time) {
    simulator.advance(time);
    steps.add(new Step.Passed(time));
  }

  /// What somebody else writes to ECS.
  JsonNode ecs(String operation, String json) {
    var headers = new TreeMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/x-amz-json-1.1"));
    headers.put("X-Amz-Target", List.of("AmazonEC2ContainerServiceV20141113." + operation));
    var request = Request.of("POST", "/", headers, json.getBytes(StandardCharsets.UTF_8));
    var response = simulator.handle(request);
    var text = new String(response.body(), StandardCharsets.UTF_8);
    if (response.status() != 200) throw new AssertionError(operation + ": " + text);
    steps.add(new Step.Wrote(request));
    return JSON.readTree(text);
  }

  /// A rule about how containers end.
  void script(String rule) {
    simulator.script((ObjectNode) JSON.readTree(rule));
    steps.add(new Step.Scripted(rule));
  }

  /// Breaks the connection of the call n from now on, counted from 0, and of no other.
  ///
  /// @param when `before` or `after` the call has its effect
  void lose(int n, String when) {
    var fault = JSON.createObjectNode().put("kind", "reset").put("nth", n + 1).put("when", when);
    simulator.fault(fault);
  }

  /// Does again what was done to another account.
  void replay(List<Step> taped) {
    for (var step : taped) {
      switch (step) {
        case Step.Wrote(var request) -> {
          simulator.handle(request);
          steps.add(step);
        }
        case Step.Passed(var time) -> pass(time);
        case Step.Scripted(var rule) -> script(rule);
      }
    }
  }

  /// What was done to this account since its beginning, or since the tape was emptied.
  Tape tape() {
    return new Tape(steps, before);
  }

  void emptyTape() {
    steps.clear();
    before.clear();
  }

  Simulator simulator() {
    return simulator;
  }

  JsonNode dump() {
    return simulator.dump();
  }
}
