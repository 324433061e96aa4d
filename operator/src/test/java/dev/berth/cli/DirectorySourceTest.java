package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.manifest.ManifestFile;
import dev.berth.model.Finding;
import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.Pause;
import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
  /// So late that whatever the test wrote was left alone long ago.
  private static final InstantSource LATER = () -> Instant.now().plusSeconds(60);

  private static final Pause NEVER =
      time -> {
        throw new AssertionError("nothing is waited for, but " + time + " were");
      };

  @TempDir private Path folder;

  private final List<Duration> pauses = new ArrayList<>();
  private Duration passed = Duration.ZERO;

  @BeforeEach
  void a_folder_of_two() throws IOException {
    write("environments/demo.yaml", "kind: Environment");
    write("web.yaml", "kind: Service");
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Checkout fetch() {
    return new DirectorySource(folder.toString(), LATER, NEVER).fetch();
  }

  private SourceFailure failure() {
    return catchThrowableOfType(SourceFailure.class, this::fetch);
  }

  private List<String> findings() {
    return failure().findings().stream().map(Finding::toString).toList();
  }

  /// @param meanwhile what happens while it is waited
  private DirectorySource waiting(Consumer<Duration> meanwhile) {
    return new DirectorySource(
        folder.toString(),
        () -> Instant.now().plus(passed),
        time -> {
          pauses.add(time);
          meanwhile.accept(time);
        });
  }

  private void nothing(Duration time) {
    passed = passed.plus(time);
  }

  private void replace(String name, String text) {
    try {
      write(name, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_manifests_are_a_commit_that_is_named_after_what_they_say() throws IOException {
    write("outputs.json", "{}");
    write(".git/config.yaml", "hidden");
    write("notes.txt", "no manifest");

    var checkout = fetch();

    var others = new TreeMap<String, String>();
    others.put("outputs.json", "{}");
    assertThat(checkout)
        .isEqualTo(
            new Checkout(
                new Commit("dir-124fde8227cc", "", Optional.empty()),
                List.of(
                    new ManifestFile(folder + "/environments/demo.yaml", "kind: Environment"),
                    new ManifestFile(folder + "/web.yaml", "kind: Service")),
                others));
  }

  @Test
  void each_change_of_what_is_read_is_another_commit_and_no_other_is() throws IOException {
    var ids = new ArrayList<String>();
    ids.add(fetch().commit().id());
    write("web.yaml", "kind: Service\n");
    ids.add(fetch().commit().id());
    Files.move(folder.resolve("web.yaml"), folder.resolve("web.yml"));
    ids.add(fetch().commit().id());
    write("outputs.json", "{}");
    ids.add(fetch().commit().id());
    assertThat(ids).doesNotHaveDuplicates();

    write("notes.txt", "no manifest");
    write(".hidden/a.yaml", "hidden");
    assertThat(fetch().commit().id()).isEqualTo(ids.getLast());
  }

  @Test
  void the_commit_is_the_same_wherever_the_folder_lies(@TempDir Path elsewhere) throws IOException {
    Files.createDirectories(elsewhere.resolve("environments"));
    for (var name : List.of("environments/demo.yaml", "web.yaml")) {
      Files.copy(folder.resolve(name), elsewhere.resolve(name));
    }

    var other = new DirectorySource(elsewhere.toString(), LATER, NEVER).fetch();

    assertThat(other.commit()).isEqualTo(fetch().commit());
  }

  @Test
  void what_was_just_touched_is_read_when_it_was_left_alone_for_a_moment() {
    var checkout = waiting(this::nothing).fetch();

    assertThat(checkout.files()).hasSize(2);
    assertThat(pauses).hasSize(1);
    assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(1), DirectorySource.QUIET);
  }

  /// Half of a copy, and the time of what was copied: such a file looks old.
  @Test
  void a_copy_that_keeps_the_times_of_its_files_is_waited_for() throws IOException {
    var copy = folder.resolve("old.yaml");
    Files.writeString(copy, "kind: Service");
    Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minusSeconds(3600)));

    assertThat(waiting(this::nothing).fetch().files()).hasSize(3);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void a_tree_that_changes_meanwhile_is_looked_at_again() {
    var source =
        waiting(time -> {
          if (pauses.size() < 3) replace("web.yaml", "kind: Service #" + pauses.size());
          else nothing(time);
        });

    var checkout = source.fetch();

    assertThat(checkout.files().getLast().text()).isEqualTo("kind: Service #2");
    assertThat(pauses).hasSize(3);
  }

  @Test
  void a_tree_that_never_comes_to_rest_is_not_taken() {
    var source = waiting(_ -> replace("web.yaml", "kind: Service #" + pauses.size()));

    var failure = catchThrowableOfType(SourceFailure.class, source::fetch);

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessage(folder + " keeps changing");
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_link_to_a_folder_is_how_to_replace_all_in_one_step() throws IOException {
    var link = Files.createSymbolicLink(folder.resolve(".current"), folder);

    var checkout = new DirectorySource(link.toString(), LATER, NEVER).fetch();

    assertThat(checkout.commit()).isEqualTo(fetch().commit());
    assertThat(checkout.files().getLast().path()).isEqualTo(link + "/web.yaml");
  }

  @Test
  void a_link_inside_is_refused_by_its_name() throws IOException {
    Files.createSymbolicLink(folder.resolve("api.yaml"), Path.of("web.yaml"));
    Files.createSymbolicLink(folder.resolve("more"), Path.of("environments"));

    assertThat(failure().kind()).isEqualTo(Kind.REFUSED);
    assertThat(findings())
        .containsExactly(
            folder
                + "/api.yaml:1 this is a symbolic link, and none is followed; put the file itself"
                + " there",
            folder
                + "/more:1 this is a symbolic link, and none is followed; put the file itself"
                + " there");
  }

  @Test
  void every_file_that_cannot_be_used_is_named() throws IOException {
    Files.write(folder.resolve("latin.yaml"), "name: M\u00fcller".getBytes("ISO-8859-1"));
    Files.write(folder.resolve("large.yaml"), new byte[ManifestFile.MAX_BYTES + 7]);
    Files.write(folder.resolve("large.json"), new byte[ManifestFile.MAX_BYTES + 7]);

    assertThat(failure()).hasMessage(folder + " cannot be used as it is");
    assertThat(findings())
        .containsExactly(
            folder
                + "/large.yaml:1 the file has 1048583 bytes, and a manifest at most 1048576;"
                + " split it",
            folder
                + "/latin.yaml:1 this is no text in UTF-8; save it as UTF-8, or give it another"
                + " ending if it is no manifest");
  }

  @Test
  void too_many_files_and_too_many_bytes_are_refused() throws IOException {
    var text = "x".repeat(1 << 20).getBytes(UTF_8);
    for (int i = 0; i < 33; i++) Files.write(folder.resolve("large" + i + ".yaml"), text);
    assertThat(failure())
        .hasMessage("the manifests in " + folder + " have more than 33554432 bytes");

    for (int i = 0; i < 2001; i++) write("many/" + i + ".yaml", "");
    assertThat(failure())
        .hasMessage(folder + " holds more than 2000 manifests; name a smaller folder");
    assertThat(failure().kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void an_empty_folder_and_a_missing_one_are_two_things(@TempDir Path empty) {
    var nothing = new DirectorySource(empty.toString(), LATER, NEVER);
    var nowhere = new DirectorySource(empty + "/nowhere", LATER, NEVER);

    var refused = catchThrowableOfType(SourceFailure.class, nothing::fetch);
    var missing = catchThrowableOfType(SourceFailure.class, nowhere::fetch);

    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refused).hasMessage(empty + " holds no .yaml file");
    assertThat(missing.kind()).isEqualTo(Kind.MISSING);
    assertThat(missing).hasMessage(empty + "/nowhere does not exist");
  }

  @Test
  void only_what_is_there_now_can_be_had_again() {
    var source = new DirectorySource(folder.toString(), LATER, NEVER);
    var now = source.fetch();

    assertThat(source.at(now.commit().id())).isEqualTo(now);
    var missing = catchThrowableOfType(SourceFailure.class, () -> source.at("dir-000000000000"));
    assertThat(missing.kind()).isEqualTo(Kind.MISSING);
    assertThat(missing)
        .hasMessage(folder + " is " + now.commit().id() + " by now, and not dir-000000000000");
  }
}
