package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// All clusters with what is in them as one value, for tests that compare worlds: every list in an
/// order of its own, every object's members sorted.
final class Dump {
  private final World world;
  private final ServiceView services;
  private final TaskView tasks;

  Dump(World world) {
    this.world = world;
    this.services = new ServiceView(world);
    this.tasks = new TaskView(world);
  }

  ObjectNode all() {
    var dump = Json.object();
    var clusters = dump.putObject("clusters");
    world.clusters().forEach((arn, cluster) -> clusters.set(arn, cluster(cluster)));
    var providers = world.providers().dump();
    if (!providers.isEmpty()) dump.set("capacityProviders", providers);
    return (ObjectNode) Json.canonical(dump);
  }

  private ObjectNode cluster(Cluster cluster) {
    var include = List.of("TAGS", "SETTINGS", "CONFIGURATIONS");
    var dump = new Clusters(world).shown(cluster, include);
    dump.set("tags", Tags.write(cluster.tags));
    var services = dump.putObject("services");
    cluster.services.forEach((name, service) -> services.set(name, service(service)));
    var tasks = dump.putObject("tasks");
    cluster.tasks.forEach((id, task) -> tasks.set(id, task(task)));
    return dump;
  }

  private ObjectNode service(Service service) {
    var dump = services.of(service);
    dump.setAll(service.spec.deepCopy());
    dump.set("tags", Tags.write(service.tags));
    var records = dump.putArray("serviceDeployments");
    for (var each : service.history) records.add(ServiceDeployments.full(service, each));
    var revisions = dump.putArray("serviceRevisions");
    for (var each : service.revisions) {
      var revision = revisions.addObject().put("arn", each.arn());
      revision.set("spec", each.spec().deepCopy());
      each.endpoints().forEach(revision.putArray("endpoints")::add);
    }
    return dump;
  }

  private ObjectNode task(Task task) {
    var dump = tasks.of(task);
    dump.set("tags", Tags.write(task.tags));
    return dump;
  }
}
