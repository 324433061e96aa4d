package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The demo prints what `docs/demo.txt` holds, to the letter; `.ci/transcript` rewrites the file.
class DemoTest {
  private static final Path TRANSCRIPT = Path.of("docs/demo.txt");

  @Test
  void the_demo_prints_its_transcript_in_lines_of_a_hundred_columns() throws IOException {
    var printed = new ByteArrayOutputStream();

    int code;
    try (var out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      code = new App(outside(out)).run("demo");
    }

    var text = printed.toString(StandardCharsets.UTF_8);
    if (Boolean.getBoolean("berth.write")) java.nio.file.Files.writeString(TRANSCRIPT, text);
    assertThat(code).isZero();
    assertThat(text).isEqualTo(java.nio.file.Files.readString(TRANSCRIPT));
    assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 100);
    assertThat(text.lines()).allMatch(line -> line.equals(line.stripTrailing()));
  }

  /// Another time of day, and nothing in the environment: the demo depends on neither.
  private static Outside outside(PrintStream out) {
    return new Outside(
        new TreeMap<>(),
        out,
        out,
        Outside.Screen.PIPE,
        new DirectoryFiles(),
        () -> Instant.EPOCH,
        _ -> {},
        Optional::empty,
        Optional.empty(),
        Optional.empty());
  }
}
