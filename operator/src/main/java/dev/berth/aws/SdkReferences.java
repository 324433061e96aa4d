package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.ImageName;
import dev.berth.reconcile.Fact;
import dev.berth.reconcile.Reference;
import dev.berth.reconcile.Reference.Kind;
import dev.berth.reconcile.References;
import dev.berth.reconcile.Sighting;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Everything that manifests refer to, each kind by the calls that take the fewest.
public final class SdkReferences implements References {
  private final EcrImages images;
  private final ImagePlatforms platforms;
  private final SecretLooks secrets;
  private final RoleLooks roles;
  private final LogGroupLooks logGroups;
  private final NetworkLooks network;
  private final TargetGroupLooks targets;
  private final HomeLooks homes;

  public SdkReferences(AwsClients clients, EnvironmentSpec environment) {
    this.images = new EcrImages(clients);
    this.platforms = new ImagePlatforms(clients);
    this.secrets = new SecretLooks(clients);
    this.roles = new RoleLooks(clients);
    this.logGroups = new LogGroupLooks(clients);
    this.network = new NetworkLooks(clients);
    this.targets = new TargetGroupLooks(clients);
    this.homes = new HomeLooks(clients, environment);
  }

  @Override
  public SortedMap<Reference, Sighting<Fact>> look(SortedSet<Reference> references) {
    var byKind = new TreeMap<Kind, TreeSet<String>>();
    for (var reference : references) {
      byKind.computeIfAbsent(reference.kind(), _ -> new TreeSet<>()).add(reference.name());
    }
    var seen = new TreeMap<Reference, Sighting<Fact>>();
    byKind.forEach((kind, names) ->
        look(kind, names)
            .forEach((name, sighting) -> seen.put(new Reference(kind, name), sighting)));
    return seen;
  }

  private SortedMap<String, Sighting<Fact>> look(Kind kind, TreeSet<String> names) {
    return switch (kind) {
      case CLUSTER -> homes.clusters(names);
      case NAMESPACE -> homes.namespaces(names);
      case ROLE -> roles.look(names);
      case SUBNET -> network.subnets(names);
      case SECURITY_GROUP -> network.groups(names);
      case TARGET_GROUP -> targets.look(names);
      case IMAGE -> images(names);
      case SECRET -> secrets(names);
      case LOG_GROUP -> logGroups.look(names);
      case CAPACITY_PROVIDER -> throw new IllegalArgumentException("its cluster is asked for it");
    };
  }

  private SortedMap<String, Sighting<Fact>> images(TreeSet<String> names) {
    var found = new TreeMap<String, Sighting<Fact>>();
    var ours = new TreeSet<String>();
    for (var name : names) {
      var image = ImageName.of(name);
      if (image.ecr().isPresent()) ours.add(name);
      else found.put(name, other(image));
    }
    images
        .images(ours)
        .forEach((name, image) ->
            found.put(name, mapped(image, known -> platforms.of(ImageName.of(name), known))));
    return found;
  }

  private static Sighting<Fact> other(ImageName image) {
    var registry = image.registry().isEmpty() ? "docker.io" : image.registry();
    return new Sighting.Hidden<>("only Amazon ECR is asked, and this is in " + registry, "");
  }

  private SortedMap<String, Sighting<Fact>> secrets(TreeSet<String> names) {
    var found = new TreeMap<String, Sighting<Fact>>();
    secrets
        .versions(names)
        .forEach((name, version) -> found.put(name, mapped(version, Fact.Secret::new)));
    return found;
  }

  private static <T> Sighting<Fact> mapped(Sighting<T> sighting, Function<T, Fact> fact) {
    return switch (sighting) {
      case Sighting.Found<T>(var thing) -> new Sighting.Found<>(fact.apply(thing));
      case Sighting.Missing<T>(var why, var hint) -> new Sighting.Missing<>(why, hint);
      case Sighting.Hidden<T>(var why, var hint) -> new Sighting.Hidden<>(why, hint);
    };
  }
}
