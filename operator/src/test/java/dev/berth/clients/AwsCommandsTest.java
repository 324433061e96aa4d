package dev.berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people type: transcripts of the AWS CLI on the simulator. A line that begins with `$` is a
/// command, one with `%` lets so many seconds pass, and what follows is what the command printed.
/// `mvn -B test -Dtest=AwsCommandsTest -Dberth.write=true` writes what is printed now.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
class AwsCommandsTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/dev/berth/clients/aws");

  /// Tells what the CLI hands to the plugin that would open the session.
  private static final String PLUGIN =
      """
      #!/bin/sh
      [ $# = 0 ] && exit 0
      printf 'session: %s\\nregion: %s\\naction: %s\\ntarget: %s\\n' "$1" "$2" "$3" "$5"
      """;

  /// Keeps the variables of one command for the next.
  private static final String STEP =
      """
      . "$HOME/kept" 2>/dev/null
      eval "$1" 2>&1
      code=$?
      declare -p TASK SERVICE TOKEN >"$HOME/kept" 2>/dev/null
      exit $code
      """;

  private static final Pattern CHANGING =
      Pattern.compile(
          "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|(?<=ecs-svc/)\\d{19}"
              + "|(?<=ecs-execute-command-)[0-9a-f]{17}|(?<=-)\\d{10}\\b|[\\w-]{1000}");

  private final Recording recording = new Recording("aws", AwsCommandsTest.class);
  private final TreeMap<String, String> names = new TreeMap<>();
  private Simulator simulator;
  private HttpDoor door;
  private Tool bash;

  @BeforeEach
  void find(@TempDir Path home) throws IOException {
    names.clear();
    simulator = Simulator.stepped(7);
    door = HttpDoor.start(simulator, 0, recording);
    Tool.required("aws", home);
    var plugin = Files.createDirectory(home.resolve("bin")).resolve("session-manager-plugin");
    Files.writeString(plugin, PLUGIN);
    Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
    bash = Tool.required("bash", home).at("http://127.0.0.1:" + door.port());
    bash.with("PATH", plugin.getParent() + ":" + System.getenv("PATH"));
    bash.with("TZ", "UTC").with("COLUMNS", "100");
  }

  @AfterEach
  void close() {
    door.close();
  }

  @AfterAll
  void nothing_was_sent_that_is_not_recorded() {
    recording.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec-access", "outputs"})
  void every_command_prints_what_its_transcript_shows(String name) throws IOException {
    var file = TRANSCRIPTS.resolve(name + ".txt");
    var told = Files.readString(file);
    var shown = new StringBuilder();

    for (var line : told.lines().filter(AwsCommandsTest::asked).toList()) {
      shown.append(line).append('\n').append(answer(line));
    }

    if (Boolean.getBoolean("berth.write")) Files.writeString(file, shown);
    assertThat(Files.readString(file))
        .as("%s; mend with: mvn -B test -Dtest=AwsCommandsTest -Dberth.write=true", file)
        .isEqualTo(shown.toString());
    var commands = shown.toString().lines().filter(each -> each.startsWith("$ ")).count();
    System.out.println("aws " + name + ": " + commands + " commands");
  }

  private static boolean asked(String line) {
    return line.startsWith("$ ") || line.startsWith("% ") || line.startsWith("# ");
  }

  private String answer(String line) {
    var rest = line.substring(2);
    return switch (line.charAt(0)) {
      case '$' -> command(rest);
      case '%' -> {
        simulator.advance(Duration.ofSeconds(Long.parseLong(rest)));
        yield "";
      }
      default -> "";
    };
  }

  private String command(String command) {
    var ran = bash.run(List.of("-c", STEP, "-", command));
    var printed = ran.out().isEmpty() || ran.out().endsWith("\n") ? ran.out() : ran.out() + "\n";
    var ended = ran.code() == 0 ? "" : "(fails)\n";
    return stable(printed) + ended;
  }

  /// Names instead of ids, in the order in which they turn up.
  private String stable(String text) {
    var ported = text.replace("127.0.0.1:" + door.port(), "HOST");
    return CHANGING
        .matcher(ported)
        .replaceAll(found -> names.computeIfAbsent(found.group(), id -> "ID" + (names.size() + 1)));
  }
}
