package dev.berth.reconcile;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.InProcessHttp;
import dev.berth.aws.SdkEcsApi;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.JobTerms;
import dev.berth.model.Json;
import dev.berth.model.PolicySettings;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import dev.berth.plan.Action;
import dev.berth.plan.JobRuns;
import dev.berth.plan.Plan;
import dev.berth.reconcile.Convergence.Ending;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One generated world of a Job and another that waits for it: releases that end in all ways, calls
/// that get lost, passes that end half-way, hours in which nobody looks. See [JobWire] for what
/// must never happen.
final class JobLife {
  private static final Duration STEP = Duration.ofSeconds(20);
  private static final Duration BOUND = Duration.ofHours(3);
  private static final int ROUNDS = 12;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final List<String> OUTCOMES =
      List.of(
          "{\"exit\": {\"code\": 0, \"after\": \"8s\"}}",
          "{\"exit\": {\"code\": 0, \"after\": \"12m\"}}",
          "{\"exit\": {\"code\": 1, \"after\": \"8s\"}}",
          "{\"noCapacity\": true}",
          "{\"imageMissing\": true}",
          "{\"neverEnds\": true}");

  private final Dice dice;
  private final Coverage coverage = new Coverage();
  private final Simulator simulator;
  private final JobWire wire;
  private int version;
  private int left;
  private Optional<String> broken = Optional.empty();

  private JobLife(long seed) {
    this.dice = new Dice(seed);
    this.simulator = Simulator.stepped(seed);
    this.wire = new JobWire(new Account(simulator), dice);
  }

  static Life.Told of(long seed) {
    var life = new JobLife(seed);
    life.live();
    return new Life.Told(seed, life.broken.or(life.wire::broken), life.coverage);
  }

  private void live() {
    new Account(simulator).ecs("CreateCluster", (Fields) Json.parse("{\"clusterName\": \"test\"}"));
    var settings =
        AwsSettings.of(
                Optional.of(URI.create("http://127.0.0.1:1")),
                Optional.of("us-east-1"),
                new AwsSettings.Agent("test", "generated"),
                simulator::now,
                simulator::advance)
            .through(new InProcessHttp(wire));
    try (var clients = new AwsClients(settings)) {
      var ecs = new SdkEcsApi(clients, environment());
      for (int release = dice.between(2, 4); release > 0; release--) {
        version++;
        script();
        passes(ecs);
        if (dice.in(60)) simulator.advance(Duration.ofHours(dice.between(1, 4)));
      }
      settle(ecs);
    }
  }

  private void script() {
    var match = "{\"match\": {\"image\": \"*:%d\"}, \"outcome\": %s}";
    var rule = match.formatted(version, dice.one(OUTCOMES));
    simulator.script((ObjectNode) MAPPER.readTree(rule));
  }

  /// Some, each of which may end after any call.
  private void passes(EcsApi ecs) {
    wire.faulty(dice.in(50) ? 10 : 0);
    for (int pass = dice.between(1, 14); pass > 0; pass--) {
      left = dice.in(30) ? dice.between(0, 2) : Integer.MAX_VALUE;
      try {
        reconciler(ecs).pass(desired(), Depth.TAGS);
      } catch (EcsFailure e) {
        coverage.count("Ending", "failed pass");
      }
      simulator.advance(Duration.ofSeconds(dice.between(5, 300)));
    }
    wire.faulty(0);
    left = Integer.MAX_VALUE;
  }

  private Reconciler reconciler(EcsApi ecs) {
    return new Reconciler(ecs, () -> left-- > 0 ? Optional.empty() : Optional.of("gone"), this::on);
  }

  private void on(Event event) {
    if (event instanceof Event.Planned(var plan)) coverage.count(plan);
  }

  private void settle(EcsApi ecs) {
    for (int round = 0; round < ROUNDS; round++) {
      var convergence =
          new Convergence(
              reconciler(ecs), simulator::now, simulator::advance, STEP, Listener.silent());
      switch (convergence.run(desired(), Depth.TAGS, BOUND)) {
        case Ending.Settled _ -> {
          return;
        }
        case Ending.Held(var last) -> retry(ecs, last.plan());
        case Ending.TimedOut _, Ending.Contended _, Ending.Refused _, Ending.Interrupted _ -> {}
        case Ending.Moved _ -> throw new AssertionError("no plan was saved");
      }
      simulator.clearScript();
    }
    broken = Optional.of("no end after " + ROUNDS + " rounds");
  }

  /// As `berth retry` does.
  private void retry(EcsApi ecs, Plan plan) {
    for (var change : plan.changes()) {
      var actions = JobRuns.retry(change, plan.observed().at());
      if (actions.isEmpty()) continue;
      wire.forgive(change.key().name());
      for (Action action : actions) ecs.perform(action, Optional.empty());
    }
  }

  private Desired desired() {
    var wanted = new TreeMap<ResourceKey, Wanted>();
    var first = ResourceKey.job("first");
    wanted.put(first, want(first, List.of()));
    var second = ResourceKey.job("second");
    var edge = new Wiring.Edge(first, Wiring.Condition.ROLLED_OUT);
    wanted.put(second, want(second, List.of(edge)));
    return new Desired(environment(), "c" + version, wanted);
  }

  private Wanted want(ResourceKey key, List<Wiring.Edge> edges) {
    var definition =
        """
        {"launchType": "FARGATE",
         "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
         "taskDefinition": {"family": "%s", "cpu": "256", "memory": "512",
           "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
           "executionRoleArn": "arn:aws:iam::000000000000:role/execution",
           "containerDefinitions": [{"name": "app", "image": "%s:%d"}]}}
        """
            .formatted(key.name(), key.name(), version);
    var none = Wiring.NONE;
    var wiring =
        new Wiring(
            edges, List.of(), Duration.ofMinutes(30), List.of(), none.parameters(), none.places());
    var fields = (Fields) Json.parse(definition);
    return new Wanted(key, fields, wiring, Optional.of(JobTerms.DEFAULT));
  }

  private static EnvironmentSpec environment() {
    return new EnvironmentSpec(
        "test",
        "acme",
        Optional.of("us-east-1"),
        new Home("test", Origin.EXPECTED, Value.Fields.EMPTY),
        Optional.empty(),
        new TreeMap<>(),
        EnvironmentSpec.Sync.FIRST,
        Optional.empty(),
        PolicySettings.NONE);
  }
}
