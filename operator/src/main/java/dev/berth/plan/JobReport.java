package dev.berth.plan;

import dev.berth.model.Ledger.Attempt;
import dev.berth.model.Ledger.Outcome;
import dev.berth.model.Live.JobTask;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.List;
import java.util.Optional;

/// What is known of a Job's newest attempt, for people and programs.
///
/// @param task the last part of its ARN; empty where none was started
public record JobReport(
    Optional<Attempt> attempt,
    Optional<Outcome> outcome,
    Optional<String> task,
    Optional<Log> log) {

  /// Where a container's output lies in CloudWatch Logs.
  public record Log(String group, String stream) {}

  public static JobReport of(LiveJob have) {
    var ledger = have.ledger();
    var definition = have.definition().fields();
    var ended =
        have.tasks().stream()
            .filter(JobTask::stopped)
            .findFirst()
            .flatMap(task -> ledger.awaited().map(a -> JobEnds.of(task, a, definition)));
    var outcome = have.tasks().isEmpty() ? ledger.outcome() : ended;
    var task =
        outcome.flatMap(Outcome::task).or(() -> have.tasks().stream().findFirst().map(JobTask::id));
    var log = task.flatMap(id -> log(definition, outcome.flatMap(Outcome::container), id));
    return new JobReport(ledger.attempt(), outcome, task, log);
  }

  /// The stream's name is `prefix/container/task` (source: ECS developer guide, using the awslogs
  /// log driver).
  private static Optional<Log> log(Fields definition, Optional<String> container, String task) {
    return of(definition, container)
        .flatMap(found -> {
          var log = found.fields("logConfiguration");
          var options = log.fields("options");
          var group = options.text("awslogs-group");
          var stream =
              options
                  .text("awslogs-stream-prefix")
                  .map(prefix -> prefix + "/" + found.text("name").orElse("") + "/" + task);
          return group.flatMap(name -> stream.map(path -> new Log(name, path)));
        });
  }

  /// The one whose end it was; before the end, the first that is essential.
  private static Optional<Fields> of(Fields definition, Optional<String> container) {
    List<Fields> containers = definition.each("containerDefinitions");
    return containers.stream()
        .filter(each -> container.isPresent() && each.text("name").equals(container))
        .findFirst()
        .or(() ->
            containers.stream()
                .filter(each -> !each.at("essential").equals(Optional.of(Value.of(false))))
                .findFirst());
  }
}
