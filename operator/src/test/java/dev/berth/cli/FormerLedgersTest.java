package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every version of Berth left ledgers of Jobs behind, with the manifests that they were run for.
/// No later one may run them again, or forget how they ended.
///
/// A folder of `ledgers` is never changed. A new version adds one: `mvn -B test
/// -Dtest=FormerLedgersTest -Dberth.write=true`
@Tag("R-05")
@Tag("R-16")
class FormerLedgersTest {
  private static final Path LEDGERS = Path.of("src/test/resources/ledgers");

  private Instant clock = Instant.EPOCH;

  @BeforeAll
  static void record(@TempDir Path empty) throws IOException {
    var folder = LEDGERS.resolve(FormerWorldsTest.version());
    if (Boolean.getBoolean("berth.write") && !Files.exists(folder)) {
      new LedgerRecording(empty).into(folder);
    }
  }

  static Stream<Path> versions() throws IOException {
    try (Stream<Path> folders = Files.list(LEDGERS)) {
      return folders.sorted().toList().stream();
    }
  }

  @Test
  void this_version_has_left_its_ledgers() throws IOException {
    assertThat(versions())
        .as("record them with -Dberth.write=true")
        .contains(LEDGERS.resolve(FormerWorldsTest.version()));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void what_has_succeeded_is_settled(Path version) throws IOException {
    var aws = aws(version, "succeeded");

    var diff = ran(version, aws, "diff");
    assertThat(diff.code()).as(diff.text()).isZero();
    var apply = ran(version, aws, "apply");
    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(aws.writes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void what_has_failed_is_held(Path version) throws IOException {
    var aws = aws(version, "failed");

    var ran = ran(version, aws, "apply");

    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    assertThat(ran.text())
        .contains("migrate: the job failed and is held\n  why      container work exited 3\n")
        .contains("waiting, and left as they are:\n  web\n");
    assertThat(aws.writes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void what_runs_is_followed(Path version) throws IOException {
    var aws = aws(version, "running");

    var ran = ran(version, aws, "apply", "--timeout", "5m");

    assertThat(ran.code()).as(ran.text()).isEqualTo(4);
    assertThat(ran.text()).contains("migrate: still running\n  task ");
    assertThat(aws.writes()).isEmpty();
  }

  /// A ledger that says nothing whatever the manifest says would prove nothing.
  @ParameterizedTest
  @MethodSource("versions")
  void another_content_is_run(Path version, @TempDir Path folder) throws IOException {
    var drill = Drill.empty(folder);
    for (var file : new String[] {"app.yaml", "environments/demo.yaml"}) {
      drill.write(file, Files.readString(version.resolve("manifests").resolve(file)));
    }
    drill.edit("environments/demo.yaml", "{tag: 1}", "{tag: 2}");

    var ran = ran(folder, aws(version, "succeeded"), "diff");

    assertThat(ran.code()).as(ran.text()).isEqualTo(1);
    assertThat(ran.text()).contains("> job/migrate  run again\n");
  }

  private record Ran(int code, String text) {}

  private Ran ran(Path version, RecordedAws aws, String verb, String... options) {
    var bytes = new ByteArrayOutputStream();
    var inside = version.resolve("manifests");
    var folder = (Files.exists(inside) ? inside : version).toString();
    var words = Stream.concat(Stream.of(verb, folder, "-e", "demo"), Stream.of(options));
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      int code = new App(outside(out, aws)).run(words.toArray(String[]::new));
      return new Ran(code, bytes.toString(StandardCharsets.UTF_8));
    }
  }

  private Outside outside(PrintStream out, RecordedAws aws) {
    var variables = new TreeMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
    return new Outside(
        variables,
        out,
        out,
        Outside.Screen.PIPE,
        new DirectoryFiles(),
        () -> clock,
        time -> clock = clock.plus(time),
        Optional::empty,
        Optional.of(aws),
        Optional.of(Duration.ofSeconds(30)));
  }

  private static RecordedAws aws(Path version, String state) throws IOException {
    return new RecordedAws(Files.readString(version.resolve(state + ".json")));
  }
}
