package dev.berth.reconcile;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.InProcessHttp;
import dev.berth.aws.SdkEcsApi;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Json;
import dev.berth.model.PolicySettings;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import dev.berth.plan.Change;
import dev.berth.plan.Field;
import dev.berth.plan.Plan;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A simulated cluster of services that say all that a service can say, and the passes over it.
final class LeafWorld implements AutoCloseable {
  private static final EnvironmentSpec ENVIRONMENT =
      new EnvironmentSpec(
          "test",
          "acme",
          Optional.of("us-east-1"),
          new Home("test", Origin.EXPECTED, Fields.EMPTY),
          Optional.of(new Home("mesh", Origin.EXPECTED, Fields.EMPTY)),
          new TreeMap<>(),
          EnvironmentSpec.Sync.FIRST,
          Optional.empty(),
          PolicySettings.NONE);

  private static final Duration STEP = Duration.ofMinutes(2);

  /// A linear roll-out of ten steps takes an hour.
  private static final Wiring PATIENT =
      new Wiring(
          List.of(), List.of(), Duration.ofHours(3), List.of(), new TreeMap<>(), new TreeMap<>());

  private final Simulator simulator;
  private final AwsClients clients;
  private final Reconciler reconciler;

  LeafWorld(long seed) {
    simulator = Simulator.stepped(seed);
    var account = new Account(simulator);
    var group =
        "{\"name\": \"fleet\", \"autoScalingGroupProvider\": {\"autoScalingGroupArn\": \"a\"}}";
    account.ecs("CreateCapacityProvider", (Fields) Json.parse(group));
    var cluster =
        "{\"clusterName\": \"test\", \"capacityProviders\": [\"FARGATE\", \"FARGATE_SPOT\","
            + " \"fleet\"]}";
    account.ecs("CreateCluster", (Fields) Json.parse(cluster));
    account.cloudMap("CreateHttpNamespace", Fields.EMPTY.with("Name", Value.of("mesh")));
    simulator.advance(Duration.ofMinutes(1));
    clients = new AwsClients(settings());
    var ecs = new SdkEcsApi(clients, ENVIRONMENT);
    reconciler = new Reconciler(ecs, Optional::empty, Listener.silent());
  }

  private AwsSettings settings() {
    return AwsSettings.of(
            Optional.of(URI.create("http://127.0.0.1:1")),
            Optional.of("us-east-1"),
            new AwsSettings.Agent("test", "leaves"),
            simulator::now,
            simulator::advance)
        .through(
            new InProcessHttp((method, path, headers, body) ->
                Account.pass(simulator, Request.of(method, path, headers, body))));
  }

  private static Desired desired(SortedMap<String, Fields> services) {
    var wanted = new TreeMap<ResourceKey, Wanted>();
    services.forEach((name, fields) -> {
      var key = ResourceKey.service(name);
      wanted.put(key, new Wanted(key, fields, PATIENT));
    });
    return new Desired(ENVIRONMENT, "c", wanted);
  }

  /// What differs, by service; those that are as wanted are not among them.
  SortedMap<String, List<Field>> differences(SortedMap<String, Fields> services) {
    return differences(reconciler.plan(desired(services), Depth.REFRESH));
  }

  static SortedMap<String, List<Field>> differences(Plan plan) {
    var found = new TreeMap<String, List<Field>>();
    for (var change : plan.changes()) {
      var fields =
          switch (change) {
            case Change.Update(_, _, var differing) -> differing;
            case Change.Replace(_, _, var differing) -> differing;
            default -> List.<Field>of();
          };
      if (!fields.isEmpty()) found.put(change.key().name(), fields);
    }
    return found;
  }

  /// Passes until all is as wanted.
  ///
  /// @return how it ended, with the last plan
  Convergence.Ending converge(SortedMap<String, Fields> services) {
    var convergence =
        new Convergence(
            reconciler, simulator::now, _ -> simulator.advance(STEP), STEP, Listener.silent());
    return convergence.run(desired(services), Depth.TAGS, Duration.ofHours(4));
  }

  @Override
  public void close() {
    clients.close();
  }
}
