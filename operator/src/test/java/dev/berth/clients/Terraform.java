package dev.berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.clients.Tool.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Terraform with its AWS provider in a folder of configuration. The provider is never downloaded:
/// it is looked for where `BERTH_TF_PLUGINS` says, else as `tf-plugins` in the usual places.
public final class Terraform implements AutoCloseable {
  private static final String PROVIDER = "hashicorp/aws";
  private static final List<String> PLACES =
      List.of(
          "/opt", "/usr/local", "/usr/local/share", "/usr/share", System.getProperty("user.home"));

  /// Tests run in the module's folder, benchmarks in the one above.
  private static final String MODULE = System.getProperty("berth.module", ".");

  private final Tool tool;
  private final Path folder;

  private Terraform(Tool tool, Path folder) {
    this.tool = tool;
    this.folder = folder;
  }

  /// A folder with this configuration, whose providers are there. Skips the test where Terraform or
  /// its provider is missing.
  ///
  /// @param home an empty folder; the configuration is beneath it
  /// @param configuration a folder among the test resources
  public static Terraform of(String configuration, Path home, String endpoint) {
    var tool = Tool.required("terraform", home);
    var plugins = Tool.found("Terraform's AWS provider", plugins());
    var folder = home.resolve("configuration");
    var settings = home.resolve("terraform.rc");
    try {
      Files.createDirectory(folder);
      Files.createFile(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tool.at(endpoint).with("TF_CLI_CONFIG_FILE", settings.toString());
    tool.with("TF_IN_AUTOMATION", "1").with("TF_INPUT", "0").with("CHECKPOINT_DISABLE", "1");
    var terraform = new Terraform(tool, folder);
    terraform.copy(Path.of(MODULE, "src", "test", "resources", "terraform", configuration));
    terraform.done("init", "-plugin-dir=" + plugins.toAbsolutePath());
    return terraform;
  }

  private static Optional<Path> plugins() {
    var said = Optional.ofNullable(System.getenv("BERTH_TF_PLUGINS")).map(Path::of);
    var usual = PLACES.stream().map(place -> Path.of(place, "tf-plugins"));
    return Stream.concat(said.stream(), usual).filter(Terraform::provides).findFirst();
  }

  /// Beneath the folder of any registry.
  private static boolean provides(Path place) {
    if (!Files.isDirectory(place)) return false;
    try (var registries = Files.list(place)) {
      return registries.anyMatch(each -> Files.isDirectory(each.resolve(PROVIDER)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(Path from) {
    try (var files = Files.list(from)) {
      for (var file : files.toList()) Files.copy(file, folder.resolve(file.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Terraform write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A value of one of the configuration's variables, from now on.
  public Terraform variable(String name, String value) {
    tool.with("TF_VAR_" + name, value);
    return this;
  }

  /// Whatever a command answers.
  public Ran run(String verb, String... options) {
    var words = new ArrayList<>(List.of(verb));
    words.addAll(List.of(options));
    words.add("-no-color");
    return tool.run(folder, words);
  }

  /// The output of a command that must succeed.
  public String done(String verb, String... options) {
    var ran = run(verb, options);
    assertThat(ran.code()).as(ran.text()).isZero();
    return ran.out();
  }

  public String apply(String... options) {
    var words = new ArrayList<>(List.of("-auto-approve"));
    words.addAll(List.of(options));
    return done("apply", words.toArray(String[]::new));
  }

  public String destroy() {
    return done("destroy", "-auto-approve");
  }

  /// Takes away the links to the providers, so that nothing outside is in reach of who clears up.
  @Override
  public void close() {
    try (var files = Files.walk(folder.resolve(".terraform"))) {
      for (var link : files.filter(Files::isSymbolicLink).toList()) Files.delete(link);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A plan finds nothing to do.
  public void settled() {
    var ran = run("plan", "-detailed-exitcode");
    assertThat(ran.code()).as(ran.text()).isZero();
  }
}
