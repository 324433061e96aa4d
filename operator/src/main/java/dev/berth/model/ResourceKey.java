package dev.berth.model;

import java.util.Comparator;
import java.util.Optional;

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
    SCALABLE_TARGET("scalable-target"),
    /// Named `<service>/<policy>`.
    SCALING_POLICY("scaling-policy"),
    /// Named `<service>/<action>`.
    SCHEDULED_ACTION("scheduled-action");

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
        case JOB, SERVICE -> false;
        case SCALABLE_TARGET, SCALING_POLICY, SCHEDULED_ACTION -> false;
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

  public static ResourceKey scalingPolicy(String service, String policy) {
    return new ResourceKey(Kind.SCALING_POLICY, service + "/" + policy);
  }

  public static ResourceKey scheduledAction(String service, String action) {
    return new ResourceKey(Kind.SCHEDULED_ACTION, service + "/" + action);
  }

  /// The service whose tasks this is about; empty for what is about none.
  public Optional<ResourceKey> ofService() {
    return switch (kind) {
      case CLUSTER, NAMESPACE, JOB -> Optional.empty();
      case SERVICE -> Optional.of(this);
      case SCALABLE_TARGET, SCALING_POLICY, SCHEDULED_ACTION ->
          Optional.of(service(name.split("/", 2)[0]));
    };
  }

  /// Whether it is what scales a service.
  public boolean scales() {
    return switch (kind) {
      case CLUSTER, NAMESPACE, JOB, SERVICE -> false;
      case SCALABLE_TARGET, SCALING_POLICY, SCHEDULED_ACTION -> true;
    };
  }

  /// Among others of the environment: the name alone, unless it is that of the service, too.
  public String brief() {
    return kind == Kind.SCALABLE_TARGET ? toString() : name;
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
