package dev.berth.cli;

import dev.berth.aws.InProcessHttp;
import dev.berth.manifest.Closest;
import dev.berth.model.Failure;
import dev.berth.reconcile.EcsFailure;
import dev.berth.simulator.ConnectionReset;
import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Request;
import dev.berth.simulator.Scenario;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.UnusableState;
import dev.berth.simulator.ecs.Consistency;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The composition root: wires the commands to the world and turns what they throw into an exit
/// code and one screen of text.
final class App {
  private static final int WIDTH = 100;

  private final Outside outside;
  private final Sandbox.Maker sandboxes = new Simulators();

  App(Outside outside) {
    this.outside = outside;
  }

  int run(String... args) {
    return commands(args).execute(args);
  }

  /// All of them; of the words of a command line that begins with a command, just that one, as
  /// picocli takes its time over each.
  CommandLine commands(String... words) {
    var line = new CommandLine(new BerthCommand());
    var all = all();
    var named = words.length > 0 ? all.get(words[0]) : null;
    if (named != null) line.addSubcommand(named.get());
    else all.values().forEach(each -> line.addSubcommand(each.get()));
    line.setOut(new PrintWriter(outside.out(), true));
    line.setErr(new PrintWriter(outside.err(), true));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setUsageHelpWidth(WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(this::misused);
    line.setExecutionExceptionHandler((error, _, _) -> failed(error));
    return line;
  }

  /// By name, in the order of the help.
  private Map<String, Supplier<Object>> all() {
    var all = new LinkedHashMap<String, Supplier<Object>>();
    all.put("demo", () -> new DemoCommand(outside, sandboxes));
    all.put("validate", () -> new ValidateCommand(outside));
    all.put("verify", () -> new VerifyCommand(outside));
    all.put("diff", () -> new DiffCommand(outside));
    all.put("apply", () -> new ApplyCommand(outside));
    all.put("run", () -> new RunCommand(outside));
    all.put("health", () -> new HealthCommand(outside));
    all.put("status", () -> new StatusCommand(outside));
    all.put("retry", () -> new RetryCommand(outside));
    all.put("pause", () -> new PauseCommand(outside));
    all.put("resume", () -> new ResumeCommand(outside));
    all.put("rollback", () -> new RollbackCommand(outside));
    all.put("history", () -> new HistoryCommand(outside));
    all.put(
        "job", () -> new CommandLine(new JobCommand()).addSubcommand(new JobRunCommand(outside)));
    all.put("gc", () -> new GcCommand(outside));
    all.put("destroy", () -> new DestroyCommand(outside));
    all.put("adopt", () -> new AdoptCommand(outside));
    all.put("orphan", () -> new OrphanCommand(outside));
    all.put("import", () -> new ImportCommand(outside));
    all.put("simulator", () -> new SimulatorCommand(outside, sandboxes));
    all.put("schema", () -> new SchemaCommand(outside));
    all.put("train", () -> new TrainCommand(outside, sandboxes));
    return all;
  }

  private int misused(ParameterException error, String[] args) {
    var name = error.getCommandLine().getCommandSpec().qualifiedName();
    outside.err().println("berth: " + words(error));
    outside.err().println("try: " + name + " --help");
    return Exit.INVALID.code();
  }

  private static String words(ParameterException error) {
    if (!(error instanceof UnmatchedArgumentException unmatched) || unmatched.isUnknownOption()) {
      return error.getMessage();
    }
    var first = unmatched.getUnmatched().getFirst();
    if (error.getCommandLine().getParent() != null) return "one word too many: " + first;
    var known = error.getCommandLine().getSubcommands().keySet();
    var hint = Closest.hint(first, known);
    return "there is no command " + first + (hint.isEmpty() ? "" : "; " + hint);
  }

  private int failed(Exception error) {
    return switch (error) {
      case Problem problem -> {
        var mark = problem.findings().isEmpty() ? "berth: " : "";
        problem.lines().forEach(line -> outside.err().println(mark + line));
        yield problem.exit().code();
      }
      case EcsFailure failure -> {
        for (var text : refusal(failure.failure())) {
          Lines.below("berth: ", text, WIDTH).forEach(outside.err()::println);
        }
        yield Exit.REFUSED.code();
      }
      default -> {
        outside.err().println("berth: a bug in Berth: " + error);
        for (var frame :
            List.of(error.getStackTrace()).subList(0, Math.min(8, error.getStackTrace().length))) {
          outside.err().println("  at " + frame);
        }
        outside.err().println("nothing more was done; please report this with the lines above");
        yield Exit.REFUSED.code();
      }
    };
  }

  static List<String> refusal(Failure failure) {
    var first = failure.message();
    return failure.hint().isEmpty() ? List.of(first) : List.of(first, failure.hint());
  }

  /// Makes simulators: the one place that knows them.
  private static final class Simulators implements Sandbox.Maker {
    @Override
    public Sandbox stepped(long seed) {
      return new Simulated(Simulator.stepped(seed));
    }

    @Override
    public Sandbox.Door open(Sandbox.Setup setup) {
      try {
        return opened(simulator(setup), setup.port());
      } catch (Scenario.Invalid | UnusableState e) {
        throw new Problem(Exit.INVALID, List.of(e.getMessage()));
      } catch (UncheckedIOException e) {
        throw new Problem(
            Exit.INVALID,
            List.of(
                "cannot listen on 127.0.0.1:"
                    + setup.port()
                    + "; is the port taken? use --port 0"));
      }
    }
  }

  private static Simulator simulator(Sandbox.Setup setup) {
    var asked = scenario(setup);
    if (setup.state().isPresent()) {
      return Simulator.kept(setup.state().get(), asked, setup.speed());
    }
    return Simulator.scaled(asked.orElseGet(() -> Scenario.seeded(1)), setup.speed());
  }

  private static Optional<Scenario> scenario(Sandbox.Setup setup) {
    var text = setup.scenario();
    if (text.isEmpty() && !setup.eventual()) return Optional.empty();
    var parsed = text.isEmpty() ? Scenario.seeded(1) : Scenario.parse(setup.name(), text);
    var stated = !parsed.consistency().equals(Consistency.STRONG);
    var late = setup.eventual() && !stated;
    return Optional.of(late ? parsed.with(Consistency.EVENTUAL) : parsed);
  }

  private static Opened opened(Simulator simulator, int port) {
    try {
      return new Opened(HttpDoor.start(simulator, port), simulator);
    } catch (UncheckedIOException e) {
      simulator.close();
      throw e;
    }
  }

  private record Opened(HttpDoor door, Simulator simulator) implements Sandbox.Door {
    @Override
    public int port() {
      return door.port();
    }

    @Override
    public void keep() {
      simulator.keep();
    }

    @Override
    public void close() {
      door.close();
      simulator.close();
    }
  }

  private record Simulated(Simulator simulator) implements Sandbox {
    @Override
    public InProcessHttp.Answer answer(
        String method, String path, Map<String, List<String>> headers, byte[] body) {
      try {
        var response = simulator.handle(Request.of(method, path, headers, body));
        return new InProcessHttp.Answer(response.status(), response.headers(), response.body());
      } catch (ConnectionReset e) {
        throw new UncheckedIOException(new IOException(e.getMessage(), e));
      }
    }

    @Override
    public Instant now() {
      return simulator.now();
    }

    @Override
    public void advance(Duration time) {
      simulator.advance(time);
    }

    @Override
    public int calls(String operation) {
      return simulator.callLog().count(operation);
    }

    @Override
    public int writes() {
      return simulator.callLog().writes().size();
    }
  }
}
