package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A policy's DENY, from the manifest to the last screen.
@Tag("R-24")
class PolicyCommandTest {
  private static final String API = "tracecat-api";
  private static final String VARIABLE = "          TRACECAT__API_ROOT_PATH: /api\n";
  private static final String FIRST = "  installation: ";
  private static final String SECRET = VARIABLE + "          SMTP_PASSWORD: hunter2\n";

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void copied() {
    drill = Drill.tracecat(folder);
  }

  @Test
  void validate_denies_with_file_and_line_and_without_the_value() {
    drill.edit("api.yaml", VARIABLE, SECRET);

    var ran = drill.berth("validate");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .startsWith("denied  manifests/api.yaml:")
        .contains(
            "environment[SMTP_PASSWORD].value: tracecat-api: SMTP_PASSWORD is called a secret")
        .contains("name its ARN under secrets:")
        .doesNotContain("hunter2");
  }

  @Test
  void what_is_denied_and_what_depends_on_it_stay_as_they_are() {
    assertThat(drill.berth("apply").code()).isZero();
    drill.edit("api.yaml", VARIABLE, SECRET).edit("common.yaml", "beta.9", "beta.10");
    var before = drill.service(API);

    var diff = drill.berth("diff");
    var written = drill.written(() -> assertThat(drill.berth("apply").code()).isEqualTo(3));

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.text()).contains("blocked: a policy objects:").doesNotContain("hunter2");
    assertThat(written).isEmpty();
    assertThat(drill.service(API)).isEqualTo(before);
    assertThat(drill.berth("apply").out())
        .contains("tracecat-api: a policy denies what the manifest says")
        .contains("waiting, and left as they are:")
        .contains("tracecat-worker");
    assertThat(drill.berth("status").out()).contains("denied").contains("plain-secret");
  }

  @Test
  void a_count_in_an_incident_goes_through() {
    assertThat(drill.berth("apply").code()).isZero();
    drill.edit("api.yaml", VARIABLE, SECRET).edit("api.yaml", "desiredCount: 2", "desiredCount: 4");

    assertThat(drill.berth("apply").code()).isEqualTo(3);

    assertThat(drill.service(API).whole("desiredCount")).contains(4);
    assertThat(drill.revision(API)).isEqualTo("TracecatApiTaskDefinition:1");
  }

  @Test
  void a_setting_that_is_denied_is_not_written_in_place_and_another_one_is() {
    assertThat(drill.berth("apply").code()).isZero();
    strict("shell: deny");
    drill.edit(
        "api.yaml", "  desiredCount: 2\n", "  desiredCount: 4\n  enableExecuteCommand: true\n");

    var diff = drill.berth("diff");
    var apply = drill.berth("apply");

    assertThat(diff.text()).contains("blocked: a policy objects:");
    assertThat(apply.code()).isEqualTo(3);
    assertThat(drill.service(API).on("enableExecuteCommand")).isFalse();
    assertThat(drill.service(API).whole("desiredCount")).contains(4);
    assertThat(drill.berth("apply").code()).isEqualTo(3);
  }

  @Test
  void content_that_is_live_already_is_only_told() {
    drill.edit("api.yaml", VARIABLE, SECRET);
    strict("plain-secret: warn");
    assertThat(drill.berth("apply").code()).isZero();
    drill.edit("environments/demo.yaml", "plain-secret: warn", "plain-secret: deny");

    var diff = drill.berth("diff");

    assertThat(diff.code()).isZero();
    assertThat(diff.err()).contains("denied  manifests/api.yaml");
    assertThat(drill.berth("apply").code()).isZero();
  }

  @Test
  void an_exemption_ends_with_its_day() {
    drill.edit("api.yaml", VARIABLE, SECRET);
    exempt("tracecat-api", "2026-01-01");
    assertThat(drill.berth("validate").code()).isZero();

    drill.edit("environments/demo.yaml", "until: 2026-01-01", "until: 2025-12-31");
    var over = drill.berth("validate");

    assertThat(over.code()).isEqualTo(1);
    assertThat(over.out())
        .contains("tracecat-api is no longer exempt from plain-secret since 2025-12-31");
  }

  @Test
  void a_policy_that_is_none_and_a_day_that_is_none_are_told() {
    exempt("tracecat-api", "2026-02-31");
    strict("no-secrets: deny");

    var ran = drill.berth("validate");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("`no-secrets`").contains("`2026-02-31` is no day");
  }

  @Test
  void an_exemption_is_of_a_resource_as_a_diff_shows_it() {
    drill.edit("api.yaml", VARIABLE, SECRET);
    exempt("service/tracecat-api", "2026-01-01");

    assertThat(drill.berth("validate").code()).isZero();
  }

  @Test
  void an_exemption_of_nobody_is_told_and_exempts_nobody() {
    drill.edit("api.yaml", VARIABLE, SECRET);
    exempt("job/tracecat-api", "2026-01-01");

    var ran = drill.berth("validate");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .contains("there is no job/tracecat-api in this environment to be exempt from");
  }

  private void exempt(String resource, String until) {
    var exemption =
        "  exemptions:\n"
            + "    - {policy: plain-secret, resource: %s, until: %s, reason: moves}\n"
                .formatted(resource, until);
    drill.edit("environments/demo.yaml", FIRST, exemption + FIRST);
  }

  private void strict(String level) {
    drill.edit("environments/demo.yaml", FIRST, "  policies: {" + level + "}\n" + FIRST);
  }
}
