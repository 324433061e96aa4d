package dev.berth.aws;

import dev.berth.model.ImageName;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Fact;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.ecr.model.Image;

/// For which platforms an image was built: an index says it, and of a single image its
/// configuration, which is downloaded as a layer. Sources: OCI image specification, "image index"
/// and "image configuration".
final class ImagePlatforms {
  /// No configuration is that long.
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private final AwsClients clients;

  ImagePlatforms(AwsClients clients) {
    this.clients = clients;
  }

  /// Without platforms where nobody tells.
  Fact.Image of(ImageName name, Image image) {
    var manifest = fields(image.imageManifest());
    var listed = manifest.each("manifests");
    var platforms =
        listed.isEmpty()
            ? configured(name, manifest.fields("config")).stream().toList()
            : listed.stream()
                .map(entry -> entry.fields("platform"))
                .flatMap(platform -> words(platform).stream())
                .filter(words -> !words.startsWith("unknown/"))
                .distinct()
                .toList();
    return new Fact.Image(image.imageId().imageDigest(), platforms);
  }

  private Optional<String> configured(ImageName name, Fields config) {
    var digest = config.text("digest");
    if (digest.isEmpty()) return Optional.empty();
    try {
      return words(fields(download(address(name, digest.get()))));
    } catch (EcsFailure e) {
      if (e.failure().passing()) throw e;
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // The image is there; only its platform stays unknown.
    }
  }

  private URI address(ImageName name, String digest) {
    var registry = name.ecr().orElseThrow();
    var region = registry.region();
    var answer =
        clients.call(() ->
            clients
                .registry(region)
                .getDownloadUrlForLayer(r ->
                    r.registryId(registry.account())
                        .repositoryName(name.repository())
                        .layerDigest(digest)));
    return URI.create(answer.downloadUrl());
  }

  private String download(URI address) throws IOException {
    var request = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(address).build();
    var call = HttpExecuteRequest.builder().request(request).build();
    var response = clients.plain().prepareRequest(call).call();
    var body = response.responseBody();
    if (!response.httpResponse().isSuccessful() || body.isEmpty()) {
      throw new IOException("no layer at " + address.getHost());
    }
    try (var stream = body.get()) {
      return new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static Optional<String> words(Fields platform) {
    var architecture = platform.text("architecture");
    return architecture.map(word -> platform.text("os").orElse("linux") + "/" + word);
  }

  private static Fields fields(String json) {
    try {
      return Json.parse(json) instanceof Fields fields ? fields : Fields.EMPTY;
    } catch (IllegalArgumentException e) {
      return Fields.EMPTY; // Some other kind of artefact: it has no platform.
    }
  }
}
