package dev.berth.aws;

import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Fact;
import dev.berth.reconcile.Sighting;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/// Subnets and security groups: by a filter, as EC2 refuses a list of ids for one that is missing.
final class NetworkLooks {
  /// Source: EC2 API reference, "Filtering": values of one filter.
  private static final int BATCH = 200;

  private final AwsClients clients;

  NetworkLooks(AwsClients clients) {
    this.clients = clients;
  }

  SortedMap<String, Sighting<Fact>> subnets(TreeSet<String> ids) {
    return look(ids, "subnet", "ec2:DescribeSubnets", this::subnets);
  }

  SortedMap<String, Sighting<Fact>> groups(TreeSet<String> ids) {
    return look(ids, "security group", "ec2:DescribeSecurityGroups", this::groups);
  }

  private SortedMap<String, String> subnets(List<String> ids) {
    var filter = Filter.builder().name("subnet-id").values(ids).build();
    var answer = clients.call(() -> clients.network().describeSubnets(r -> r.filters(filter)));
    var vpcs = new TreeMap<String, String>();
    for (Subnet subnet : answer.subnets()) vpcs.put(subnet.subnetId(), subnet.vpcId());
    return vpcs;
  }

  private SortedMap<String, String> groups(List<String> ids) {
    var filter = Filter.builder().name("group-id").values(ids).build();
    var answer =
        clients.call(() -> clients.network().describeSecurityGroups(r -> r.filters(filter)));
    var vpcs = new TreeMap<String, String>();
    for (SecurityGroup group : answer.securityGroups()) vpcs.put(group.groupId(), group.vpcId());
    return vpcs;
  }

  private static SortedMap<String, Sighting<Fact>> look(
      TreeSet<String> ids,
      String what,
      String permission,
      Function<List<String>, SortedMap<String, String>> vpcs) {
    var found = new TreeMap<String, Sighting<Fact>>();
    for (var batch : Batches.of(ids, BATCH)) {
      try {
        var known = vpcs.apply(batch);
        for (var id : batch) found.put(id, sighting(id, what, known));
      } catch (EcsFailure e) {
        if (e.failure().passing()) throw e;
        for (var id : batch) found.put(id, Refusals.hidden(e.failure(), permission));
      }
    }
    return found;
  }

  private static Sighting<Fact> sighting(String id, String what, SortedMap<String, String> known) {
    if (known.containsKey(id)) return new Sighting.Found<>(new Fact.Member(known.get(id)));
    return new Sighting.Missing<>(
        "there is no %s %s".formatted(what, id), "correct the id, or the region");
  }
}
