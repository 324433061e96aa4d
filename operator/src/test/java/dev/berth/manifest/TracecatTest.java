package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ParameterNeeds.Result.Known;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.Finding;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The manifests that Berth was made for.
class TracecatTest {
  private static final List<ManifestFile> FILES =
      GoldenTest.manifests(Path.of("../manifests/tracecat"));

  @Test
  void the_demo_is_whole_by_itself() {
    var desired = desired("demo", ResolvedParameters.NONE);

    assertThat(desired.wanted().keySet().stream().map(ResourceKey::toString))
        .containsExactly(
            "cluster/tracecat-demo",
            "namespace/tracecat.local",
            "service/temporal",
            "service/temporal-ui",
            "service/tracecat-agent-executor",
            "service/tracecat-api",
            "service/tracecat-caddy",
            "service/tracecat-executor",
            "service/tracecat-ui",
            "service/tracecat-worker");
    assertThat(desired.environment().sync().mode()).isEqualTo(Mode.APPLY);
  }

  @Test
  void production_is_valid_whatever_its_bootstrap_puts_out() {
    var needs = ((Known) Manifests.parameters(FILES, Optional.of("production"))).needs();

    var desired = desired("production", ResolvedParameters.pretending(needs, new TreeMap<>()));

    assertThat(desired.wanted()).hasSize(7);
    assertThat(desired.environment().sync().mode()).isEqualTo(Mode.OBSERVE);
    assertThat(needs.terraformOutputs()).contains("bootstrap-outputs.json");
  }

  @Test
  void the_migrations_must_succeed_before_the_api_starts() {
    var api = desired("demo", ResolvedParameters.NONE).wanted().get(service("tracecat-api"));

    var containers = api.fields().fields("taskDefinition").each("containerDefinitions");

    assertThat(containers.getFirst().at("essential")).contains(Value.of(false));
    assertThat(containers.getLast().each("dependsOn"))
        .containsExactly(
            Value.Fields.EMPTY
                .with("containerName", Value.of("TracecatApiMigrationsContainer"))
                .with("condition", Value.of("SUCCESS")));
  }

  @Test
  void an_edge_to_a_service_that_is_switched_off_disappears() {
    var off = new TreeMap<String, String>();
    off.put("temporalAutosetup", "false");
    off.put("temporalUi", "false");

    var wanted = desired("demo", new ResolvedParameters(off)).wanted();

    assertThat(wanted).doesNotContainKeys(service("temporal"), service("temporal-ui"));
    assertThat(wanted.get(service("tracecat-api")).wiring().dependsOn()).isEmpty();
  }

  private static ResourceKey service(String name) {
    return ResourceKey.service(name);
  }

  private static Desired desired(String environment, ResolvedParameters parameters) {
    return switch (Manifests.parse(FILES, Optional.of(environment), parameters, "test")) {
      case Parsed.Valid(var desired, var warnings) -> {
        assertThat(warnings).isEmpty();
        yield desired;
      }
      case Parsed.Invalid(var findings) ->
          throw new AssertionError(
              String.join("\n", findings.stream().map(Finding::toString).toList()));
    };
  }
}
