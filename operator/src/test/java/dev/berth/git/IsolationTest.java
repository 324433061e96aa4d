package dev.berth.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fetch in a process of its own, on a machine whose every configuration would break it.
class IsolationTest {
  @TempDir private Path place;

  /// Prints the commit.
  static final class Fetch {
    private Fetch() {}

    public static void main(String[] args) {
      var source =
          new GitSource(
              Remote.of(args[0], "main", ""),
              () -> Credentials.NONE,
              Optional.of(Path.of(args[1])),
              Limits.USUAL,
              InstantSource.system());
      System.out.print(source.fetch().commit().id());
    }
  }

  @Test
  void nothing_of_the_machine_is_read_and_no_program_is_run() throws Exception {
    var home = Files.createDirectories(place.resolve("home"));
    var bin = Files.createDirectories(place.resolve("bin"));
    var config =
        """
        [url "http://127.0.0.1:1/"]
          insteadOf = http://
          insteadOf = /
        [http]
          proxy = http://127.0.0.1:1
        [core]
          hooksPath = /nowhere
        broken [
        """;
    Files.writeString(home.resolve(".gitconfig"), config);
    for (var program : List.of("git", "sh", "bash", "ssh")) {
      var script = "#!/bin/false\n".replace("/bin/false", place.resolve("never").toString());
      Files.writeString(bin.resolve(program), script).toFile().setExecutable(true);
    }
    try (var upstream = Upstream.in(place.resolve("deploy.git"));
        var server = WebServer.of(upstream.repository())) {
      var id = upstream.with("web.yaml", "kind: Service").commit("main", "Start");

      assertThat(fetch(home, bin, server.url(), "one")).isEqualTo(id);
      assertThat(fetch(home, bin, upstream.path(), "two")).isEqualTo(id);
    }
    try (Stream<Path> list = Files.walk(home)) {
      assertThat(list.map(home::relativize).map(Path::toString)).containsExactly("", ".gitconfig");
    }
  }

  private String fetch(Path home, Path bin, String url, String cache)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Duser.home=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            Fetch.class.getName(),
            url,
            place.resolve(cache).toString());
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_CONFIG_HOME", home.toString());
    builder.environment().put("GIT_DIR", "/nowhere");
    builder.environment().put("PATH", bin.toString());
    builder.redirectErrorStream(true);
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return said;
  }
}
