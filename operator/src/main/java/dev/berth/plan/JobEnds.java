package dev.berth.plan;

import dev.berth.model.Ledger;
import dev.berth.model.Ledger.Outcome;
import dev.berth.model.Ledger.Result;
import dev.berth.model.Live.Exit;
import dev.berth.model.Live.JobTask;
import dev.berth.model.Live.TaskStop;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.List;
import java.util.Optional;

/// What became of a Job's task that has stopped.
///
/// It succeeded when every essential container exited 0 by itself. It could not be started when ECS
/// says so and no container has an exit code: nothing of it can have had an effect.
final class JobEnds {
  private static final String EXITED = "EssentialContainerExited";
  private static final String NOT_STARTED = "TaskFailedToStart";

  private JobEnds() {}

  static Outcome of(JobTask task, Ledger.Attempt attempt, Fields definition) {
    var essential = essential(definition);
    var ends = task.exits().stream().filter(e -> essential.contains(e.container())).toList();
    boolean none = task.exits().stream().allMatch(exit -> exit.code().isEmpty());
    if (task.code().equals(NOT_STARTED) && none) {
      var stop = stop(task, task.exits());
      return outcome(Result.UNLAUNCHED, Optional.empty(), task, attempt, unstarted(stop));
    }
    boolean zero = !ends.isEmpty() && ends.stream().allMatch(e -> e.code().equals(Optional.of(0)));
    if (task.code().equals(EXITED) && zero) {
      return outcome(Result.SUCCEEDED, Optional.of(ends.getFirst()), task, attempt, "");
    }
    return failed(task, attempt, ends);
  }

  private static Outcome failed(JobTask task, Ledger.Attempt attempt, List<Exit> essential) {
    // One that ended well is not why, even where ECS tells nothing of the others.
    var bad = task.exits().stream().filter(e -> !e.code().equals(Optional.of(0))).toList();
    var stop = stop(task, bad);
    if (!task.code().equals(EXITED) && !task.code().equals(NOT_STARTED)) {
      var first = essential.stream().findFirst();
      var told = task.reason().isBlank() ? stopped(task) : task.reason();
      return outcome(Result.FAILED, first, task, attempt, told);
    }
    var told = Stops.told(stop).isBlank() ? stopped(task) : Stops.told(stop);
    return outcome(Result.FAILED, Stops.culprit(stop), task, attempt, told);
  }

  private static String stopped(JobTask task) {
    return task.code().isEmpty() ? "its task was stopped" : "its task was stopped: " + task.code();
  }

  private static Outcome outcome(
      Result result, Optional<Exit> exit, JobTask task, Ledger.Attempt attempt, String reason) {
    return new Outcome(
        result,
        exit.flatMap(Exit::code),
        Optional.of(task.id()),
        task.at(),
        attempt.id(),
        exit.map(Exit::container),
        reason);
  }

  private static String unstarted(TaskStop stop) {
    boolean told = stop.exits().stream().anyMatch(exit -> !exit.reason().isEmpty());
    return told ? Stops.told(stop) : stop.reason();
  }

  private static TaskStop stop(JobTask task, List<Exit> exits) {
    return new TaskStop(task.arn(), "", task.code(), task.reason(), task.at(), exits);
  }

  private static List<String> essential(Fields definition) {
    return definition.each("containerDefinitions").stream()
        .filter(container -> !container.at("essential").equals(Optional.of(Value.of(false))))
        .flatMap(container -> container.text("name").stream())
        .toList();
  }
}
