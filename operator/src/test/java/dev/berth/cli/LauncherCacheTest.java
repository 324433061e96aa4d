package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher's cache: the JVM would run a stale one's classes without a word, so it must never
/// meet one.
class LauncherCacheTest {
  @TempDir Path machine;
  private Checkout checkout;
  private Path cache;

  @BeforeEach
  void check_out() throws IOException {
    checkout = new Checkout(machine.toRealPath()).withJava("25", "25.0.3").built();
    cache = Files.createDirectories(checkout.at("home/.cache/berth"));
  }

  @Test
  void the_first_start_makes_the_cache_beside_the_program_and_the_next_has_it() throws Exception {
    var first = startAndAwaitTheCache();
    var second = checkout.start("diff");

    assertThat(first.out()).noneMatch(word -> word.contains("AOT"));
    assertThat(first.err()).isEmpty();
    assertThat(second.out()).contains("[-XX:AOTCache=" + onlyCache() + "]", "[diff]");
  }

  @Test
  void the_cache_is_made_by_a_diff_that_reaches_a_simulator_of_its_own() throws Exception {
    checkout.write("repo/manifests/tracecat/api.yaml", "kind: Service");
    checkout.touched("repo/operator/target/berth.jar", 120);
    checkout.write("during-training", "echo \"$PWD $*\" >\"$MACHINE/training\"\n");

    startAndAwaitTheCache();

    assertThat(Files.readString(checkout.at("training")))
        .startsWith(checkout.at("repo") + " ")
        .endsWith(" train manifests/tracecat\n");
  }

  @Test
  void other_classes_of_the_same_size_and_time_never_meet_the_cache() throws Exception {
    startAndAwaitTheCache();
    var jar = checkout.at("repo/operator/target/berth.jar");
    var time = Files.getLastModifiedTime(jar);

    Files.writeString(jar, "CLASSES");
    Files.setLastModifiedTime(jar, time);

    assertThat(checkout.start("diff").out()).noneMatch(word -> word.contains("AOT"));
  }

  /// Such as another checkout of the same commit: the JVM would refuse the cache, on every screen.
  @Test
  void the_same_classes_built_at_another_time_never_meet_the_cache() throws Exception {
    startAndAwaitTheCache();

    checkout.touched("repo/operator/target/berth.jar", 120);

    assertThat(checkout.start("diff").out()).noneMatch(word -> word.contains("AOT"));
  }

  @Test
  void another_library_never_meets_the_cache() throws Exception {
    startAndAwaitTheCache();

    checkout.write("repo/operator/target/lib/a.jar", "LIBRARY");

    assertThat(checkout.start("diff").out()).noneMatch(word -> word.contains("AOT"));
  }

  @Test
  void another_java_never_meets_the_cache() throws Exception {
    startAndAwaitTheCache();

    checkout.withJava("25", "25.0.4");

    assertThat(checkout.start("diff").out()).noneMatch(word -> word.contains("AOT"));
  }

  @Test
  void the_same_bits_elsewhere_share_the_cache() throws Exception {
    startAndAwaitTheCache();

    Files.move(checkout.at("repo"), checkout.at("moved"));
    var process = checkout.launch(List.of(), checkout.at("moved/berth").toString());

    assertThat(Checkout.result(process).out()).contains("[-XX:AOTCache=" + onlyCache() + "]");
  }

  @Test
  void a_build_under_the_training_run_spoils_the_cache() throws Exception {
    checkout.write("during-training", "echo other >\"$MACHINE/repo/operator/target/berth.jar\"\n");

    await(StandardWatchEventKinds.ENTRY_DELETE, name -> name.endsWith(".lock"));

    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void a_relative_cache_folder_is_none() throws Exception {
    var process =
        checkout.launch(
            List.of("XDG_CACHE_HOME=cache"), checkout.at("repo/berth").toString(), "diff");

    assertThat(Checkout.result(process).code()).isZero();
    assertThat(checkout.at("cache")).doesNotExist();
  }

  @Test
  void where_no_cache_can_be_written_the_program_starts_without() throws Exception {
    checkout.write("file", "");

    var process =
        checkout.launch(
            List.of("XDG_CACHE_HOME=" + checkout.at("file")),
            checkout.at("repo/berth").toString(),
            "diff");
    var run = Checkout.result(process);

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("[diff]").noneMatch(word -> word.contains("AOT"));
  }

  private Path onlyCache() throws IOException {
    try (var files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList().getFirst();
    }
  }

  /// Until the lock is gone, not only until the cache is there: nothing of the run is left then.
  private Checkout.Run startAndAwaitTheCache() throws IOException, InterruptedException {
    var run = await(StandardWatchEventKinds.ENTRY_DELETE, name -> name.endsWith(".lock"));
    assertThat(onlyCache()).hasContent("trained\n");
    return run;
  }

  private Checkout.Run await(WatchEvent.Kind<Path> kind, Predicate<String> name)
      throws IOException, InterruptedException {
    try (var watch = cache.getFileSystem().newWatchService()) {
      cache.register(watch, kind);
      var run = checkout.start("diff");
      while (!seen(watch, name)) {
        // the service blocks
      }
      return run;
    }
  }

  private static boolean seen(WatchService watch, Predicate<String> name)
      throws InterruptedException {
    var key = watch.poll(30, TimeUnit.SECONDS);
    assertThat(key).as("nothing happened in the cache").isNotNull();
    var found = key.pollEvents().stream().anyMatch(event -> name.test(event.context().toString()));
    key.reset();
    return found;
  }
}
