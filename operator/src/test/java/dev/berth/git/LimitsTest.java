package dev.berth.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Repositories that are too much, by mistake or by ill will.
class LimitsTest {
  @TempDir private Path place;

  private Upstream upstream;

  @BeforeEach
  void a_repository_of_one_commit() throws IOException {
    upstream = Upstream.in(place.resolve("deploy.git"));
    upstream.with("clusters/demo/web.yaml", "kind: Service");
    upstream.with("clusters/demo/environment.yml", "kind: Environment");
    upstream.commit("main", "Start");
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  private GitSource source(String revision, String folder) {
    return source(upstream.path(), revision, folder, Limits.USUAL);
  }

  private static GitSource source(String url, String revision, String folder, Limits limits) {
    var remote = Remote.of(url, revision, folder);
    return new GitSource(
        remote, () -> Credentials.NONE, Optional.empty(), limits, InstantSource.system());
  }

  private SourceFailure failure(String revision, String folder) {
    return catchThrowableOfType(SourceFailure.class, source(revision, folder)::fetch);
  }

  /// Thirty folders in each of thirty, six times: a few objects, and a walk without end.
  @Test
  void a_tree_that_explodes_is_refused_before_it_does() {
    var blob = upstream.insert(in -> in.insert(Constants.OBJ_BLOB, new byte[] {'a'}));
    var id = blob;
    var mode = FileMode.REGULAR_FILE;
    for (int depth = 0; depth < 6; depth++) {
      var child = ObjectId.fromString(id);
      var kind = mode;
      id =
          upstream.insert(in -> {
            var tree = new TreeFormatter();
            for (int i = 10; i < 40; i++) tree.append("d" + i, kind, child);
            return in.insert(tree);
          });
      mode = FileMode.TREE;
    }
    upstream.commitRaw("main", ObjectId.fromString(id));

    assertThat(failure("main", ""))
        .hasMessage("the repository holds more than 100000 files and folders");
  }

  @Test
  void ten_thousand_manifests_are_refused_with_a_sentence() {
    for (int i = 0; i < 10_000; i++) upstream.with("clusters/%05d.yaml".formatted(i), "a: " + i);
    upstream.commit("main", "Grow");

    assertThat(failure("main", "clusters"))
        .hasMessage("clusters holds more than 2000 manifests")
        .extracting(SourceFailure::kind, SourceFailure::hint)
        .containsExactly(Kind.REFUSED, "name a smaller folder");
    assertThat(source("main", "clusters/demo").fetch().files()).hasSize(2);
  }

  @Test
  void too_many_bytes_are_refused_whatever_folder_is_wanted() {
    var noise = new byte[300_000];
    new java.util.Random(1).nextBytes(noise);
    upstream.with("video.bin", noise).commit("main", "Add a video");
    var bytes = new Limits(100_000, 1 << 30, 100, Limits.USUAL.silence(), Limits.USUAL.whole());
    var object = new Limits(1 << 30, 100_000, 100, Limits.USUAL.silence(), Limits.USUAL.whole());

    for (var limits : List.of(bytes, object)) {
      var source = source(upstream.path(), "main", "clusters", limits);
      var failure = catchThrowableOfType(SourceFailure.class, source::fetch);
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure.getMessage()).startsWith(upstream.path() + " is too large: one f");
      assertThat(failure.hint()).isEqualTo("keep manifests apart from large files");
    }
  }

  @Test
  void a_fetch_that_takes_for_ever_ends() {
    var start = Instant.now();
    var looks = new java.util.concurrent.atomic.AtomicInteger();
    var source =
        new GitSource(
            Remote.of(upstream.path(), "main", ""),
            () -> Credentials.NONE,
            Optional.empty(),
            Limits.USUAL,
            () -> start.plusSeconds(400L * looks.getAndIncrement()));

    var failure = catchThrowableOfType(SourceFailure.class, source::fetch);

    assertThat(failure)
        .hasMessage("cannot reach " + upstream.path() + ": the fetch took more than 300 s")
        .extracting(SourceFailure::kind)
        .isEqualTo(Kind.UNREACHABLE);
  }
}
