package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever runs Berth bounds what manifests may read.
@Tag("R-21")
class ParameterPrefixTest {
  @TempDir private Path folder;

  @Test
  void a_parameter_outside_of_the_prefix_ends_the_command_before_any_call() {
    var drill = Drill.tracecat(folder);
    drill.edit(
        "environments/demo.yaml", "domain: tracecat.example.com", "domain: {ssm: /other/domain}");
    drill.variable("BERTH_SSM_PREFIX", "/tracecat");

    var ran = drill.berth("apply");

    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.err())
        .isEqualTo(
            """
            berth: not under /tracecat/, the prefix that BERTH_SSM_PREFIX allows: /other/domain
            berth: move the parameter, or let whoever runs Berth allow another prefix
            """);
    assertThat(drill.calls("GetParameters")).isZero();
    assertThat(drill.writes()).isZero();
  }
}
