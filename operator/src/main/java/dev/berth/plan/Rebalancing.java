package dev.berth.plan;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Availability zone rebalancing is on by default at creation, and refused beside some other
/// settings (source: ECS developer guide, service rebalancing): there it is sent as off.
public final class Rebalancing {
  private static final String MEMBER = "availabilityZoneRebalancing";
  static final Path PATH = Path.of(MEMBER);
  private static final String ZONE = "attribute:ecs.availability-zone";
  private static final int ALL = 100;

  private Rebalancing() {}

  static Fields settled(Fields request) {
    return request.at(MEMBER).isPresent() || hindrance(request).isEmpty()
        ? request
        : request.with(MEMBER, Value.of("DISABLED"));
  }

  /// As it is wanted beside what runs: what has been on since the creation is put off where it does
  /// not go with what is wanted now, as ECS would refuse that.
  static Fields beside(Fields want, Fields have) {
    return have.text(MEMBER).filter("ENABLED"::equals).isPresent() ? settled(want) : want;
  }

  /// Whether ECS takes it as wanted, where only these of the wanted members are there.
  static boolean early(Fields want, Fields have, List<Path> members) {
    if (!want.text(MEMBER).filter("ENABLED"::equals).isPresent()) return true;
    var then = have;
    for (var path : members) {
      var name = ServiceRequest.first(path);
      var value = want.at(name);
      then = value.isPresent() ? then.with(name, value.get()) : then.without(name);
    }
    return hindrance(then).isEmpty();
  }

  /// Without what ECS would rebalance a service, after `only`; empty where it does.
  public static Optional<String> hindrance(Fields request) {
    var needs = new LinkedHashMap<String, Boolean>();
    needs.put("for REPLICA services", !says(request, "schedulingStrategy", "DAEMON"));
    needs.put("away from external instances", !says(request, "launchType", "EXTERNAL"));
    needs.put("where maximumPercent is more than 100", roomAbove(request));
    needs.put(
        "without Classic Load Balancers",
        request.each("loadBalancers").stream()
            .allMatch(balancer -> balancer.at("loadBalancerName").isEmpty()));
    needs.put(
        "where the first placement strategy spreads over zones",
        spread(request.each("placementStrategy")));
    needs.put(
        "without a constraint on zones",
        request.each("placementConstraints").stream()
            .noneMatch(c -> c.text("expression").orElse("").contains(ZONE)));
    return needs.entrySet().stream().filter(e -> !e.getValue()).map(Map.Entry::getKey).findFirst();
  }

  private static boolean says(Fields request, String member, String word) {
    return request.text(member).filter(word::equals).isPresent();
  }

  private static boolean roomAbove(Fields request) {
    return request.fields(RolloutFields.MEMBER).whole("maximumPercent").orElse(2 * ALL) > ALL;
  }

  private static boolean spread(List<Fields> strategies) {
    return strategies.isEmpty()
        || strategies.getFirst().text("type").filter("spread"::equals).isPresent()
            && strategies.getFirst().text("field").filter(ZONE::equalsIgnoreCase).isPresent();
  }
}
