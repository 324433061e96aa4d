package dev.berth.reconcile;

import java.util.Comparator;

/// Something beside the manifests that one of them refers to.
///
/// @param name as ECS takes it: an image, an ARN, an id
public record Reference(Kind kind, String name) implements Comparable<Reference> {
  private static final Comparator<Reference> ORDER =
      Comparator.comparing(Reference::kind).thenComparing(Reference::name);

  /// In the order in which they are told.
  public enum Kind {
    CLUSTER("cluster"),
    NAMESPACE("namespace"),
    CAPACITY_PROVIDER("capacity provider"),
    ROLE("role"),
    SUBNET("subnet"),
    SECURITY_GROUP("security group"),
    TARGET_GROUP("target group"),
    IMAGE("image"),
    SECRET("secret"),
    LOG_GROUP("log group");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  @Override
  public int compareTo(Reference other) {
    return ORDER.compare(this, other);
  }
}
