package dev.berth.reconcile;

import java.util.List;
import java.util.Optional;

/// What is known of something that was found, as far as it matters to who refers to it.
public sealed interface Fact {
  /// @param platforms such as `linux/amd64`; empty where nobody told
  record Image(String digest, List<String> platforms) implements Fact {
    public Image {
      platforms = List.copyOf(platforms);
    }
  }

  /// @param trusted the services that may take the role
  /// @param passable the services that the caller may pass it to
  record Role(List<String> trusted, Sighting<List<String>> passable) implements Fact {
    public Role {
      trusted = List.copyOf(trusted);
    }
  }

  /// @param version of the secret or the parameter that is taken
  record Secret(String version) implements Fact {}

  /// @param type `ip`, `instance`, `lambda` or `alb`
  /// @param healthPort empty where it is the target's own
  record TargetGroup(
      String type,
      String protocol,
      String vpc,
      List<String> balancers,
      String healthPath,
      Optional<Integer> healthPort)
      implements Fact {
    public TargetGroup {
      balancers = List.copyOf(balancers);
    }
  }

  /// A subnet or a security group.
  record Member(String vpc) implements Fact {}

  /// @param status in ECS's words
  record Cluster(String status, List<String> providers) implements Fact {
    public Cluster {
      providers = List.copyOf(providers);
    }
  }

  /// There is no more to know.
  record There() implements Fact {}
}
