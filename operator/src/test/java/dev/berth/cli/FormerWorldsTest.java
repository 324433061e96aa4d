package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.plan.SpecHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every version of Berth left a world behind, with the manifests that it was made of. No later one
/// may find a difference in it, or an upgrade of Berth would roll out everything that it keeps.
///
/// A folder of `worlds` is never changed. A new version adds one: `mvn -B test
/// -Dtest=FormerWorldsTest -Dberth.write=true`
@Tag("R-05")
class FormerWorldsTest {
  private static final Path WORLDS = Path.of("src/test/resources/worlds");
  private static final Pattern HASH = Pattern.compile("\"\\d+-(?=[0-9a-f]{16}[\"/])");

  static List<Path> worlds() throws IOException {
    record();
    try (Stream<Path> folders = Files.list(WORLDS)) {
      return folders.sorted().toList();
    }
  }

  private static void record() throws IOException {
    var folder = WORLDS.resolve(version());
    if (Boolean.getBoolean("berth.write") && !Files.exists(folder)) {
      new WorldRecording().into(folder);
    }
  }

  /// Such as `0.1`, of the pom: patches change no format.
  static String version() throws IOException {
    var version = Pattern.compile("<version>(\\d+\\.\\d+)\\.").matcher(text(Path.of("../pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  @Test
  void this_version_has_left_its_world() throws IOException {
    assertThat(worlds())
        .as("record it with -Dberth.write=true")
        .contains(WORLDS.resolve(version()));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void what_an_earlier_version_made_has_no_difference(Path world) throws IOException {
    var aws = new RecordedAws(live(world));
    var services = aws.services();

    var diff = diff(world, aws);

    assertThat(diff.code()).as(diff.text()).isZero();
    boolean known = live(world).contains("\"" + SpecHash.VERSION + "-");
    assertThat(aws.calls("DescribeTaskDefinition"))
        .as("task definitions read; has the canonical form changed without SpecHash.VERSION?")
        .isEqualTo(known ? 0 : services);
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void a_hash_of_another_format_leads_to_a_look_and_to_no_difference(Path world)
      throws IOException {
    var aws = new RecordedAws(HASH.matcher(live(world)).replaceAll("\"0-"));

    var diff = diff(world, aws);

    assertThat(diff.code()).as(diff.text()).isZero();
    assertThat(aws.calls("DescribeTaskDefinition")).isEqualTo(aws.services());
  }

  /// A world that shows no difference whatever is in it would prove nothing.
  @ParameterizedTest
  @MethodSource("worlds")
  void a_hash_of_another_format_hides_nothing(Path world) throws IOException {
    var other =
        HASH.matcher(live(world)).replaceAll("\"0-").replace("tracecat-ui:", "tracecat-ui:x");

    var diff = diff(world, new RecordedAws(other));

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.text()).contains("service/tracecat-ui").doesNotContain("service/tracecat-api");
  }

  private record Diff(int code, String text) {}

  private static Diff diff(Path world, RecordedAws aws) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      var folder = world.resolve("manifests").toString();
      int code = new App(outside(out, aws)).run("diff", folder, "-e", "demo");
      return new Diff(code, bytes.toString(StandardCharsets.UTF_8));
    }
  }

  private static Outside outside(PrintStream out, RecordedAws aws) {
    var variables = new TreeMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
    return new Outside(
        variables,
        out,
        out,
        Outside.Screen.PIPE,
        new DirectoryFiles(),
        InstantSource.system(),
        _ -> {},
        Optional::empty,
        Optional.of(aws),
        Optional.of(Duration.ofSeconds(30)));
  }

  private static String live(Path world) throws IOException {
    return text(world.resolve("live.json"));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
