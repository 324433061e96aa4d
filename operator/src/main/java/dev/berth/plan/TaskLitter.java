package dev.berth.plan;

import dev.berth.model.Belongings.Phase;
import dev.berth.model.Belongings.Task;
import dev.berth.model.Desired;
import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Litter.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which tasks nobody waits for any more.
///
/// Tags propagate from services and task definitions to tasks, so that they alone prove nothing: a
/// task of ours bears `berth:owner` and `berth:job`, and a `startedBy` that we made.
public final class TaskLitter {
  private TaskLitter() {}

  /// Whether an environment's own Job started it.
  public static boolean ours(Task task, String owner) {
    return !ofService(task)
        && task.startedBy().startsWith(Tokens.PREFIX)
        && task.marks().owner().equals(Optional.of(owner))
        && job(task).isPresent();
  }

  private static boolean ofService(Task task) {
    return task.group().startsWith("service:") || task.startedBy().startsWith("ecs-svc/");
  }

  private static Optional<String> job(Task task) {
    return Optional.ofNullable(task.marks().tags().get(Marks.JOB));
  }

  static Fate fate(Task task, Desired desired, Instant now, Duration grace) {
    if (ofService(task)) return new Fate.Stays("tasks of services");
    if (!ours(task, desired.environment().owner())) return new Fate.Stays("tasks of others");
    if (task.phase() == Phase.STOPPING) return new Fate.Stays("tasks that stop already");
    if (task.createdAt().equals(Instant.EPOCH)) return new Fate.Stays("tasks of unknown age");
    var age = Duration.between(task.createdAt(), now);
    var want =
        desired.wanted().values().stream()
            .filter(wanted -> wanted.key().kind() == ResourceKey.Kind.JOB)
            .filter(wanted -> job(task).equals(Optional.of(wanted.key().toString())))
            .findFirst();
    if (want.isEmpty()) {
      if (age.compareTo(grace) < 0) return new Fate.Stays("tasks younger than the grace");
      return new Fate.Goes("their jobs left the manifests", Litter.Way.STOP);
    }
    var most = want.get().wiring().deadline().plus(grace);
    if (age.compareTo(most) < 0) return new Fate.Stays("tasks of jobs that run");
    return new Fate.Goes("past their deadline, and nobody stopped them", Litter.Way.STOP);
  }
}
