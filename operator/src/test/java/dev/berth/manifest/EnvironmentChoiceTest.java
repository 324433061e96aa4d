package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Finding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentChoiceTest {
  private static final ManifestFile SERVICE = new ManifestFile("web.yaml", Folder.SERVICE);

  @Test
  void the_only_environment_needs_no_name() {
    assertThat(chosen(List.of(environment("demo"), SERVICE), Optional.empty()))
        .isEqualTo("acme/demo");
  }

  @Test
  void among_several_one_is_named() {
    var files = List.of(environment("prod"), SERVICE, environment("demo"));

    assertThat(Manifests.environments(files)).containsExactly("demo", "prod");
    assertThat(chosen(files, Optional.of("prod"))).isEqualTo("acme/prod");
  }

  @Test
  void among_several_an_unknown_or_missing_name_lists_them() {
    var files = List.of(environment("prod"), SERVICE, environment("demo"));

    assertThat(chosen(files, Optional.of("staging")))
        .isEqualTo("there is no Environment staging; choose with -e one of demo, prod");
    assertThat(chosen(files, Optional.empty()))
        .isEqualTo("there are several Environments; choose with -e one of demo, prod");
  }

  @Test
  void a_name_is_checked_where_there_is_one_environment() {
    assertThat(chosen(List.of(environment("demo"), SERVICE), Optional.of("prod")))
        .isEqualTo("there is no Environment prod; choose with -e one of demo");
  }

  private static ManifestFile environment(String name) {
    var text = Folder.ENVIRONMENT.replace("metadata: {name: demo}", "metadata: {name: NAME}");
    return new ManifestFile("environments/" + name + ".yaml", text.replace("NAME", name));
  }

  /// The owner of what was chosen, or what was found.
  private static String chosen(List<ManifestFile> files, Optional<String> name) {
    return switch (Manifests.parse(files, name, ResolvedParameters.NONE, "test")) {
      case Parsed.Valid(var desired, _) -> desired.environment().owner();
      case Parsed.Invalid(var findings) ->
          String.join("\n", findings.stream().map(Finding::toString).toList());
    };
  }
}
