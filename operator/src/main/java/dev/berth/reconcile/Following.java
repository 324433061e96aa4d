package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.Finding;
import dev.berth.model.Finding.Severity;
import dev.berth.model.ImageName;
import dev.berth.model.Inputs;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.SecretName;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Looks up what services follow beside their manifests, once for all of them: the digests of image
/// tags and the versions of secrets. What is not known becomes a warning.
public final class Following {
  private static final String DEFINITION = "taskDefinition";
  private static final String CONTAINERS = "containerDefinitions";

  private final ImageDigests images;
  private final SecretVersions secrets;
  private final List<Finding> warnings = new ArrayList<>();

  private Following(ImageDigests images, SecretVersions secrets) {
    this.images = images;
    this.secrets = secrets;
  }

  /// A wanted world with what it follows known, as far as that could be found out.
  public record Followed(Desired desired, List<Finding> warnings) {
    public Followed {
      warnings = List.copyOf(warnings);
    }
  }

  public static Followed of(Desired desired, ImageDigests images, SecretVersions secrets) {
    var following = new Following(images, secrets);
    var followed = following.secrets(following.images(desired));
    return new Followed(followed, following.warnings.stream().sorted().toList());
  }

  private Desired images(Desired desired) {
    var tags = new TreeSet<String>();
    var others = new TreeSet<String>();
    for (var want : followers(desired, Inputs.Kind.IMAGES)) {
      for (var container : containers(want)) {
        var name = ImageName.of(container.text("image").orElse(""));
        if (name.digest().isPresent()) continue;
        if (name.ecr().isPresent()) tags.add(name.text());
        else others.add(name.registry().isEmpty() ? "docker.io" : name.registry());
      }
    }
    if (!others.isEmpty()) warn(Optional.empty(), "pinned", onlyEcr(others), "");
    var found = looked(tags, images::digests);
    return changed(desired, Inputs.Kind.IMAGES, want -> pinned(want, found));
  }

  private static String onlyEcr(SortedSet<String> others) {
    return "images of %s keep their tags: only Amazon ECR is asked for digests"
        .formatted(String.join(", ", others));
  }

  private Wanted pinned(Wanted want, SortedMap<String, Sighting<String>> found) {
    var written = new TreeMap<Path, String>();
    var unresolved = new TreeMap<Path, String>();
    var definition = want.fields().fields(DEFINITION);
    var containers = new ArrayList<Value>();
    for (var container : definition.each(CONTAINERS)) {
      var text = container.text("image").orElse("");
      var at = image(container);
      if (!found.containsKey(text)) {
        containers.add(container);
        continue;
      }
      written.put(at, text);
      var sighting = found.get(text);
      why(sighting).ifPresent(why -> unresolved.put(at, why));
      containers.add(container.with("image", Value.of(pinned(text, sighting))));
      unknown(want, at, sighting);
    }
    var fields =
        want.fields().with(DEFINITION, definition.with(CONTAINERS, Value.items(containers)));
    return want.with(fields, want.wiring().inputs().images(written, unresolved));
  }

  private static String pinned(String text, Sighting<String> sighting) {
    return sighting instanceof Sighting.Found<String>(var digest)
        ? ImageName.of(text).pinned(digest)
        : text;
  }

  private static Path image(Fields container) {
    var name = container.text("name").orElse("");
    return Path.of(DEFINITION).field(CONTAINERS).element(name).field("image");
  }

  private Desired secrets(Desired desired) {
    var names = new TreeSet<String>();
    for (var want : followers(desired, Inputs.Kind.SECRETS)) {
      names.addAll(moving(want).values());
    }
    var found = looked(names, secrets::versions);
    return changed(
        desired,
        Inputs.Kind.SECRETS,
        want -> {
          var versions = versions(want, found);
          return want.with(want.fields(), want.wiring().inputs().secrets(versions));
        });
  }

