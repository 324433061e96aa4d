package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Subnets and security groups of Amazon EC2, as they are described. They are only stated. There
/// are no network interfaces: those of tasks are told by ECS alone.
public final class Network implements Api {
  /// Filters of network interfaces.
  private static final Set<String> OWNERS =
      Set.of("attachment.instance-owner-id", "attachment.status", "requester-id");

  private final SortedMap<String, ObjectNode> subnets = new TreeMap<>();
  private final SortedMap<String, ObjectNode> groups = new TreeMap<>();

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "DescribeSubnets" ->
          described(input, "SubnetId", "subnet-id", "subnetSet", subnets, "InvalidSubnetID");
      case "DescribeSecurityGroups" ->
          described(input, "GroupId", "group-id", "securityGroupInfo", groups, "InvalidGroup");
      case "DescribeNetworkInterfaces" ->
          described(
              input,
              "NetworkInterfaceId",
              "description",
              "networkInterfaceSet",
              new TreeMap<>(),
              "InvalidNetworkInterfaceID");
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// `{"subnet": ID, "vpc": ID, "zone": NAME}`.
  void stateSubnet(ObjectNode stated) {
    var subnet = Json.object().put("subnetId", Json.text(stated, "subnet", ""));
    subnet.put("vpcId", Json.text(stated, "vpc", "vpc-1")).put("state", "available");
    subnet.put("availabilityZone", Json.text(stated, "zone", "us-east-1a"));
    subnet.put("defaultForAz", true);
    subnets.put(Json.text(subnet, "subnetId", ""), subnet);
  }

  /// `{"securityGroup": ID, "vpc": ID}`.
  void stateGroup(ObjectNode stated) {
    var id = Json.text(stated, "securityGroup", "");
    var group = Json.object().put("groupId", id).put("groupName", id);
    group.put("vpcId", Json.text(stated, "vpc", "vpc-1")).put("groupDescription", "stated");
    groups.put(id, group);
  }

  /// What EC2 says of a subnet that is not among those that are stated.
  public Optional<ApiError> lacksSubnet(String id) {
    return lacking(id, subnets, "InvalidSubnetID");
  }

  public Optional<ApiError> lacksGroup(String id) {
    return lacking(id, groups, "InvalidGroup");
  }

  private static Optional<ApiError> lacking(
      String id, SortedMap<String, ObjectNode> all, String code) {
    if (all.isEmpty() || all.containsKey(id)) return Optional.empty();
    return Optional.of(missing(id, code));
  }

  private static ApiError missing(String id, String code) {
    return ApiError.of(code + ".NotFound", "The ID '" + id + "' does not exist");
  }

  ObjectNode dump() {
    var dump = Json.object();
    subnets.forEach((id, subnet) -> dump.put(id, Json.text(subnet, "vpcId", "")));
    groups.forEach((id, group) -> dump.put(id, Json.text(group, "vpcId", "")));
    return dump;
  }

  /// An id that is not there is refused; a filter just finds nothing.
  private static ObjectNode described(
      ObjectNode input,
      String ids,
      String filter,
      String answer,
      SortedMap<String, ObjectNode> all,
      String code) {
    var found = Json.array();
    var wanted = Json.texts(input, ids);
    for (var id : wanted) {
      if (all.containsKey(id)) continue;
      throw missing(id, code);
    }
    var filtered = filtered(input, filter);
    all.forEach((id, each) -> {
      boolean asked = wanted.isEmpty() || wanted.contains(id);
      if (asked && (filtered.isEmpty() || filtered.contains(id))) found.add(each.deepCopy());
    });
    return Json.object().set(answer, found);
  }

  private static List<String> filtered(ObjectNode input, String filter) {
    for (var each : Json.items(input, "Filter")) {
      if (Json.text(each, "Name", "").equals(filter)) return Json.texts(each, "Value");
      if (OWNERS.contains(Json.text(each, "Name", ""))) continue;
      var message = "The filter '" + Json.text(each, "Name", "") + "' is invalid";
      throw ApiError.of("InvalidParameterValue", message);
    }
    return List.of();
  }
}
