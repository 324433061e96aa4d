package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Load balancers themselves: a name, an address and a type.
final class Balancers {
  private final VirtualClock clock;
  private final Ids ids;
  private final Kept balancers = new Kept("LoadBalancers", "LoadBalancerNotFound");

  Balancers(VirtualClock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "Name", "");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,31}")) {
      throw ApiError.invalidParameter("Load balancer name '" + name + "' is not valid");
    }
    if (balancers.all().anyMatch(each -> name(each).equals(name))) {
      throw ApiError.of(
          "DuplicateLoadBalancerName", "A load balancer with the same name '" + name + "' exists");
    }
    var type = Json.text(input, "Type", "application");
    if (!Set.of("application", "network", "gateway").contains(type)) {
      throw ApiError.invalidParameter("Invalid load balancer type " + type);
    }
    var kind = type.equals("application") ? "app" : type.equals("network") ? "net" : "gwy";
    var id = ids.hex(16);
    var arn = caller.arn("elasticloadbalancing", "loadbalancer/%s/%s/%s".formatted(kind, name, id));
    var balancer = Json.object().put("LoadBalancerArn", arn).put("LoadBalancerName", name);
    balancer.put("DNSName", "%s-%s.%s.elb.amazonaws.com".formatted(name, id, caller.region()));
    balancer.put("CanonicalHostedZoneId", "Z35SXDOTRQ7X7K").put("Type", type);
    balancer.put("CreatedTime", clock.now().toString());
    balancer.put("Scheme", Json.text(input, "Scheme", "internet-facing"));
    balancer.put("IpAddressType", Json.text(input, "IpAddressType", "ipv4"));
    balancer.put("VpcId", "vpc-0aaaaaaaaaaaaaaaa").putObject("State").put("Code", "active");
    var zones = balancer.putArray("AvailabilityZones");
    var turn = 0;
    for (var subnet : Json.texts(input, "Subnets")) {
      var zone = caller.region() + (char) ('a' + turn++ % 3);
      zones.addObject().put("ZoneName", zone).put("SubnetId", subnet);
    }
    Json.texts(input, "SecurityGroups").forEach(balancer.putArray("SecurityGroups")::add);
    balancers.byArn().put(arn, balancer);
    return balancers.answer(balancer);
  }

  private static String name(ObjectNode balancer) {
    return Json.text(balancer, "LoadBalancerName", "");
  }

  ObjectNode one(String arn) {
    return balancers.one(arn);
  }

  ObjectNode describe(ObjectNode input) {
    var arns = Json.texts(input, "LoadBalancerArns");
    var names = Json.texts(input, "Names");
    arns.forEach(balancers::one);
    names.forEach(this::named);
    var found =
        balancers
            .all()
            .filter(each -> arns.isEmpty() || arns.contains(Json.text(each, "LoadBalancerArn", "")))
            .filter(each -> names.isEmpty() || names.contains(name(each)))
            .toList();
    return balancers.page(input, "LoadBalancerArn", found);
  }

  private void named(String name) {
    if (balancers.all().anyMatch(each -> name(each).equals(name))) return;
    throw ApiError.of("LoadBalancerNotFound", "Load balancers '[" + name + "]' not found");
  }

  boolean knows(String arn) {
    return balancers.byArn().containsKey(arn);
  }

  void remove(String arn) {
    balancers.byArn().remove(arn);
  }

  ObjectNode dump() {
    return balancers.dump();
  }
}
