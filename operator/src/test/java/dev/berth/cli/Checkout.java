package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A small checkout with the real launcher, and a machine around it whose Java and Maven are
/// scripts that say what they were asked.
final class Checkout {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "dirname",
          "find",
          "ln",
          "ls",
          "mkdir",
          "mv",
          "nice",
          "readlink",
          "rm",
          "sha256sum",
          "sleep",
          "stat",
          "touch");

  /// Java answers with its own process id and its arguments. A training run leaves a cache, after
  /// what `during-training` says.
  private static final String JAVA =
      """
      #!/bin/sh
      echo "$$ $(dirname "$0")"
      for word in "$@"; do
        echo "[$word]"
        case $word in
          -XX:AOTCacheOutput=*)
            [ ! -f "$MACHINE/during-training" ] || . "$MACHINE/during-training"
            echo trained >"${word#*=}" ;;
        esac
      done
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "[$JAVA25_HOME] $*" >>"$MACHINE/builds"
      [ ! -p "$MACHINE/gate" ] || cat "$MACHINE/gate"
      [ ! -f "$MACHINE/broken" ] || { echo "cannot find symbol"; exit 1; }
      mkdir -p operator/target/lib
      [ -f operator/target/berth.jar ] || echo classes >operator/target/berth.jar
      echo library >operator/target/lib/a.jar
      """;

  private final Path machine;

  Checkout(Path machine) throws IOException {
    this.machine = machine;
    var launcher = Files.readString(Path.of("..", "berth"));
    script("repo/berth", launcher.replace("/usr/lib/jvm/", machine + "/jvm/"));
    write("repo/pom.xml", "<project/>");
    write("repo/operator/pom.xml", "<project/>");
    write("repo/operator/src/main/java/Main.java", "class Main {}");
    write("repo/manifests/api.yaml", "kind: Service");
    for (var tool : TOOLS) {
      script("bin/" + tool, "#!/bin/sh\nexec " + onThisMachine(tool) + " \"$@\"\n");
    }
  }

  /// What one start of the launcher came to.
  record Run(int code, List<String> out, List<String> err) {}

  Checkout withJava(String name, String version) throws IOException {
    write("jvm/" + name + "/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    script("jvm/" + name + "/bin/java", JAVA);
    return this;
  }

  Checkout withMaven() throws IOException {
    script("bin/mvn", MAVEN);
    return this;
  }

  /// As `mvn package` would leave it, a minute after the sources were written.
  Checkout built() throws IOException {
    write("repo/operator/target/berth.jar", "classes");
    write("repo/operator/target/lib/a.jar", "library");
    return touched("repo/operator/target/berth.jar", 60);
  }

  Checkout touched(String file, int seconds) throws IOException {
    Files.setLastModifiedTime(at(file), FileTime.from(Instant.now().plusSeconds(seconds)));
    return this;
  }

  Run start(String... arguments) throws IOException, InterruptedException {
    return result(launch(List.of(), at("repo/berth").toString(), arguments));
  }

  Process launch(List<String> environment, String launcher, String... arguments)
      throws IOException {
    var command = Stream.concat(Stream.of(launcher), Arrays.stream(arguments)).toList();
    var builder = new ProcessBuilder(command).directory(machine.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", at("bin").toString());
    builder.environment().put("HOME", at("home").toString());
    builder.environment().put("MACHINE", machine.toString());
    for (var setting : environment) {
      var at = setting.indexOf('=');
      builder.environment().put(setting.substring(0, at), setting.substring(at + 1));
    }
    return builder.start();
  }

  static Run result(Process process) throws IOException, InterruptedException {
    var out = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    var err = new String(process.getErrorStream().readAllBytes(), UTF_8).lines().toList();
    return new Run(process.waitFor(), out, err);
  }

  int builds() throws IOException {
    return Files.exists(at("builds")) ? Files.readAllLines(at("builds")).size() : 0;
  }

  Path at(String path) {
    return machine.resolve(path);
  }

  void write(String path, String text) throws IOException {
    Files.createDirectories(at(path).getParent());
    Files.writeString(at(path), text);
  }

  private void script(String path, String text) throws IOException {
    write(path, text);
    at(path).toFile().setExecutable(true);
  }

  private static Path onThisMachine(String tool) {
    return Stream.of("/bin", "/usr/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
