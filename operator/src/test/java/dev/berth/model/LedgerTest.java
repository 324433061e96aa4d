package dev.berth.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Ledger.Attempt;
import dev.berth.model.Ledger.Outcome;
import dev.berth.model.Ledger.Result;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-16")
class LedgerTest {
  private static final Instant END = Instant.ofEpochSecond(1_767_225_600);

  /// Containers of Windows end with any 32 bits.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 2_000_000_000, -1, -1_073_741_515, Integer.MIN_VALUE})
  void an_outcome_is_read_as_it_was_written(int code) {
    var outcome = outcome(Optional.of(code));

    assertThat(read("2.1@1767225000", outcome.toString()).outcome()).contains(outcome);
  }

  @Test
  void one_without_a_code_too() {
    var outcome = outcome(Optional.empty());

    assertThat(read("2.1@1767225000", outcome.toString()).outcome()).contains(outcome);
  }

  @Test
  void the_outcome_of_an_earlier_attempt_counts_for_nothing() {
    var ledger = read("3.1@1767229000", outcome(Optional.of(0)).toString());

    assertThat(ledger.outcome()).isEmpty();
    assertThat(ledger.open()).contains(new Attempt(3, 1, Instant.ofEpochSecond(1_767_229_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2.1", "2.1@", "x.y@1", "9999999999.1@1", "2.1@9999999999999"})
  void an_attempt_that_is_none_is_that_of_the_outcome(String attempt) {
    var ledger = read(attempt, outcome(Optional.of(0)).toString());

    assertThat(ledger.attempt()).contains(new Attempt(2, 1, END));
    assertThat(ledger.outcome().map(Outcome::result)).contains(Result.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "succeeded", "done/0/t/1/2.1/c/", "succeeded/x/t/1/2.1/c/"})
  void an_outcome_that_is_none_leaves_the_attempt_open(String outcome) {
    assertThat(read("2.1@1767225000", outcome).open()).isPresent();
    assertThat(read("", outcome).attempt()).isEmpty();
  }

  private static Outcome outcome(Optional<Integer> code) {
    return new Outcome(
        Result.SUCCEEDED, code, Optional.of("a1b2"), END, "2.1", Optional.of("work"), "");
  }

  private static Ledger read(String attempt, String outcome) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.ATTEMPT, attempt);
    tags.put(Marks.OUTCOME, outcome);
    return Ledger.of(new Marks(tags));
  }
}
