package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.Ledger;
import dev.berth.model.Ledger.Result;
import dev.berth.model.Live.Exit;
import dev.berth.model.Live.JobTask;
import dev.berth.model.Value.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a task that has stopped means for its Job, by the stop code and what its containers left.
@Tag("R-16")
class JobEndsTest {
  private static final Fields DEFINITION =
      (Fields)
          Json.parse(
              """
              {"containerDefinitions": [{"name": "work"}, {"name": "help", "essential": false}]}
              """);

  /// @param work and `help`: exit codes; empty where there is none
  @ParameterizedTest
  @CsvSource({
    "EssentialContainerExited, '', 0, 0,   SUCCEEDED,  ''",
    "EssentialContainerExited, '', 0, 137, SUCCEEDED,  ''",
    "EssentialContainerExited, '', 3, 0,   FAILED,     container work exited 3",
    "EssentialContainerExited, '', '', 0,  FAILED,     its task was stopped:"
        + " EssentialContainerExited",
    "TaskFailedToStart, no room, '', '',   UNLAUNCHED, no room",
    "TaskFailedToStart, '', '', 1,         FAILED,     container help exited 1",
    "UserInitiated, by hand, 0, 0,         FAILED,     by hand",
    "UserInitiated, '', 137, '',           FAILED,     its task was stopped: UserInitiated",
    "SpotInterruption, '', '', '',         FAILED,     its task was stopped: SpotInterruption",
    "'', '', '', '',                       FAILED,     its task was stopped"
  })
  void a_task_that_has_stopped_is_told(
      String code, String reason, String work, String help, Result result, String told) {
    var outcome = JobEnds.of(task(code, reason, work, help), attempt(), DEFINITION);

    assertThat(outcome.result()).isEqualTo(result);
    if (told.isEmpty()) assertThat(outcome.reason()).isEmpty();
    else assertThat(outcome.reason()).startsWith(told);
  }

  private static Ledger.Attempt attempt() {
    return new Ledger.Attempt(1, 1, Instant.EPOCH);
  }

  private static JobTask task(String code, String reason, String work, String help) {
    var exits = List.of(new Exit("work", code(work), ""), new Exit("help", code(help), ""));
    var at = Instant.ofEpochSecond(60);
    return new JobTask("arn:task/c/a1", "STOPPED", true, code, reason, Instant.EPOCH, at, exits);
  }

  private static Optional<Integer> code(String text) {
    return Optional.of(text).filter(code -> !code.isEmpty()).map(Integer::valueOf);
  }
}
