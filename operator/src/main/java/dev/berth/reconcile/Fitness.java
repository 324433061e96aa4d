package dev.berth.reconcile;

import dev.berth.reconcile.Use.Need;
import dev.berth.reconcile.Verification.State;
import dev.berth.reconcile.Verification.Verdict;
import java.util.List;
import java.util.Optional;

/// Whether what was found is of use to who refers to it.
final class Fitness {
  private static final int SHORT = 19;

  private Fitness() {}

  static Verdict of(Use use, Fact fact) {
    return switch (fact) {
      case Fact.Image image -> image(image, use.need());
      case Fact.Role role -> role(role, use.need());
      case Fact.TargetGroup group -> targets(group, use.need());
      case Fact.Cluster cluster -> cluster(cluster, use);
      case Fact.Secret(var version) -> ok("version " + brief(version));
      case Fact.Member(var vpc) -> ok("in " + vpc);
      case Fact.There _ -> ok("");
    };
  }

  private static String brief(String version) {
    return version.length() > 8 ? version.substring(0, 8) : version;
  }

  private static Verdict image(Fact.Image image, Need need) {
    var digest = image.digest().substring(0, Math.min(SHORT, image.digest().length()));
    var wanted = need instanceof Need.Platform(var platform) ? platform : Optional.<String>empty();
    if (wanted.isEmpty()) return ok(digest);
    if (image.platforms().isEmpty()) {
      return new Verdict(
          State.SKIP,
          "it is there, and for which architecture nobody tells",
          "allow ecr:GetDownloadUrlForLayer in the caller's IAM policy");
    }
    var all = String.join(", ", image.platforms());
    if (image.platforms().contains(wanted.get())) return ok(digest + ", " + all);
    return new Verdict(
        State.NG,
        "it is for %s, and the task runs on %s".formatted(all, wanted.get()),
        "build it for that platform, or state runtimePlatform");
  }

  private static Verdict role(Fact.Role role, Need need) {
    if (!(need instanceof Need.Trust(var service))) return ok("");
    if (role.trusted().contains(service)) return passed(role, service);
    var trusted = role.trusted().isEmpty() ? "no service" : String.join(", ", role.trusted());
    return new Verdict(
        State.NG,
        "it trusts %s, and not %s".formatted(trusted, service),
        "let its trust policy allow sts:AssumeRole to that service");
  }

  private static Verdict passed(Fact.Role role, String service) {
    if (!(role.passable() instanceof Sighting.Found<List<String>>(var to))) {
      return ok("trusts " + service);
    }
    if (to.contains(service)) return ok("trusts %s, and may be passed to it".formatted(service));
    return ng(
        "the caller may not pass it to " + service,
        "allow iam:PassRole on it in the caller's IAM policy");
  }

  private static Verdict targets(Fact.TargetGroup group, Need need) {
    if (!(need instanceof Need.Targets(var type, var port, var protocol))) return ok("");
    if (!group.type().equals(type)) {
      return ng(
          "its targets are of type %s, and these tasks register as %s"
              .formatted(group.type(), type),
          "make another group; a group's type cannot be changed");
    }
    if (group.balancers().isEmpty()) {
      return ng(
          "no listener forwards to it, so that ECS refuses it", "add it to a listener or a rule");
    }
    boolean datagrams = List.of("UDP", "QUIC").contains(group.protocol());
    boolean either = List.of("TCP_UDP", "TCP_QUIC").contains(group.protocol());
    if (!either && datagrams != protocol.equals("udp")) {
      return ng(
          "it takes %s, and the container's port is of %s".formatted(group.protocol(), protocol),
          "correct the port's protocol, or name another group");
    }
    var asked = group.healthPort().filter(other -> !port.equals(Optional.of(other)));
    if (asked.isPresent()) {
      return new Verdict(
          State.SKIP,
          "its health check asks port %d, and not the container's %s"
              .formatted(asked.get(), port.map(String::valueOf).orElse("own")),
          "see to it that something answers there");
    }
    var check = group.healthPath().isEmpty() ? "" : ", health check " + group.healthPath();
    return ok(group.protocol() + ", type " + group.type() + check);
  }

  private static Verdict cluster(Fact.Cluster cluster, Use use) {
    if (!cluster.status().equals("ACTIVE")) {
      return ng("the cluster is " + cluster.status(), "wait for it, or create it anew");
    }
    var provider = use.reference().name();
    boolean asked = use.need() instanceof Need.Provider;
    if (!asked || cluster.providers().contains(provider)) return ok(asked ? "" : "active");
    var has = cluster.providers().isEmpty() ? "none" : String.join(", ", cluster.providers());
    return ng(
        "the cluster does not have it; it has " + has, "give it to the cluster, or name another");
  }

  private static Verdict ok(String told) {
    return new Verdict(State.OK, told, "");
  }

  private static Verdict ng(String why, String hint) {
    return new Verdict(State.NG, why, hint);
  }
}
