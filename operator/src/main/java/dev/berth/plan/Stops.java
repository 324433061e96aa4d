package dev.berth.plan;

import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.Exit;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Live.TaskStop;
import java.util.Optional;

/// Why the tasks of a failed roll-out ended, in one line.
public final class Stops {
  /// Of tasks that had to make room, such as by a roll-back.
  private static final String STOPPED_BY_ECS = "ServiceSchedulerInitiated";

  private Stops() {}

  /// Such as `container migrations exited 1`, or what ECS says of the deployment.
  ///
  /// @param deployment the one that is in trouble, as `ecs-svc/<digits>`
  public static String told(LiveService live, String deployment) {
    var own = live.stops().stream().filter(stop -> stop.deployment().equals(deployment)).toList();
    return own.stream()
        .filter(Stops::byItself)
        .findFirst()
        .or(() -> own.stream().filter(Stops::starting).findFirst())
        .or(() -> own.stream().findFirst())
        .map(Stops::told)
        .orElseGet(() -> reason(live));
  }

  /// How a service deployment ended that failed. One that goes through stages ends by a hook, an
  /// alarm or a person, of which ECS tells in its reason; another one by its tasks.
  public static String told(LiveService live, PastDeployment past) {
    var verb = past.status().equals("STOPPED") ? "stopped: " : "rolled back: ";
    var reason = reason(past);
    if (past.shift().isPresent() && !reason.isEmpty()) return verb + reason;
    boolean tasks = live.stops().stream().anyMatch(stop -> own(stop, past) && byItself(stop));
    if (tasks || reason.isEmpty()) return verb + told(live, past.deployment());
    return verb + reason;
  }

  private static boolean own(TaskStop stop, PastDeployment past) {
    return stop.deployment().equals(past.deployment());
  }

  /// In ECS's words, functions by their names.
  private static String reason(PastDeployment past) {
    return past.reason()
        .replaceFirst("^Service deployment rolled back because (of )?(the )?", "")
        .replaceAll("arn:[^ ]*:function:([A-Za-z0-9_-]+)", "$1")
        .replaceFirst("\\.$", "");
  }

  /// Not to make room for others.
  private static boolean byItself(TaskStop stop) {
    return !starting(stop) && (!stop.code().equals(STOPPED_BY_ECS) || unhealthy(stop));
  }

  private static boolean unhealthy(TaskStop stop) {
    return stop.reason().startsWith("Task failed ");
  }

  private static boolean starting(TaskStop stop) {
    return stop.code().equals(TaskStop.STARTING);
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
    if (unhealthy(stop))
      return stop.reason().replaceFirst("arn:[^ ]*:targetgroup/([^/]+)/\\w+", "$1");
    if (starting(stop) && !stop.exits().isEmpty()) {
      return "container " + stop.exits().getFirst().container() + " has not ended";
    }
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

  /// ECS's own words: of the failed deployment, or of the newest event that tells of a trouble.
  private static String reason(LiveService live) {
    return live.deployments().stream()
        .filter(d -> d.failedTasks() > 0 || d.rollout().equals(Optional.of(Rollout.FAILED)))
        .map(Deployment::reason)
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .or(() -> live.events().stream().filter(event -> event.contains("unable to")).findFirst())
        .orElse("no task became healthy");
  }
}
