package dev.berth.model;

import java.util.Comparator;

/// One AWS object of one environment, written `service/tracecat-api`.
public record ResourceKey(Kind kind, String name) implements Comparable<ResourceKey> {
  private static final Comparator<ResourceKey> ORDER =
      Comparator.comparing(ResourceKey::kind).thenComparing(ResourceKey::name);

  /// In the order in which they are made.
  public enum Kind {
    CLUSTER("cluster"),
    NAMESPACE("namespace"),
    /// Bears the name of the Job; in ECS it is a task definition family and its tasks.
    JOB("job"),
    SERVICE("service"),
    /// Bears the name of its service.
    SCALABLE_TARGET("scalable-target");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /// Whether everything of an environment lives in it.
    public boolean home() {
      return switch (this) {
        case CLUSTER, NAMESPACE -> true;
        case JOB, SERVICE, SCALABLE_TARGET -> false;
      };
    }
  }

  public ResourceKey {
    if (name.isBlank()) throw new IllegalArgumentException("a " + kind.word + " without a name");
  }

  public static ResourceKey cluster(String name) {
    return new ResourceKey(Kind.CLUSTER, name);
  }

  public static ResourceKey namespace(String name) {
    return new ResourceKey(Kind.NAMESPACE, name);
  }

  public static ResourceKey service(String name) {
    return new ResourceKey(Kind.SERVICE, name);
  }

  public static ResourceKey job(String name) {
    return new ResourceKey(Kind.JOB, name);
  }

  public static ResourceKey scalableTarget(String service) {
    return new ResourceKey(Kind.SCALABLE_TARGET, service);
  }

  @Override
  public int compareTo(ResourceKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.word + "/" + name;
  }
}
