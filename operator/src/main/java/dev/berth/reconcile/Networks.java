package dev.berth.reconcile;

import dev.berth.model.ResourceKey;
import dev.berth.reconcile.Verification.State;
import dev.berth.reconcile.Verification.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whether what one service refers to lies in one VPC: subnets, security groups, target groups.
final class Networks {
  private final SortedMap<Reference, Sighting<Fact>> seen;

  /// The first subnet of each service whose VPC is known.
  private final SortedMap<ResourceKey, Use> first = new TreeMap<>();

  Networks(List<Use> uses, SortedMap<Reference, Sighting<Fact>> seen) {
    this.seen = Collections.unmodifiableSortedMap(new TreeMap<>(seen));
    for (var use : uses) {
      boolean subnet = use.reference().kind() == Reference.Kind.SUBNET;
      if (subnet && vpc(use).isPresent()) first.putIfAbsent(use.by(), use);
    }
  }

  /// Of something that lies in another VPC than the service's first subnet.
  Optional<Verdict> torn(Use use) {
    var vpc = vpc(use);
    var anchor = Optional.ofNullable(first.get(use.by()));
    var other = anchor.flatMap(this::vpc);
    if (vpc.isEmpty() || other.isEmpty() || vpc.equals(other)) return Optional.empty();
    var name = anchor.get().reference().name();
    var words = "it lies in %s, and %s in %s".formatted(vpc.get(), name, other.get());
    return Optional.of(new Verdict(State.NG, words, "name things of one VPC"));
  }

  private Optional<String> vpc(Use use) {
    if (!(seen.get(use.reference()) instanceof Sighting.Found<Fact>(var fact))) {
      return Optional.empty();
    }
    return switch (fact) {
      case Fact.Member(var vpc) -> Optional.of(vpc);
      case Fact.TargetGroup group -> Optional.of(group.vpc()).filter(vpc -> !vpc.isEmpty());
      case Fact.Image _, Fact.Role _, Fact.Secret _, Fact.Cluster _, Fact.There _ ->
          Optional.empty();
    };
  }
}
