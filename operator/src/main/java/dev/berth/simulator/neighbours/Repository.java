package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// One repository of a registry: its images by digest, and which tag names which.
final class Repository {
  private final String name;
  private final Instant createdAt;
  private final SortedMap<String, Manifest> images = new TreeMap<>();
  private final SortedMap<String, String> tags = new TreeMap<>();

  Repository(String name, Instant createdAt) {
    this.name = name;
    this.createdAt = createdAt;
  }

  /// A tag that is there moves.
  void add(Manifest manifest, String tag) {
    images.put(manifest.digest(), manifest);
    if (!tag.isEmpty()) tags.put(tag, manifest.digest());
  }

  boolean has(Manifest manifest, String tag) {
    if (tag.isEmpty()) return images.containsKey(manifest.digest());
    return manifest.digest().equals(tags.get(tag));
  }

  /// The tag goes; an image without a tag goes by its digest.
  void delete(ObjectNode id) {
    var tag = Json.text(id, "imageTag", "");
    if (!tag.isEmpty()) {
      tags.remove(tag);
      return;
    }
    var digest = Json.text(id, "imageDigest", "");
    images.remove(digest);
    tags.values().removeIf(digest::equals);
  }

  /// Which image `{imageTag, imageDigest}` means.
  Optional<String> digest(ObjectNode id) {
    var tag = Json.text(id, "imageTag", "");
    var digest = Json.text(id, "imageDigest", "");
    if (tag.isEmpty()) return Optional.of(digest).filter(images::containsKey);
    var named = Optional.ofNullable(tags.get(tag));
    return digest.isEmpty() ? named : named.filter(digest::equals);
  }

  List<String> digests() {
    return List.copyOf(images.keySet());
  }

  ObjectNode image(String digest, String tag) {
    var manifest = images.get(digest);
    var shown = Json.object().put("registryId", Caller.DEFAULT_ACCOUNT);
    shown.put("repositoryName", name).put("imageManifest", manifest.text());
    shown.put("imageManifestMediaType", manifest.mediaType());
    var id = shown.putObject("imageId").put("imageDigest", digest);
    if (!tag.isEmpty()) id.put("imageTag", tag);
    return shown;
  }

  ObjectNode detail(String digest) {
    var manifest = images.get(digest);
    var shown = Json.object().put("registryId", Caller.DEFAULT_ACCOUNT);
    shown.put("repositoryName", name).put("imageDigest", digest);
    shown.put("imageManifestMediaType", manifest.mediaType());
    shown.put("imagePushedAt", Json.epoch(createdAt));
    var named = shown.putArray("imageTags");
    tags.forEach((tag, target) -> {
      if (target.equals(digest)) named.add(tag);
    });
    return shown;
  }

  ObjectNode toJson(Caller caller) {
    var shown = Json.object().put("repositoryName", name).put("registryId", caller.account());
    shown.put("repositoryArn", caller.arn("ecr", "repository/" + name));
    shown.put(
        "repositoryUri",
        "%s.dkr.ecr.%s.amazonaws.com/%s".formatted(caller.account(), caller.region(), name));
    return shown.put("createdAt", Json.epoch(createdAt)).put("imageTagMutability", "MUTABLE");
  }

  ObjectNode dump() {
    var dump = Json.object();
    var list = dump.putArray("images");
    images.keySet().forEach(list::add);
    var named = dump.putObject("tags");
    tags.forEach(named::put);
    return dump;
  }

  ApiError notFound(ObjectNode id) {
    return ApiError.of(
        "ImageNotFoundException",
        "The image with imageId {imageDigest:'%s', imageTag:'%s'} does not exist within the"
                .formatted(Json.text(id, "imageDigest", "null"), Json.text(id, "imageTag", "null"))
            + " repository with name '%s' in the registry with id '%s'"
                .formatted(name, Caller.DEFAULT_ACCOUNT));
  }
}
