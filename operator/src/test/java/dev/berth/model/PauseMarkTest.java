package dev.berth.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-26")
class PauseMarkTest {
  private static final Instant END = Instant.parse("2026-03-01T13:00:00Z");

  @Test
  void it_reads_what_it_wrote() {
    var pause = PauseMark.until(END.plusMillis(7), "index is rebuilt: see /runbook");

    assertThat(pause.toString()).isEqualTo("2026-03-01T13:00:00Z/index is rebuilt: see /runbook");
    assertThat(read(pause.toString())).contains(pause);
    assertThat(pause.over(END.minusSeconds(1))).isFalse();
    assertThat(pause.over(END)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hands off", "tomorrow/hands off", "2026-03-01/hands off", "/", ""})
  void what_names_no_time_counts_until_it_goes(String text) {
    assertThat(read(text)).contains(new PauseMark(Optional.empty(), text));
    assertThat(read(text).orElseThrow().over(Instant.MAX)).isFalse();
  }

  @Test
  void a_reason_that_fits_no_tag_is_told() {
    assertThat(PauseMark.until(END, "wait; see").wrong())
        .contains("`;` cannot stand in a tag; letters, digits, spaces and _ . : / = + - @ can");
    assertThat(PauseMark.until(END, "x".repeat(235)).wrong()).isEmpty();
    assertThat(PauseMark.until(END, "x".repeat(237)).wrong())
        .contains("it is 2 characters too long for a tag of 256");
    assertThat(PauseMark.until(END, "ÄÖ 中 ok @ops").wrong()).isEmpty();
  }

  private static Optional<PauseMark> read(String text) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.PAUSE, text);
    return new Marks(tags).pause();
  }
}
