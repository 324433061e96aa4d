package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `pinImages`: tags are resolved when a command plans, and a moved tag is a difference.
@Tag("R-21")
class PinnedImagesTest {
  private final Follower web = Follower.pinning();

  @Test
  void a_tag_runs_by_its_digest() {
    assertThat(web.berth("apply", "-q").code()).isZero();

    assertThat(web.image()).matches(Follower.REGISTRY + "/web@sha256:[0-9a-f]{64}");
    assertThat(web.berth("diff").code()).isZero();
  }

  @Test
  void a_moved_tag_is_one_difference_one_revision_and_then_none() {
    web.berth("apply", "-q");
    var before = web.image();
    web.state("{'image': 'web:1', 'content': 'second'}");

    var diff = web.berth("diff");
    var json = web.berth("diff", "-o", "json");
    var apply = web.berth("apply", "-q");

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.text()).contains("containerDefinitions[web].image").contains("(digest of 1)");
    assertThat(fields(json.text())).hasSize(1);
    assertThat(fields(json.text()).getFirst().text("cause")).hasValue("digest");
    assertThat(fields(json.text()).getFirst().text("tag")).hasValue("1");
    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(web.image()).isNotEqualTo(before);
    assertThat(web.calls("RegisterTaskDefinition")).isEqualTo(2);
    assertThat(web.berth("diff").code()).isZero();
    int writes = web.writes();
    assertThat(web.berth("apply", "-q").code()).isZero();
    assertThat(web.writes()).isEqualTo(writes);
  }

  @Test
  void another_tag_in_the_manifest_is_the_manifests_doing() {
    web.berth("apply", "-q");
    web.state("{'image': 'web:2', 'content': 'second'}")
        .edit("IMAGE", Follower.REGISTRY + "/web:2");

    assertThat(web.berth("diff").text()).contains("(manifest)").doesNotContain("digest of");
  }

  @Test
  void turning_it_on_is_the_manifests_doing_as_well() {
    web.edit("PIN", "false").berth("apply", "-q");
    web.edit("PIN", "true");

    assertThat(web.berth("diff").text()).contains("(manifest)").doesNotContain("digest of");
  }

  @Test
  void without_the_digest_nothing_is_created() {
    web.edit("IMAGE", Follower.REGISTRY + "/web:9");

    var apply = web.berth("apply", "-q");

    assertThat(apply.code()).as(apply.text()).isEqualTo(3);
    assertThat(apply.text())
        .contains("web: waits for the digest of an image")
        .contains("there is no tag 9 in the repository web");
    assertThat(web.calls("CreateService") + web.calls("RegisterTaskDefinition")).isZero();
    web.state("{'image': 'web:9'}");
    assertThat(web.berth("apply", "-q").code()).isZero();
  }

  @Test
  void without_the_digest_what_runs_stays_and_the_rest_goes_on() {
    web.berth("apply", "-q");
    var before = web.image();
    web.edit("IMAGE", Follower.REGISTRY + "/web:9");

    var diff = web.berth("diff");
    assertThat(diff.code()).as(diff.text()).isZero();
    assertThat(diff.text())
        .contains("warning web.yaml:28 there is no tag 9 in the repository web; push it, or");
    web.edit("LEVEL: info", "LEVEL: debug");
    assertThat(web.berth("diff").text()).contains("environment[LEVEL]").doesNotContain("image:");
    assertThat(web.berth("apply", "-q").code()).isZero();
    assertThat(web.image()).isEqualTo(before);
  }

  @Test
  void who_may_not_look_keeps_what_runs_and_is_told_the_permission() {
    web.berth("apply", "-q");
    web.fault(
        "{'kind': 'error', 'operation': 'BatchGetImage', 'times': 0, 'status': 400,"
            + " 'code': 'AccessDeniedException',"
            + " 'message': 'User: u is not authorized to perform: ecr:BatchGetImage on x'}");

    var diff = web.berth("diff");

    assertThat(diff.code()).as(diff.text()).isZero();
    assertThat(diff.text())
        .contains("not allowed to look; allow ecr:BatchGetImage in the caller's IAM policy");
  }

  @Test
  void what_only_other_registries_have_keeps_its_tag_with_one_warning() {
    web.edit("IMAGE", "ghcr.io/acme/web:1");

    var apply = web.berth("apply");

    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(apply.text())
        .containsOnlyOnce(
            "images of ghcr.io keep their tags: only Amazon ECR is asked for digests");
    assertThat(web.image()).isEqualTo("ghcr.io/acme/web:1");
    assertThat(web.calls("BatchGetImage")).isZero();
  }

  @Test
  void a_digest_in_the_manifest_is_left_alone() {
    var digest = Follower.REGISTRY + "/web@sha256:" + "0".repeat(64);
    web.edit("IMAGE", digest);

    assertThat(web.berth("apply", "-q").code()).isZero();
    assertThat(web.image()).isEqualTo(digest);
    assertThat(web.calls("BatchGetImage")).isZero();
  }

  @Test
  void an_index_is_pinned_whole() {
    web.state("{'image': 'web:1', 'architectures': ['amd64', 'arm64']}");
    web.berth("apply", "-q");

    var digest = web.image().substring(web.image().indexOf('@') + 1);
    assertThat(web.simulator().dump().at("/surroundings/images/web/tags/1").asString())
        .isEqualTo(digest);
  }

  private static java.util.List<Fields> fields(String json) {
    return ((Fields) Json.parse(json))
        .each("changes").stream().flatMap(change -> change.each("fields").stream()).toList();
  }
}
