package dev.berth.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.manifest.ManifestFile;
import dev.berth.model.Finding;
import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a repository says, over a path on this machine.
class GitSourceTest {
  @TempDir private Path place;

  private Upstream upstream;

  @BeforeEach
  void a_repository_of_one_commit() throws IOException {
    upstream = Upstream.in(place.resolve("deploy.git"));
    upstream.with("clusters/demo/web.yaml", "kind: Service").with("README.md", "deploy");
    upstream.with("clusters/demo/environment.yml", "kind: Environment");
    upstream.commit("main", "Start\n\nWith a body.");
    upstream.repository().updateRef("HEAD", true).link("refs/heads/main");
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

  private List<String> findings() {
    return failure("main", "clusters/demo").findings().stream().map(Finding::toString).toList();
  }

  private static List<String> paths(Checkout checkout) {
    return checkout.files().stream().map(ManifestFile::path).toList();
  }

  @Test
  void a_commit_is_its_manifests_and_what_they_may_name() {
    upstream.with("clusters/demo/outputs.json", "{}").with("clusters/demo/.ci/a.yaml", "hidden");
    upstream.with("clusters/other/api.yaml", "kind: Service");
    var id = upstream.commit("main", "Add\toutputs\u001B[2J\nand more");

    var others = new TreeMap<String, String>();
    others.put("outputs.json", "{}");
    assertThat(source("main", "clusters/demo").fetch())
        .isEqualTo(
            new Checkout(
                new Commit(id, "Add outputs [2J and more", Optional.of(Upstream.AT)),
                List.of(
                    new ManifestFile("clusters/demo/environment.yml", "kind: Environment"),
                    new ManifestFile("clusters/demo/web.yaml", "kind: Service")),
                others));
  }

  @Test
  void a_branch_a_tag_a_commit_and_the_default_branch_can_be_wanted() {
    var first = upstream.commit("main", "First");
    upstream.tag("v1", first);
    upstream.move("refs/tags/light", first);
    var second = upstream.commit("main", "Second");
    upstream.move("refs/heads/feature/x", first);

    for (var name : List.of("v1", "refs/tags/v1", "light", "feature/x", first)) {
      assertThat(source(name, "clusters").fetch().commit().id()).as(name).isEqualTo(first);
    }
    for (var name : List.of("main", "refs/heads/main", "", "HEAD", second)) {
      assertThat(source(name, "clusters").fetch().commit().id()).as(name).isEqualTo(second);
    }
  }

  @Test
  void a_path_a_file_url_and_the_whole_repository_can_be_read() {
    var checkout = source("file://" + upstream.path(), "main", "", Limits.USUAL).fetch();

    assertThat(paths(checkout))
        .containsExactly("clusters/demo/environment.yml", "clusters/demo/web.yaml");
    assertThat(source("main", "./clusters/demo/").fetch().files()).isEqualTo(checkout.files());
  }

  @Test
  void a_branch_that_is_forced_elsewhere_is_followed() {
    var source = source("main", "");
    source.fetch();
    var id = upstream.without("clusters/demo/web.yaml").commit("other", "Start anew");
    upstream.move("refs/heads/main", id);

    var checkout = source.fetch();

    assertThat(checkout.commit().id()).isEqualTo(id);
    assertThat(paths(checkout)).containsExactly("clusters/demo/environment.yml");
  }

  @Test
  void an_earlier_commit_can_be_had_by_its_id_and_does_not_replace_the_newest() {
    var source = source("main", "clusters");
    var first = source.fetch();
    upstream.with("clusters/demo/web.yaml", "kind: Broken").commit("main", "Break it");
    var second = source.fetch();

    assertThat(source.at(first.commit().id())).isEqualTo(first);
    assertThat(source.at(second.commit().id())).isEqualTo(second);
    assertThat(source.fetch()).isEqualTo(second);
    assertThat(source("main", "clusters").at(first.commit().id())).isEqualTo(first);
  }

  @Test
  void what_is_not_there_is_missing() throws IOException {
    assertThat(failure("nowhere", ""))
        .hasMessage(upstream.path() + " has no branch or tag nowhere")
        .extracting(SourceFailure::kind)
        .isEqualTo(Kind.MISSING);
    assertThat(failure("main", "clusters/production"))
        .hasMessage("there is no folder clusters/production in " + upstream.path())
        .extracting(SourceFailure::kind)
        .isEqualTo(Kind.MISSING);
    assertThat(failure("1".repeat(40), "").kind()).isEqualTo(Kind.MISSING);
    var nowhere = source(place + "/none.git", "main", "", Limits.USUAL);
    assertThat(catchThrowableOfType(SourceFailure.class, nowhere::fetch))
        .hasMessage("there is no repository at " + place + "/none.git")
        .extracting(SourceFailure::kind)
        .isEqualTo(Kind.MISSING);
    upstream.delete("refs/heads/main");
    assertThat(failure("", ""))
        .hasMessage(upstream.path() + " has no commit on its default branch")
        .extracting(SourceFailure::kind)
        .isEqualTo(Kind.MISSING);
  }

  @Test
  void a_name_of_both_a_branch_and_a_tag_has_to_be_said_whole() {
    upstream.tag("main", upstream.commit("main", "Tagged"));

    assertThat(failure("main", ""))
        .hasMessage(upstream.path() + " has a branch and a tag of that name")
        .extracting(SourceFailure::hint)
        .isEqualTo("say which: refs/heads/main or refs/tags/main");
  }

  @Test
  void a_tree_without_manifests_is_refused_and_says_that_nothing_is_deleted() {
    upstream.without("clusters/demo/web.yaml").without("clusters/demo/environment.yml");
    var id = upstream.with("clusters/demo/notes.txt", "gone").commit("main", "Delete all");

    assertThat(failure("main", "clusters"))
        .hasMessage("commit " + id.substring(0, 12) + " holds no .yaml file below clusters")
        .extracting(SourceFailure::kind, SourceFailure::hint)
        .containsExactly(Kind.REFUSED, "nothing is changed or deleted until it does");
  }

  @Test
  void links_submodules_pointers_of_lfs_and_what_is_no_text_are_refused_by_name() {
    upstream.withLink("clusters/demo/api.yaml", "../../../etc/passwd");
    upstream.withLink("clusters/demo/more", "/etc").withSubmodule("clusters/demo/vendor");
    upstream.with("clusters/demo/lfs.yaml", "version https://git-lfs.github.com/spec/v1\noid");
    upstream.with("clusters/demo/latin.yaml", "M\u00fcller".getBytes(StandardCharsets.ISO_8859_1));
    upstream.with("clusters/demo/large.yaml", new byte[ManifestFile.MAX_BYTES + 1]);
    upstream.with("clusters/demo/large.json", new byte[ManifestFile.MAX_BYTES + 1]);
    upstream.withLink("elsewhere", "/etc");
    var id = upstream.commit("main", "Break it all");

    assertThat(failure("main", "clusters/demo"))
        .hasMessage("commit " + id.substring(0, 12) + " cannot be used: 6 files are refused")
        .extracting(SourceFailure::kind)
        .isEqualTo(Kind.REFUSED);
    assertThat(findings())
        .containsExactlyInAnyOrder(
            "clusters/demo/api.yaml:1 this is a symbolic link, and none is followed; put the files"
                + " themselves there",
            "clusters/demo/more:1 this is a symbolic link, and none is followed; put the files"
                + " themselves there",
            "clusters/demo/vendor:1 this is a submodule, and none is fetched; put the files"
                + " themselves there",
            "clusters/demo/lfs.yaml:1 git LFS keeps this file elsewhere, and it is not fetched;"
                + " track it not",
            "clusters/demo/latin.yaml:1 this is no text in UTF-8; save it as UTF-8, or give it"
                + " another ending if it is no manifest",
            "clusters/demo/large.yaml:1 the file has 1048577 bytes, and a manifest at most 1048576;"
                + " split it");
  }

  @Test
  void a_folder_behind_a_link_or_a_submodule_is_none() {
    upstream.withLink("current", "clusters").withSubmodule("vendor").commit("main", "Link");

    for (var folder : List.of("current/demo", "vendor", "README.md")) {
      var failure = failure("main", folder);
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure.getMessage()).contains(folder).endsWith(", which is no folder");
    }
  }

  @Test
  void a_path_that_climbs_is_refused() {
    for (var name : List.of("..", ".", "a/../../b.yaml", "a\u001B.yaml")) {
      var blob = upstream.insert(in -> in.insert(Constants.OBJ_BLOB, new byte[] {'a'}));
      var inner =
          upstream.insert(in -> {
            var tree = new TreeFormatter();
            tree.append(name, FileMode.REGULAR_FILE, ObjectId.fromString(blob));
            return in.insert(tree);
          });
      var outer =
          upstream.insert(in -> {
            var tree = new TreeFormatter();
            tree.append("clusters", FileMode.TREE, ObjectId.fromString(inner));
            return in.insert(tree);
          });
      upstream.commitRaw("main", ObjectId.fromString(outer));

      var failure = failure("main", "clusters");
      assertThat(failure.kind()).as(name).isEqualTo(Kind.REFUSED);
      assertThat(failure.findings())
          .hasSize(1)
          .first()
          .asString()
          .contains("this is no path that git itself would check out")
          .doesNotContain("\u001B");
    }
  }
}
