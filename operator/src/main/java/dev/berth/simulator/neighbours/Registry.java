package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.VirtualClock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Amazon ECR, as far as images are looked up in it. Images come by PutImage, without layers, or
/// are stated with their architectures.
public final class Registry implements Api {
  private static final int PAGE = 100;

  private final VirtualClock clock;
  private final SortedMap<String, Repository> repositories = new TreeMap<>();

  /// What layers can be downloaded: an image's configuration, by its digest.
  private final SortedMap<String, String> blobs = new TreeMap<>();

  public Registry(VirtualClock clock) {
    this.clock = clock;
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateRepository" -> create(input, caller);
      case "DescribeRepositories" -> describeRepositories(input, caller);
      case "PutImage" -> put(input);
      case "DescribeImages" -> describeImages(input);
      case "BatchGetImage" -> batchGet(input);
      case "BatchDeleteImage" -> batchDelete(input);
      case "GetDownloadUrlForLayer" -> download(input, caller);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// An image of that name with one configuration an architecture: `{"image": "web:1.4.2",
  /// "architectures": ["amd64"], "content": "whatever tells it from another"}`. A tag that is there
  /// moves.
  void state(ObjectNode image) {
    var name = Json.text(image, "image", "");
    var colon = name.lastIndexOf(':');
    if (colon < 1) throw ApiError.of("InvalidAccount", "image must be repository:tag: " + name);
    var architectures = Json.texts(image, "architectures");
    var built = Built.of(architectures, Json.text(image, "content", name));
    blobs.putAll(built.blobs());
    var repository = repositories.computeIfAbsent(name.substring(0, colon), this::fresh);
    built.parts().forEach(part -> repository.add(part, ""));
    repository.add(built.whole(), name.substring(colon + 1));
  }

  private Repository fresh(String name) {
    return new Repository(name, clock.now());
  }

  public Optional<String> layer(String digest) {
    return Optional.ofNullable(blobs.get(digest));
  }

  public ObjectNode dump() {
    var dump = Json.object();
    repositories.forEach((name, repository) -> dump.set(name, repository.dump()));
    return dump;
  }

  private ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "repositoryName", "");
    if (!name.matches("[a-z0-9]+(?:[._/-][a-z0-9]+)*")) {
      throw ApiError.invalidParameter("Invalid parameter at 'repositoryName': '" + name + "'");
    }
    if (repositories.containsKey(name)) {
      throw ApiError.of(
          "RepositoryAlreadyExistsException",
          "The repository with name '%s' already exists in the registry with id '%s'"
              .formatted(name, caller.account()));
    }
    repositories.put(name, fresh(name));
    return Json.object().set("repository", repositories.get(name).toJson(caller));
  }

  private ObjectNode describeRepositories(ObjectNode input, Caller caller) {
    var names = Json.texts(input, "repositoryNames");
    var found = Json.array();
    for (var name : names.isEmpty() ? List.copyOf(repositories.keySet()) : names) {
      found.add(known(name).toJson(caller));
    }
    return Json.object().set("repositories", found);
  }

  private ObjectNode put(ObjectNode input) {
    var repository = known(input);
    var manifest = Manifest.of(Json.text(input, "imageManifest", ""));
    var tag = Json.text(input, "imageTag", "");
    if (repository.has(manifest, tag)) {
      throw ApiError.of("ImageAlreadyExistsException", "Image already exists: " + tag);
    }
    repository.add(manifest, tag);
    return Json.object().set("image", repository.image(manifest.digest(), tag));
  }

  private ObjectNode describeImages(ObjectNode input) {
    var repository = known(input);
    var asked = Json.items(input, "imageIds");
    if (asked.isEmpty()) {
      var size = Json.integer(input, "maxResults", PAGE);
      var token = Json.text(input, "nextToken", "");
      var page = Page.of(repository.digests(), digest -> digest, token, size);
      var answer = Json.object();
      var details = answer.putArray("imageDetails");
      page.items().forEach(digest -> details.add(repository.detail(digest)));
      return page.tokenInto(answer, "nextToken");
    }
    var details = Json.array();
    for (var id : asked) {
      var digest = repository.digest(id).orElseThrow(() -> repository.notFound(id));
      details.add(repository.detail(digest));
    }
    return Json.object().set("imageDetails", details);
  }

  /// What is missing is a failure in the answer, and no refusal.
  private ObjectNode batchGet(ObjectNode input) {
    var repository = known(input);
    var answer = Json.object();
    var images = answer.putArray("images");
    var failures = answer.putArray("failures");
    for (var id : Json.items(input, "imageIds")) {
      var digest = repository.digest(id);
      if (digest.isPresent()) {
        images.add(repository.image(digest.get(), Json.text(id, "imageTag", "")));
      } else {
        fail(failures, id);
      }
    }
    return answer;
  }

  private static void fail(ArrayNode failures, ObjectNode id) {
    var failure = failures.addObject().put("failureCode", "ImageNotFound");
    failure.put("failureReason", "Requested image not found").set("imageId", id);
  }

  private ObjectNode batchDelete(ObjectNode input) {
    var repository = known(input);
    var answer = Json.object();
    var deleted = answer.putArray("imageIds");
    var failures = answer.putArray("failures");
    for (var id : Json.items(input, "imageIds")) {
      if (repository.digest(id).isEmpty()) {
        fail(failures, id);
        continue;
      }
      repository.delete(id);
      deleted.add(id);
    }
    return answer;
  }

  private ObjectNode download(ObjectNode input, Caller caller) {
    known(input);
    var digest = Json.text(input, "layerDigest", "");
    if (!blobs.containsKey(digest)) {
      throw ApiError.of(
          "LayersNotFoundException",
          "The layer with digest '%s' does not exist.".formatted(digest));
    }
    var url = "http://" + caller.host() + Layers.ROOT + digest.substring(digest.indexOf(':') + 1);
    return Json.object().put("downloadUrl", url).put("layerDigest", digest);
  }

  private Repository known(ObjectNode input) {
    return known(Json.text(input, "repositoryName", ""));
  }

  private Repository known(String name) {
    var repository = repositories.get(name);
    if (repository != null) return repository;
    throw ApiError.of(
        "RepositoryNotFoundException",
        "The repository with name '%s' does not exist in the registry with id '%s'"
            .formatted(name, Caller.DEFAULT_ACCOUNT));
  }
}
