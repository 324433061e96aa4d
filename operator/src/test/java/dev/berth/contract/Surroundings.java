package dev.berth.contract;

import java.util.ArrayList;
import java.util.List;

/// What services need around them: the default network, which is asked for, and load balancers,
/// which are made.
final class Surroundings {
  private final Account account;
  private List<String> subnets = List.of();
  private String group = "";
  private String vpc = "";

  Surroundings(Account account) {
    this.account = account;
  }

  /// Two subnets of the default network, in different zones.
  List<String> subnets() {
    if (!subnets.isEmpty()) return subnets;
    var found = new ArrayList<String>();
    for (var each : account.ec2("DescribeSubnets").items("/subnetSet")) {
      if (!each.at("/defaultForAz").asString("").equals("true")) continue;
      vpc = each.at("/vpcId").asString();
      found.add(each.at("/subnetId").asString());
    }
    if (found.size() < 2) throw new Differs("DescribeSubnets", "two default subnets", "" + found);
    subnets = found.subList(0, 2);
    return subnets;
  }

  String vpc() {
    subnets();
    return vpc;
  }

  String securityGroup() {
    if (!group.isEmpty()) return group;
    for (var each : account.ec2("DescribeSecurityGroups").items("/securityGroupInfo")) {
      if (each.at("/vpcId").asString("").equals(vpc())) group = each.at("/groupId").asString();
    }
    if (group.isEmpty()) throw new Differs("DescribeSecurityGroups", "one of " + vpc(), "none");
    return group;
  }

  /// A whole `networkConfiguration`.
  String network() {
    return "{'awsvpcConfiguration': {'subnets': ['%s', '%s'], 'securityGroups': ['%s']}}"
        .formatted(subnets().get(0), subnets().get(1), securityGroup());
  }

  /// A target group of that name, for addresses; nothing sends to it yet.
  String targetGroup(String word) {
    var name = account.name(word);
    var made =
        account
            .balancing(
                "CreateTargetGroup",
                "Name",
                name.length() > 32 ? name.substring(0, 32) : name,
                "Protocol",
                "HTTP",
                "Port",
                "80",
                "TargetType",
                "ip",
                "VpcId",
                vpc())
            .ok();
    var arn = made.text("/CreateTargetGroupResult/TargetGroups/0/TargetGroupArn");
    account.leaves(() -> account.balancing("DeleteTargetGroup", "TargetGroupArn", arn));
    return arn;
  }

  /// A listener of a load balancer of its own, which sends everything to those groups: the first
  /// one gets it.
  String listener(String... groups) {
    var made =
        account
            .balancing(
                "CreateLoadBalancer",
                "Name",
                account.name("lb"),
                "Subnets.member.1",
                subnets().get(0),
                "Subnets.member.2",
                subnets().get(1))
            .ok();
    var balancer = made.text("/CreateLoadBalancerResult/LoadBalancers/0/LoadBalancerArn");
    account.leaves(() -> account.balancing("DeleteLoadBalancer", "LoadBalancerArn", balancer));
    var form = new ArrayList<>(List.of("LoadBalancerArn", balancer, "Protocol", "HTTP"));
    form.addAll(List.of("Port", "80", "DefaultActions.member.1.Type", "forward"));
    for (var i = 0; i < groups.length; i++) {
      var tuple = "DefaultActions.member.1.ForwardConfig.TargetGroups.member.%d.".formatted(i + 1);
      form.addAll(
          List.of(tuple + "TargetGroupArn", groups[i], tuple + "Weight", i == 0 ? "1" : "0"));
    }
    var listener = account.balancing("CreateListener", form.toArray(String[]::new)).ok();
    return listener.text("/CreateListenerResult/Listeners/0/ListenerArn");
  }

  /// `loadBalancers` of a service behind that group.
  static String balanced(String group) {
    return ("'loadBalancers': [{'targetGroupArn': '%s', 'containerName': 'app',"
            + " 'containerPort': 80}]")
        .formatted(group);
  }

  /// A role of the account, which need not exist.
  String role(String name) {
    var arn = account.ecs("DescribeClusters", "{'clusters': ['%s']}".formatted(account.cluster()));
    return "arn:aws:iam::%s:role/%s"
        .formatted(arn.text("/clusters/0/clusterArn").split(":")[4], name);
  }
}
