package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// When a process may go on to a commit, with or without another one that writes.
@Tag("R-27")
@Tag("R-28")
class LineageTest {
  private final Lineage lineage = new Lineage();
  private Optional<String> item = Optional.empty();

  private final LastGood memory =
      new LastGood() {
        @Override
        public Optional<String> commit() {
          return item;
        }

        @Override
        public void keep(String commit) {
          item = Optional.of(commit);
        }
      };

  private boolean goesOn(String commit, int looks) {
    return lineage.goesOn(memory, new Commit(commit, "", Optional.empty()), looks).isEmpty();
  }

  @BeforeEach
  void first() {
    assertThat(goesOn("1", 1)).isTrue();
    assertThat(item).contains("1");
  }

  @Test
  void who_writes_alone_goes_from_commit_to_commit_and_back() {
    assertThat(goesOn("2", 2)).isTrue();
    assertThat(goesOn("1", 3)).isTrue();
    assertThat(item).contains("1");
  }

  @Test
  void where_another_went_on_the_source_is_asked_first() {
    item = Optional.of("2");

    assertThat(goesOn("1", 1)).isFalse();
    assertThat(goesOn("1", 1)).isFalse();
    assertThat(item).contains("2");
    // The branch was set back.
    assertThat(goesOn("1", 2)).isTrue();
    assertThat(item).contains("1");
  }

  @Test
  void what_another_came_to_is_what_the_source_has_now() {
    item = Optional.of("2");
    assertThat(goesOn("1", 1)).isFalse();

    assertThat(goesOn("2", 2)).isTrue();
    assertThat(goesOn("3", 2)).isTrue();
  }

  /// Another one may have gone on and come back to what this one had written down.
  @Test
  void who_stood_by_asks_first_unless_it_has_the_same() {
    lineage.standsBy();

    assertThat(goesOn("2", 1)).isFalse();
    assertThat(goesOn("2", 2)).isTrue();
    lineage.standsBy();
    assertThat(goesOn("2", 2)).isTrue();
  }
}
