package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.EnvironmentSpec.Sync;
import dev.berth.model.Json;
import dev.berth.model.Live;
import dev.berth.model.Live.Counts;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Live.State;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.PolicySettings;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import dev.berth.model.Wiring.Condition;
import dev.berth.model.Wiring.Edge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Small worlds for tests of the planner.
final class Worlds {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String OWNER = "acme/test";

  private static final EnvironmentSpec ENVIRONMENT =
      new EnvironmentSpec(
          "test",
          "acme",
          Optional.of("us-east-1"),
          new Home("test", Origin.EXPECTED, Fields.EMPTY),
          Optional.empty(),
          new TreeMap<>(),
          Sync.FIRST,
          Optional.empty(),
          PolicySettings.NONE);

  private Worlds() {}

  /// A Fargate service of one container.
  static Fields fields(String name, String image, int count) {
    return json(
        """
        {"desiredCount": %d, "launchType": "FARGATE",
         "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
         "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}},
         "taskDefinition": {"family": "%s", "cpu": "256", "memory": "512",
           "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
           "containerDefinitions": [{"name": "%s", "image": "%s"}]}}
        """
            .formatted(count, name, name, image));
  }

  static Fields json(String text) {
    return (Fields) Json.parse(text);
  }

  static Wanted want(String name, String image, int count, String... dependsOn) {
    var edges = new ArrayList<Edge>();
    for (var on : dependsOn) edges.add(new Edge(ResourceKey.service(on), Condition.ROLLED_OUT));
    return new Wanted(ResourceKey.service(name), fields(name, image, count), wiring(edges));
  }

  static Wiring wiring(List<Edge> edges) {
    var none = Wiring.NONE;
    return new Wiring(
        edges, List.of(), none.deadline(), List.of(), none.parameters(), none.places());
  }

  static Desired desired(Wanted... wanted) {
    var map = new TreeMap<ResourceKey, Wanted>();
    for (var want : wanted) map.put(want.key(), want);
    return new Desired(ENVIRONMENT, "c0ffee", map);
  }

  /// The same where the environment says this of the operator.
  static Desired synced(Desired desired, Sync sync) {
    var of = desired.environment();
    var environment =
        new EnvironmentSpec(
            of.name(),
            of.installation(),
            of.region(),
            of.cluster(),
            of.namespace(),
            of.tags(),
            sync,
            of.minimumVersion(),
            of.policies());
    return new Desired(
        environment, desired.revision(), desired.wanted(), desired.parameters(), desired.denied());
  }

  static Observed observed(Live... live) {
    var map = new TreeMap<ResourceKey, Live>();
    for (var one : live) map.put(one.key(), one);
    return new Observed(NOW, 3, map);
  }

  /// Live as wanted: rolled out, tagged, its definition not read.
  static LiveService settled(Wanted want) {
    return live(want, 1, "COMPLETED");
  }

  /// The wanted content as revision N, in a deployment of that state.
  static LiveService live(Wanted want, int revision, String rollout) {
    var name = want.key().name();
    int count = want.fields().whole("desiredCount").orElse(1);
    var fields = want.fields().without("taskDefinition");
    return new LiveService(
        want.key(),
        "arn:aws:ecs:us-east-1:000000000000:service/test/" + name,
        new Owner.Ours(OWNER),
        State.ACTIVE,
        fields,
        definition(name, revision),
        new Counts(count, count, 0),
        marks(want, name + ":" + revision),
        List.of(deployment("ecs-svc/" + revision, "PRIMARY", name, revision, rollout)),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
  }

  static Marks marks(Wanted want, String revision) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.OWNER, OWNER);
    tags.put(Marks.KEY, want.key().toString());
    tags.put(Marks.APPLIED, SpecHash.content(want.fields()) + "/" + revision);
    tags.put(Marks.SETTINGS, SpecHash.settings(want.fields()));
    return new Marks(tags);
  }

  static Deployment deployment(
      String id, String status, String family, int revision, String rollout) {
    return new Deployment(
        id,
        status,
        definition(family, revision),
        Optional.of(Rollout.valueOf(rollout)),
        "",
        new Counts(1, 1, 0),
        0,
        NOW.minusSeconds(600));
  }

  static PastDeployment past(String status, String family, int revision, int secondsAgo) {
    var id = "ecs-svc/" + revision;
    return new PastDeployment(
        "arn:past/" + revision,
        status,
        "",
        definition(family, revision),
        id,
        NOW.minusSeconds(secondsAgo));
  }

  static String definition(String family, int revision) {
    return "arn:aws:ecs:us-east-1:000000000000:task-definition/" + family + ":" + revision;
  }

  static LiveService tagged(LiveService live, String key, String value) {
    var tags = new TreeMap<>(live.marks().tags());
    if (value.isEmpty()) tags.remove(key);
    else tags.put(key, value);
    return copy(
        live, live.owner(), live.fields(), live.counts(), new Marks(tags), live.deployments());
  }

  static LiveService deployed(LiveService live, Deployment... deployments) {
    return copy(
        live, live.owner(), live.fields(), live.counts(), live.marks(), List.of(deployments));
  }

  static LiveService history(LiveService live, PastDeployment... past) {
    return live.with(live.definition(), List.of(past), live.stops());
  }

  static LiveService owned(LiveService live, Owner owner) {
    return copy(live, owner, live.fields(), live.counts(), live.marks(), live.deployments());
  }

  static LiveService counted(LiveService live, int desired) {
    var fields = live.fields().with("desiredCount", Value.of(desired));
    var counts = new Counts(desired, desired, 0);
    return copy(live, live.owner(), fields, counts, live.marks(), live.deployments());
  }

  private static LiveService copy(
      LiveService live,
      Owner owner,
      Fields fields,
      Counts counts,
      Marks marks,
      List<Deployment> deployments) {
    return new LiveService(
        live.key(),
        live.arn(),
        owner,
        live.state(),
        fields,
        deployments.getFirst().taskDefinition(),
        counts,
        marks,
        deployments,
        live.definition(),
        live.history(),
        live.stops(),
        live.events());
  }

  /// The revision's own content, read since the tags do not vouch for it.
  static LiveService read(LiveService live, Wanted content) {
    var definition =
        new Definition(
            live.taskDefinition(),
            Definition.Status.ACTIVE,
            content.fields().fields("taskDefinition"),
            Marks.NONE);
    return live.with(Optional.of(definition));
  }
}
