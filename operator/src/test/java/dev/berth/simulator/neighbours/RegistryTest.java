package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.LayersNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import tools.jackson.databind.JsonNode;

class RegistryTest {
  private final Simulator simulator = Simulator.stepped(1);
  private final EcrClient registry = Clients.registry(simulator);

  @Test
  void a_repository_is_made_once_and_described() {
    var made = registry.createRepository(r -> r.repositoryName("team/web")).repository();

    assertThat(made.repositoryUri())
        .isEqualTo("000000000000.dkr.ecr.us-east-1.amazonaws.com/team/web");
    assertThat(registry.describeRepositories(r -> r.repositoryNames("team/web")).repositories())
        .containsExactly(made);
    assertThatThrownBy(() -> registry.createRepository(r -> r.repositoryName("team/web")))
        .isInstanceOf(RepositoryAlreadyExistsException.class);
    assertThatThrownBy(() -> registry.describeImages(r -> r.repositoryName("absent")))
        .isInstanceOf(RepositoryNotFoundException.class);
  }

  @Test
  void an_image_of_several_architectures_is_an_index_that_names_them() {
    state("{'image': 'web:1', 'architectures': ['amd64', 'arm64']}");

    var image = registry.batchGetImage(r -> r.repositoryName("web").imageIds(tag("1"))).images();

    assertThat(image.getFirst().imageManifestMediaType()).isEqualTo(Manifest.INDEX);
    assertThat(Json.parse(image.getFirst().imageManifest()).get("manifests"))
        .extracting(entry -> entry.at("/platform/architecture").asString())
        .containsExactly("amd64", "arm64");
    assertThat(digest("1")).isEqualTo(Manifest.digest(image.getFirst().imageManifest()));
  }

  @Test
  void the_configuration_of_an_image_can_be_downloaded_and_says_its_architecture() {
    state("{'image': 'web:1', 'architectures': ['arm64']}");
    var image = registry.batchGetImage(r -> r.repositoryName("web").imageIds(tag("1"))).images();
    var config = Json.parse(image.getFirst().imageManifest()).at("/config/digest").asString();

    var url =
        registry
            .getDownloadUrlForLayer(r -> r.repositoryName("web").layerDigest(config))
            .downloadUrl();

    assertThat(download(url).get("architecture").asString()).isEqualTo("arm64");
    assertThatThrownBy(() ->
            registry.getDownloadUrlForLayer(r -> r.repositoryName("web").layerDigest("sha256:0")))
        .isInstanceOf(LayersNotFoundException.class);
  }

  @Test
  void a_tag_moves_and_the_digest_stays() {
    state("{'image': 'web:1'}");
    var first = digest("1");
    state("{'image': 'web:1', 'content': 'newer'}");

    assertThat(digest("1")).isNotEqualTo(first);
    var byDigest = ImageIdentifier.builder().imageDigest(first).build();
    assertThat(
            registry.describeImages(r -> r.repositoryName("web").imageIds(byDigest)).imageDetails())
        .extracting(detail -> detail.imageTags())
        .containsExactly(List.of());
  }

  @Test
  void what_is_missing_is_a_failure_of_a_batch_and_a_refusal_alone() {
    registry.createRepository(r -> r.repositoryName("web"));

    var batch = registry.batchGetImage(r -> r.repositoryName("web").imageIds(tag("9")));

    assertThat(batch.images()).isEmpty();
    assertThat(batch.failures())
        .extracting(f -> f.failureCodeAsString() + " " + f.imageId().imageTag())
        .containsExactly("ImageNotFound 9");
    assertThatThrownBy(
            () -> registry.describeImages(r -> r.repositoryName("web").imageIds(tag("9"))))
        .isInstanceOf(ImageNotFoundException.class);
  }

  @Test
  void an_image_that_is_put_is_found_until_its_tag_is_deleted() {
    registry.createRepository(r -> r.repositoryName("web"));
    registry.putImage(r -> r.repositoryName("web").imageManifest("{\"config\":{}}").imageTag("2"));

    assertThat(digest("2")).isEqualTo(Manifest.digest("{\"config\":{}}"));
    registry.batchDeleteImage(r -> r.repositoryName("web").imageIds(tag("2")));
    assertThat(registry.batchGetImage(r -> r.repositoryName("web").imageIds(tag("2"))).images())
        .isEmpty();
  }

  private String digest(String tag) {
    return registry
        .describeImages(r -> r.repositoryName("web").imageIds(tag(tag)))
        .imageDetails()
        .getFirst()
        .imageDigest();
  }

  private static ImageIdentifier tag(String tag) {
    return ImageIdentifier.builder().imageTag(tag).build();
  }

  private void state(String thing) {
    simulator.state(Json.parse(thing.replace('\'', '"')));
  }

  private JsonNode download(String url) {
    var path = URI.create(url).getPath();
    return Json.parse(simulator.handle(Request.of("GET", path, Map.of(), new byte[0])).text());
  }
}
