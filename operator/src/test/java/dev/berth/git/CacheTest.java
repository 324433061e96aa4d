package dev.berth.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept in a folder: worth time, and never a failure.
class CacheTest {
  @TempDir private Path place;

  private Path folder;
  private Upstream upstream;

  @BeforeEach
  void a_repository_that_was_fetched() throws IOException {
    folder = place.resolve("cache");
    upstream = Upstream.in(place.resolve("deploy.git"));
    for (int i = 0; i < 5; i++) upstream.with("a/b%d.yaml".formatted(i), "name: " + i);
    upstream.commit("main", "Start");
    source().fetch();
    upstream.with("web.yaml", "kind: Service").commit("main", "More");
    source().fetch();
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  private GitSource source() {
    return new GitSource(
        Remote.of(upstream.path(), "main", ""),
        () -> Credentials.NONE,
        Optional.of(folder),
        Limits.USUAL,
        InstantSource.system());
  }

  private Path kept() {
    return folder.resolve("repository.git");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(kept())) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private List<String> packs() throws IOException {
    return files().stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(".pack"))
        .toList();
  }

  @Test
  void what_a_killed_process_left_does_not_stop_the_next() throws IOException {
    for (var file : files()) Files.createFile(file.resolveSibling(file.getFileName() + ".lock"));
    for (var name : List.of("shallow.lock", "packed-refs.lock", "objects/incoming_1.pack")) {
      Files.writeString(kept().resolve(name), "half of something");
    }
    var id = upstream.with("api.yaml", "kind: Service").commit("main", "Again");

    assertThat(source().fetch().commit().id()).isEqualTo(id);
    assertThat(files())
        .noneMatch(file -> file.toString().endsWith(".lock"))
        .noneMatch(file -> file.toString().contains("incoming_"));
    assertThat(packs()).as("nothing was thrown away").hasSize(3);
  }

  /// Each file that is kept: empty, cut, gone, full of something else, and with a byte turned.
  @Test
  void whatever_is_broken_is_thrown_away_and_fetched_anew() throws IOException {
    var wanted = source().fetch();
    var covered = new TreeMap<String, Integer>();
    var names = files().stream().map(file -> kept().relativize(file)).toList();
    for (int at = 0; at < names.size(); at++) {
      for (var harm : Harm.values()) {
        var file = kept().resolve(names.get(at));
        if (!Files.exists(file)) file = files().get(at % files().size());
        harm.to(file);
        assertThat(source().fetch()).as(harm + " " + file).isEqualTo(wanted);
        covered.merge(harm + " " + kind(file), 1, Integer::sum);
      }
    }
    var id = upstream.with("api.yaml", "kind: Service").commit("main", "Again");
    assertThat(source().fetch().commit().id()).isEqualTo(id);
    System.out.println("broken caches: " + covered);
  }

  @Test
  void a_broken_cache_is_no_reason_to_miss_a_newer_commit() throws IOException {
    int number = 0;
    for (var harm : Harm.values()) {
      for (var name : List.of("HEAD", "config", "shallow", "refs/berth/kept", ".pack", ".idx")) {
        var file = files().stream().filter(f -> f.toString().endsWith(name)).findFirst();
        if (file.isEmpty()) continue;
        harm.to(file.get());
        var id = upstream.with("api.yaml", "a: " + number++).commit("main", "Again");
        assertThat(source().fetch().commit().id()).as(harm + " " + name).isEqualTo(id);
      }
    }
    assertThat(number).isGreaterThan(20);
  }

  private static String kind(Path file) {
    return file.getFileName().toString().replaceAll("pack-[0-9a-f]+", "*");
  }

  private enum Harm {
    EMPTIED,
    CUT,
    DELETED,
    REPLACED,
    TURNED;

    void to(Path file) throws IOException {
      file.toFile().setWritable(true);
      var bytes = Files.readAllBytes(file);
      switch (this) {
        case EMPTIED -> Files.write(file, new byte[0]);
        case CUT -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        case DELETED -> Files.delete(file);
        case REPLACED ->
            Files.write(file, "no such thing, and longer than a header".getBytes(UTF_8));
        case TURNED -> {
          if (bytes.length > 0) bytes[bytes.length / 2] ^= 0x55;
          Files.write(file, bytes);
        }
      }
    }
  }

  @Test
  void what_has_grown_is_thrown_away() throws IOException {
    var source = source();
    for (int i = 0; i < 50; i++) {
      upstream.with("web.yaml", "a: " + i).commit("main", "Change " + i);
      source.fetch();
    }

    assertThat(packs().size()).isLessThanOrEqualTo(41);
  }

  @Test
  void two_processes_do_not_use_one_folder_at_once() throws IOException {
    upstream.with("api.yaml", "kind: Service").commit("main", "Again");
    try (var channel = FileChannel.open(folder.resolve("in-use"), StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      assertThat(catchThrowableOfType(SourceFailure.class, source()::fetch))
          .hasMessage("the folder " + folder + " is in use by another fetch")
          .extracting(SourceFailure::kind, SourceFailure::hint)
          .containsExactly(Kind.UNREACHABLE, "give each process a folder of its own");
    }
    assertThat(source().fetch().files()).hasSize(7);
  }

  @Test
  void a_folder_that_cannot_be_written_to_is_told() throws IOException {
    folder = Files.writeString(place.resolve("file"), "in the way");

    var failure = catchThrowableOfType(SourceFailure.class, source()::fetch);

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure.getMessage()).startsWith("what was fetched cannot be kept in " + folder);
  }

  @Test
  void nothing_beside_the_repository_is_touched() throws IOException {
    var mine = Files.writeString(folder.resolve("mine.lock"), "not Berth's");
    Files.writeString(kept().resolve("HEAD"), "");

    source().fetch();

    assertThat(mine).hasContent("not Berth's");
  }
}
