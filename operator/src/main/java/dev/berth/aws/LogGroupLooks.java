package dev.berth.aws;

import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Fact;
import dev.berth.reconcile.Sighting;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Log groups, each by its name: the first that begins with it, as CloudWatch Logs sorts them.
final class LogGroupLooks {
  private final AwsClients clients;
  private final Abreast abreast;

  LogGroupLooks(AwsClients clients) {
    this.clients = clients;
    this.abreast = new Abreast(clients.settings().width());
  }

  SortedMap<String, Sighting<Fact>> look(TreeSet<String> names) {
    var list = List.copyOf(names);
    var sightings = abreast.map(list, this::one);
    var found = new TreeMap<String, Sighting<Fact>>();
    for (int i = 0; i < list.size(); i++) found.put(list.get(i), sightings.get(i));
    return found;
  }

  private Sighting<Fact> one(String name) {
    try {
      var answer =
          clients.call(() -> clients.logs().describeLogGroups(r -> r.logGroupNamePrefix(name)));
      boolean there = answer.logGroups().stream().anyMatch(g -> g.logGroupName().equals(name));
      if (there) return new Sighting.Found<>(new Fact.There());
      return new Sighting.Missing<>(
          "there is no such log group", "create it, or say awslogs-create-group: \"true\"");
    } catch (EcsFailure e) {
      if (e.failure().passing()) throw e;
      return Refusals.hidden(e.failure(), "logs:DescribeLogGroups");
    }
  }
}