  /// Of all secrets or of none: a set with a hole in it would look like another one.
  private Optional<SortedMap<String, String>> versions(
      Wanted want, SortedMap<String, Sighting<String>> found) {
    var versions = new TreeMap<String, String>();
    boolean whole = true;
    for (var entry : moving(want).entrySet()) {
      var sighting = found.get(entry.getValue());
      if (sighting instanceof Sighting.Found<String>(var version)) {
        versions.put(entry.getValue(), version);
        continue;
      }
      whole = false;
      unknown(want, entry.getKey(), sighting);
    }
    return whole ? Optional.of(versions) : Optional.empty();
  }

  /// Where a secret is taken, by path; without those whose version the manifest states.
  private static SortedMap<Path, String> moving(Wanted want) {
    var secrets = new TreeMap<Path, String>();
    for (var container : containers(want)) {
      var at = Path.of(DEFINITION).field(CONTAINERS).element(container.text("name").orElse(""));
      add(at.field("secrets"), container.each("secrets"), secrets);
      var log = container.fields("logConfiguration");
      add(at.field("logConfiguration").field("secretOptions"), log.each("secretOptions"), secrets);
    }
    secrets
        .values()
        .removeIf(text ->
            SecretName.of(text) instanceof SecretName.Managed(_, _, var version)
                && version.isPresent());
    return secrets;
  }

  private static void add(Path list, List<Fields> items, TreeMap<Path, String> secrets) {
    for (var item : items) {
      var name = item.text("name").orElse("");
      item.text("valueFrom").ifPresent(from -> secrets.put(list.element(name), from));
    }
  }

  private static List<Fields> containers(Wanted want) {
    return want.fields().fields(DEFINITION).each(CONTAINERS);
  }

  private static List<Wanted> followers(Desired desired, Inputs.Kind kind) {
    return desired.wanted().values().stream()
        .filter(want -> want.wiring().inputs().follow(kind))
        .toList();
  }

  private static Desired changed(
      Desired desired, Inputs.Kind kind, java.util.function.UnaryOperator<Wanted> change) {
    var wanted = new TreeMap<ResourceKey, Wanted>(desired.wanted());
    for (var want : followers(desired, kind)) wanted.put(want.key(), change.apply(want));
    return desired.with(wanted);
  }

  private interface Look {
    SortedMap<String, Sighting<String>> all(SortedSet<String> names);
  }

  private static SortedMap<String, Sighting<String>> looked(SortedSet<String> names, Look look) {
    if (names.isEmpty()) return new TreeMap<>();
    try {
      return look.all(names);
    } catch (EcsFailure e) {
      var failure = e.failure();
      var unknown = new TreeMap<String, Sighting<String>>();
      names.forEach(
          name -> unknown.put(name, new Sighting.Hidden<>(failure.message(), failure.hint())));
      return unknown;
    }
  }

  private static Optional<String> why(Sighting<String> sighting) {
    return switch (sighting) {
      case Sighting.Found<String> _ -> Optional.empty();
      case Sighting.Missing<String>(var why, _) -> Optional.of(why);
      case Sighting.Hidden<String>(var why, _) -> Optional.of(why);
    };
  }

  private void unknown(Wanted want, Path at, Sighting<String> sighting) {
    var place = Optional.of(at).flatMap(path -> near(want, path));
    switch (sighting) {
      case Sighting.Found<String> _ -> {}
      case Sighting.Missing<String>(var why, var hint) -> warn(place, "followed", why, hint);
      case Sighting.Hidden<String>(var why, var hint) -> warn(place, "followed", why, hint);
    }
  }

  private static Optional<Finding.Origin> near(Wanted want, Path path) {
    var at = path;
    while (!want.wiring().places().containsKey(at) && !at.steps().isEmpty()) {
      at = new Path(at.steps().subList(0, at.steps().size() - 1));
    }
    return Optional.ofNullable(want.wiring().places().get(at));
  }

  /// Once, whatever number of services share a place.
  private void warn(Optional<Finding.Origin> place, String rule, String why, String hint) {
    var finding = new Finding(Severity.WARNING, rule, place, Path.ROOT, why, hint);
    if (!warnings.contains(finding)) warnings.add(finding);
  }
}
