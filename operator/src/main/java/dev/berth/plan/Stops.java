package dev.berth.plan;

import dev.berth.model.Live.Exit;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.TaskStop;
import java.util.Optional;

/// Why the tasks of a failed roll-out ended, in one line.
public final class Stops {
  private Stops() {}

  /// Such as `container migrations exited 1`, or what ECS says of the deployment.
  public static String told(LiveService live) {
    return live.stops().stream()
        .filter(stop -> !stop.code().equals("ServiceSchedulerInitiated"))
        .findFirst()
        .or(() -> live.stops().stream().findFirst())
        .map(Stops::told)
        .orElseGet(() -> reason(live));
  }

  /// The container that broke its task: the one that failed by itself, rather than the one that was
  /// stopped since it could not start after it.
  public static Optional<Exit> culprit(TaskStop stop) {
    return stop.exits().stream()
        .filter(exit -> exit.code().filter(code -> code != 0 && code != 143).isPresent())
        .findFirst()
        .or(() -> stop.exits().stream().filter(exit -> !exit.reason().isEmpty()).findFirst())
        .or(() -> stop.exits().stream().filter(e -> e.code().isPresent()).findFirst());
  }

  public static String told(TaskStop stop) {
    return culprit(stop).map(exit -> told(exit, stop)).orElse(stop.reason());
  }

  private static String told(Exit exit, TaskStop stop) {
    var text = new StringBuilder("container ").append(exit.container());
    exit.code().ifPresent(code -> text.append(" exited ").append(code));
    if (!exit.reason().isEmpty()) return text.append(": ").append(exit.reason()).toString();
    return exit.code().isEmpty()
        ? text.append(": ").append(stop.reason()).toString()
        : text.toString();
  }

  private static String reason(LiveService live) {
    return live.deployments().stream()
        .filter(d -> !d.reason().isEmpty())
        .filter(d -> d.failedTasks() > 0)
        .findFirst()
        .or(() -> live.primary())
        .map(d -> d.reason().isEmpty() ? "no task became healthy" : d.reason())
        .orElse("no task became healthy");
  }
}
