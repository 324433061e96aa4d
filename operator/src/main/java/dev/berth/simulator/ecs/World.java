package dev.berth.simulator.ecs;

import dev.berth.simulator.neighbours.CloudMap;
import dev.berth.simulator.neighbours.EventBus;
import dev.berth.simulator.neighbours.LoadBalancing;
import dev.berth.simulator.neighbours.Network;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Everything there is, and how it is found. One thread at a time.
record World(
    Agenda agenda,
    Ids ids,
    CloudMap cloudMap,
    TaskDefinitions definitions,
    LoadBalancing balancing,
    Network network,
    EventBus bus,
    Script script,
    SortedMap<String, Cluster> clusters,
    Providers providers,
    Delays delays,
    Switches switches) {

  Instant now() {
    return agenda.now();
  }

  /// The cluster that a request names, by name or ARN; none named means `default`.
  Cluster cluster(ObjectNode input, Caller caller) {
    return cluster(Json.text(input, "cluster", "default"), caller);
  }

  Cluster cluster(String nameOrArn, Caller caller) {
    return find(nameOrArn, caller)
        .filter(Cluster::active)
        .filter(each -> delays.ready(each, now()))
        .orElseThrow(() -> ApiError.of("ClusterNotFoundException", "Cluster not found."));
  }

  /// Inactive ones included, and those that can't be used yet.
  Optional<Cluster> find(String nameOrArn, Caller caller) {
    var arn = nameOrArn.startsWith("arn:") ? nameOrArn : Arns.cluster(caller, nameOrArn);
    return Optional.ofNullable(clusters.get(arn));
  }

  /// The tags of something as they are told.
  SortedMap<String, String> tags(String arn, SortedMap<String, String> tags) {
    return delays.tags(arn, tags, now());
  }

  /// The task definition of a service or task, whatever has become of it since.
  TaskDefinition definition(String arn) {
    return definitions.find(arn).orElseThrow();
  }

  Stream<Service> services() {
    return clusters.values().stream().flatMap(cluster -> cluster.services.values().stream());
  }

  /// A service of that cluster by name or ARN, in whatever status.
  static Optional<Service> service(Cluster cluster, String nameOrArn) {
    if (nameOrArn.startsWith("arn:")) {
      var parts = nameOrArn.split("/", -1);
      if (parts.length == 3 && !parts[1].equals(cluster.name)) {
        throw ApiError.invalidParameter(
            "Identifier is for cluster " + parts[1] + ". Your cluster is " + cluster.name);
      }
    }
    var found = Optional.ofNullable(cluster.services.get(Arns.last(nameOrArn)));
    return found.filter(service -> !nameOrArn.startsWith("arn:") || service.arn.equals(nameOrArn));
  }
}
