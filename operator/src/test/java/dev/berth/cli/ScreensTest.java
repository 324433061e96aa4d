package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreensTest {
  private static final String BAD = "operator/src/test/resources/manifest/invalid-cycle";

  private final Shell shell = new Shell();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "validate",
        "diff",
        "apply",
        "status",
        "retry",
        "pause",
        "resume",
        "adopt",
        "orphan",
        "import",
        "rollback",
        "history",
        "verify",
        "gc",
        "destroy",
        "job run",
        "simulator",
        "schema"
      })
  void each_help_has_an_example_and_fits_the_screen(String command) {
    var ran = shell.run("./berth " + command + " --help");

    assertThat(ran.code()).isZero();
    assertThat(ran.text()).contains("Example").contains("  berth " + command);
    assertThat(ran.text().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void an_option_that_would_do_nothing_is_refused() {
    for (var line :
        new String[] {
          "./berth demo -e demo",
          "./berth simulator --region us-east-1",
          "./berth apply manifests/tracecat -e demo -o markdown",
          "./berth status manifests/tracecat -e demo -o markdown"
        }) {
      assertThat(shell.run(line).code()).as(line).isEqualTo(2);
    }
  }

  @Test
  void validate_tells_a_program_every_finding_with_its_place() {
    var ran = shell.run("./berth validate " + BAD + " -o json");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.text())
        .contains("\"valid\" : false", "\"rule\" : ", "\"severity\" : \"error\"")
        .containsPattern("\"file\" : \"\\S+\\.yaml\"")
        .containsPattern("\"line\" : \\d+");
    assertThat(shell.run("./berth validate manifests/tracecat -e demo -o yaml").text())
        .isEqualTo("findings: []\nvalid: true\nversion: 1\n");
  }

  @Test
  void people_read_findings_as_compilers_print_them() {
    var lines = shell.run("./berth validate " + BAD).text().lines().toList();

    assertThat(lines.getFirst()).matches("error   \\S+\\.yaml:\\d+ .*");
    assertThat(lines.getLast()).matches("\\d+ errors?; nothing was changed");
  }

  @Test
  void what_is_held_says_how_to_go_on_with_the_very_options_that_were_given() {
    var options = " manifests/tracecat -e demo --endpoint-url http://127.0.0.1:4566";
    shell.run("./berth apply" + options);
    shell.script(
        """
        {"match": {"container": "TracecatApiMigrationsContainer", "image": "*:next"},
         "outcome": {"exit": {"code": 1, "after": "8s"}}}
        """);

    var held = shell.run("BERTH_PARAM_imageTag=next ./berth apply" + options);
    var status = shell.run("BERTH_PARAM_imageTag=next ./berth status" + options);

    assertThat(held.code()).isEqualTo(3);
    assertThat(held.text()).contains("berth retry tracecat-api" + options + "\n");
    assertThat(status.code()).isEqualTo(3);
    assertThat(status.text())
        .containsPattern("tracecat-api +held")
        .contains("container TracecatApiMigrationsContainer exited 1")
        .contains("5 of 10 settled in environment demo");
    assertThat((held.text() + status.text()).lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void a_rolled_back_content_is_no_drift() {
    var options = " manifests/tracecat -e demo";
    shell.run("./berth apply" + options);
    shell.script(
        """
        {"match": {"container": "TracecatApiMigrationsContainer", "image": "*:next"},
         "outcome": {"exit": {"code": 1, "after": "8s"}}}
        """);
    shell.run("BERTH_PARAM_imageTag=next ./berth apply" + options);

    var diff = shell.run("BERTH_PARAM_imageTag=next ./berth diff" + options);

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.text()).contains("blocked: this content failed before");
    assertThat(diff.text()).contains("(parameter imageTag)").doesNotContain("drift");
  }

  @Test
  void an_endpoint_that_never_answers_is_given_up_in_time() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var bytes = new ByteArrayOutputStream();
      int code;
      try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
        var manifests = Path.of("../manifests/tracecat").toString();
        var url = "http://127.0.0.1:" + silent.getLocalPort();
        code =
            new App(onTheNetwork(out))
                .run("diff", manifests, "-e", "demo", "--endpoint-url", url, "--timeout", "1s");
      }
      assertThat(code).isEqualTo(4);
      assertThat(bytes.toString(StandardCharsets.UTF_8))
          .isEqualTo("berth: no answer within 1s; nothing changed\n");
    }
  }

  private static Outside onTheNetwork(PrintStream out) {
    return new Outside(
        new TreeMap<>(),
        out,
        out,
        Outside.Screen.PIPE,
        new DirectoryFiles(),
        InstantSource.system(),
        _ -> {},
        Optional::empty,
        Optional.empty(),
        Optional.empty());
  }
}
