package dev.berth.aws;

import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Fact;
import dev.berth.reconcile.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// Target groups: all at once, and one by one where one of them is missing, as Elastic Load
/// Balancing refuses the list then.
final class TargetGroupLooks {
  private static final int BATCH = 20;
  private static final String NOT_FOUND = "TargetGroupNotFound";

  private final AwsClients clients;

  TargetGroupLooks(AwsClients clients) {
    this.clients = clients;
  }

  SortedMap<String, Sighting<Fact>> look(TreeSet<String> arns) {
    var found = new TreeMap<String, Sighting<Fact>>();
    for (var batch : Batches.of(arns, BATCH)) found.putAll(some(batch));
    return found;
  }

  private SortedMap<String, Sighting<Fact>> some(List<String> arns) {
    var found = new TreeMap<String, Sighting<Fact>>();
    try {
      var answer =
          clients.call(
              () -> clients.balancing().describeTargetGroups(r -> r.targetGroupArns(arns)));
      for (var group : answer.targetGroups()) {
        found.put(group.targetGroupArn(), new Sighting.Found<>(fact(group)));
      }
      arns.forEach(arn -> found.putIfAbsent(arn, missing()));
    } catch (EcsFailure e) {
      if (e.failure().passing()) throw e;
      boolean one = e.failure().code().startsWith(NOT_FOUND);
      if (one && arns.size() > 1) {
        for (var arn : arns) found.putAll(some(List.of(arn)));
        return found;
      }
      var permission = "elasticloadbalancing:DescribeTargetGroups";
      for (var arn : arns) {
        found.put(arn, one ? missing() : Refusals.hidden(e.failure(), permission));
      }
    }
    return found;
  }

  private static Sighting<Fact> missing() {
    return new Sighting.Missing<>("there is no such target group", "correct the ARN, or create it");
  }

  private static Fact fact(TargetGroup group) {
    return new Fact.TargetGroup(
        ServiceShape.text(group.targetTypeAsString()),
        ServiceShape.text(group.protocolAsString()),
        ServiceShape.text(group.vpcId()),
        group.loadBalancerArns(),
        ServiceShape.text(group.healthCheckPath()),
        Optional.ofNullable(group.healthCheckPort())
            .filter(port -> port.matches("\\d{1,5}"))
            .map(Integer::valueOf));
  }
}
