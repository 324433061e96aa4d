package dev.berth.aws;

import dev.berth.model.Failure;
import dev.berth.model.ImageName;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.ImageDigests;
import dev.berth.reconcile.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/// Images in Amazon ECR: one call for a hundred of a repository.
public final class EcrImages implements ImageDigests {
  /// Source: Amazon ECR API reference, BatchGetImage.
  private static final int BATCH = 100;

  /// An index as it was pushed, and not one of its manifests.
  private static final List<String> TYPES =
      List.of(
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  private final AwsClients clients;

  public EcrImages(AwsClients clients) {
    this.clients = clients;
  }

  /// A repository of an account and region.
  private record Place(ImageName.Ecr registry, String repository) {
    static Place of(ImageName image) {
      return new Place(image.ecr().orElseThrow(), image.repository());
    }
  }

  @Override
  public SortedMap<String, Sighting<String>> digests(SortedSet<String> images) {
    var digests = new TreeMap<String, Sighting<String>>();
    images(images)
        .forEach((name, sighting) ->
            digests.put(
                name,
                switch (sighting) {
                  case Sighting.Found<Image>(var image) ->
                      new Sighting.Found<>(image.imageId().imageDigest());
                  case Sighting.Missing<Image>(var why, var hint) ->
                      new Sighting.Missing<>(why, hint);
                  case Sighting.Hidden<Image>(var why, var hint) ->
                      new Sighting.Hidden<>(why, hint);
                }));
    return digests;
  }

  SortedMap<String, Sighting<Image>> images(SortedSet<String> names) {
    var places = new TreeMap<String, List<ImageName>>();
    for (var name : names) {
      var image = ImageName.of(name);
      var place = image.registry() + "/" + image.repository();
      places.computeIfAbsent(place, _ -> new ArrayList<>()).add(image);
    }
    var found = new TreeMap<String, Sighting<Image>>();
    for (var images : places.values()) {
      for (var batch : Batches.of(images, BATCH)) found.putAll(ask(batch));
    }
    return found;
  }

  private SortedMap<String, Sighting<Image>> ask(List<ImageName> images) {
    var found = new TreeMap<String, Sighting<Image>>();
    var place = Place.of(images.getFirst());
    try {
      var answer = batch(place, images);
      images.forEach(image -> found.put(image.text(), sighting(answer, image)));
    } catch (EcsFailure e) {
      if (e.failure().passing()) throw e;
      images.forEach(image -> found.put(image.text(), refused(e.failure(), place)));
    }
    return found;
  }

  private BatchGetImageResponse batch(Place place, List<ImageName> images) {
    var ids = images.stream().map(EcrImages::id).distinct().toList();
    var region = place.registry().region();
    return clients.call(() ->
        clients
            .registry(region)
            .batchGetImage(r ->
                r.registryId(place.registry().account())
                    .repositoryName(place.repository())
                    .imageIds(ids)
                    .acceptedMediaTypes(TYPES)));
  }

  private static ImageIdentifier id(ImageName image) {
    return image
        .digest()
        .map(digest -> ImageIdentifier.builder().imageDigest(digest))
        .orElseGet(() -> ImageIdentifier.builder().imageTag(image.tag()))
        .build();
  }

  private static Sighting<Image> sighting(BatchGetImageResponse answer, ImageName name) {
    for (var image : answer.images()) {
      var id = image.imageId();
      boolean same =
          name.digest().map(id.imageDigest()::equals).orElse(name.tag().equals(id.imageTag()));
      if (same) return new Sighting.Found<>(image);
    }
    var what = name.digest().map(d -> "image " + d).orElse("tag " + name.tag());
    return new Sighting.Missing<>(
        "there is no %s in the repository %s".formatted(what, name.repository()),
        "push it, or correct the image");
  }

  private static Sighting<Image> refused(Failure failure, Place place) {
    if (failure.code().startsWith("RepositoryNotFound")) {
      return new Sighting.Missing<>(
          "there is no repository %s in the registry of %s in %s"
              .formatted(place.repository(), place.registry().account(), place.registry().region()),
          "create it, or correct the image");
    }
    return Refusals.hidden(failure, "ecr:BatchGetImage");
  }
}
