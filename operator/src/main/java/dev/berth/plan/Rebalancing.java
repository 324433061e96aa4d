package dev.berth.plan;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.List;

/// Availability zone rebalancing is on by default at creation, and refused beside some other
/// settings (source: ECS developer guide, service rebalancing): there it is sent as off.
final class Rebalancing {
  private static final String MEMBER = "availabilityZoneRebalancing";
  private static final String ZONE = "attribute:ecs.availability-zone";
  private static final int ALL = 100;

  private Rebalancing() {}

  static Fields settled(Fields request) {
    return request.at(MEMBER).isPresent() || possible(request)
        ? request
        : request.with(MEMBER, Value.of("DISABLED"));
  }

  private static boolean possible(Fields request) {
    return request.text("schedulingStrategy").filter("DAEMON"::equals).isEmpty()
        && request.text("launchType").filter("EXTERNAL"::equals).isEmpty()
        && roomAbove(request)
        && request.each("loadBalancers").stream()
            .allMatch(balancer -> balancer.at("loadBalancerName").isEmpty())
        && spread(request.each("placementStrategy"))
        && request.each("placementConstraints").stream()
            .noneMatch(c -> c.text("expression").orElse("").contains(ZONE));
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
