package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs the real script; its Java and Maven are fakes.
@Timeout(60)
class LauncherTest {
  @TempDir Path machine;
  private Checkout checkout;

  @BeforeEach
  void check_out() throws IOException {
    checkout = new Checkout(machine.toRealPath());
  }

  @Test
  void a_machine_without_a_new_enough_java_is_told_what_to_do_in_one_line() throws Exception {
    checkout.withJava("old", "17.0.15").built();

    assertThat(checkout.start("diff"))
        .isEqualTo(
            new Checkout.Run(
                127,
                List.of(),
                List.of(
                    "berth: needs Java 25 or newer and found none; install a JDK 25, or set"
                        + " JAVA_HOME to one")));
  }

  @Test
  void a_new_java_in_the_systems_folder_is_found_behind_an_old_default() throws Exception {
    checkout.withJava("a-17", "17.0.15").withJava("b-25", "25.0.3").built();
    Files.createSymbolicLink(checkout.at("bin/java"), checkout.at("jvm/a-17/bin/java"));

    var process =
        checkout.launch(
            List.of("JAVA_HOME=" + checkout.at("jvm/a-17")), checkout.at("repo/berth").toString());

    assertThat(Checkout.result(process).out().getFirst()).endsWith("/jvm/b-25/bin");
  }

  @Test
  void java_home_wins_over_what_else_is_new_enough() throws Exception {
    checkout.withJava("a", "25.0.3").withJava("b", "26-ea").built();

    var process =
        checkout.launch(
            List.of("JAVA_HOME=" + checkout.at("jvm/b")), checkout.at("repo/berth").toString());

    assertThat(Checkout.result(process).out().getFirst()).endsWith("/jvm/b/bin");
  }

  @Test
  void a_missing_maven_is_said_in_one_line() throws Exception {
    checkout.withJava("25", "25");

    var run = checkout.start("demo");

    assertThat(run.code()).isEqualTo(127);
    assertThat(run.err())
        .singleElement()
        .asString()
        .contains("needs Maven (mvn) to build " + checkout.at("repo/operator/target/berth.jar"));
  }

  @Test
  void a_first_start_builds_and_says_so_and_a_second_does_not() throws Exception {
    checkout.withJava("25", "25").withMaven();

    var first = checkout.start("demo");
    var second = checkout.start("demo");

    assertThat(first.code()).isZero();
    assertThat(first.err()).containsExactly("berth: building, as there is no jar yet");
    assertThat(second.err()).isEmpty();
    assertThat(Files.readAllLines(checkout.at("builds")))
        .containsExactly(
            "[" + checkout.at("jvm/25") + "] -B -q -Dstyle.color=never -DskipTests package");
  }

  @Test
  void a_newer_source_is_built_once_even_when_maven_leaves_the_jar_alone() throws Exception {
    checkout.withJava("25", "25").withMaven().built();
    checkout.touched("repo/operator/target/berth.jar", -60);

    var first = checkout.start();
    checkout.start();

    assertThat(first.err())
        .containsExactly("berth: building, as its sources are newer than the jar");
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void a_manifest_is_a_source_too_as_it_is_on_the_class_path() throws Exception {
    checkout.withJava("25", "25").withMaven().built();
    checkout.touched("repo/manifests/api.yaml", 120);

    checkout.start();

    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void a_jar_without_sources_is_run_as_it_is() throws Exception {
    checkout.withJava("25", "25").built();
    Files.delete(checkout.at("repo/operator/pom.xml"));
    Files.delete(checkout.at("repo/pom.xml"));

    assertThat(checkout.start().err()).isEmpty();
  }

  @Test
  void what_does_not_build_does_not_start() throws Exception {
    checkout.withJava("25", "25").withMaven();
    checkout.write("broken", "");

    assertThat(checkout.start("demo"))
        .isEqualTo(
            new Checkout.Run(
                127,
                List.of(),
                List.of(
                    "berth: building, as there is no jar yet",
                    "cannot find symbol",
                    "berth: the build failed; see above, or run: mvn -DskipTests package")));
    assertThat(checkout.at("repo/operator/target/build.lock")).doesNotExist();
  }

  @Test
  void two_starts_at_once_build_once() throws Exception {
    checkout.withJava("25", "25").withMaven();
    var gate = checkout.at("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    var berth = checkout.at("repo/berth").toString();

    var first = checkout.launch(List.of(), berth);
    assertThat(firstError(first)).contains("building");
    var second = checkout.launch(List.of(), berth);
    assertThat(firstError(second)).isEqualTo("berth: waiting for another build");
    Files.writeString(gate, "go");

    assertThat(List.of(first.waitFor(), second.waitFor())).containsExactly(0, 0);
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void the_lock_of_a_builder_that_died_holds_nobody() throws Exception {
    checkout.withJava("25", "25").withMaven();
    var dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(checkout.at("repo/operator/target"));
    Files.createSymbolicLink(
        checkout.at("repo/operator/target/build.lock"), Path.of("pid-" + dead.pid()));

    assertThat(checkout.start().code()).isZero();
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void the_program_takes_the_scripts_process_so_that_signals_reach_it() throws Exception {
    checkout.withJava("25", "25").built();

    var process = checkout.launch(List.of(), checkout.at("repo/berth").toString());

    assertThat(Checkout.result(process).out().getFirst()).startsWith(process.pid() + " ");
  }

  @Test
  void a_link_from_elsewhere_starts_the_checkout_and_words_stay_whole() throws Exception {
    checkout.withJava("25", "25").built();
    Files.createSymbolicLink(checkout.at("jvm/berth"), Path.of("../repo/berth"));
    Files.createSymbolicLink(checkout.at("bin/berth"), Path.of("../jvm/berth"));

    var process =
        checkout.launch(List.of(), checkout.at("bin/berth").toString(), "diff", "my manifests", "");

    assertThat(Checkout.result(process).out())
        .endsWith(
            "[-jar]",
            "[" + checkout.at("repo/operator/target/berth.jar") + "]",
            "[diff]",
            "[my manifests]",
            "[]");
  }

  private static String firstError(Process process) throws IOException {
    return new BufferedReader(new InputStreamReader(process.getErrorStream())).readLine();
  }
}
