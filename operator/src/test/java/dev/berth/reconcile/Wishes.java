package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.EnvironmentSpec.Sync;
import dev.berth.model.Finding;
import dev.berth.model.Json;
import dev.berth.model.Path;
import dev.berth.model.PolicySettings;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import dev.berth.model.Wiring.Adoption;
import dev.berth.model.Wiring.Condition;
import dev.berth.model.Wiring.Edge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Wanted worlds of one to six services: a first one, and later ones that move on from it.
final class Wishes {
  /// An edge leads from a later name to an earlier one, so that there is no cycle.
  private static final List<String> NAMES = List.of("web", "db", "api", "worker", "edge", "batch");

  private static final List<Integer> DEADLINES = List.of(4, 5, 5, 12, 20);
  private static final List<Adoption> ADOPTIONS =
      List.of(Adoption.REFUSED, Adoption.REFUSED, Adoption.KEEPING, Adoption.REPLACING);
  private static final Fields PROVIDERS =
      (Fields)
          Json.parse(
              """
              {"capacityProviders": ["FARGATE", "FARGATE_SPOT"],
               "defaultCapacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1}]}
              """);

  private static final Finding DENIAL =
      new Finding(
          Finding.Severity.DENY,
          "test",
          Optional.empty(),
          Path.ROOT,
          "a policy objects",
          "mend it");

  private final Dice dice;
  private final ServiceDice services;
  private final ScalingDice scaling;
  private final InputsDice inputs;

  Wishes(Dice dice) {
    this.dice = dice;
    this.services = new ServiceDice(dice);
    this.scaling = new ScalingDice(dice);
    this.inputs = new InputsDice(dice);
  }

  Desired first() {
    var environment = environment();
    var fields = new TreeMap<String, Fields>();
    int many = dice.between(1, NAMES.size());
    for (var name : NAMES.subList(0, many)) fields.put(name, services.fresh(name));
    return inputs.of(denied(desired(environment, fields, "c1", new TreeMap<>())), new TreeMap<>());
  }

  /// At times a policy objects to a service.
  private Desired denied(Desired desired) {
    var denied = new TreeMap<ResourceKey, List<Finding>>();
    for (var key : desired.wanted().keySet()) {
      if (key.kind() == ResourceKey.Kind.SERVICE && dice.in(2)) denied.put(key, List.of(DENIAL));
    }
    return desired.denying(denied);
  }

  /// What somebody would commit next: some services edited, some new, one perhaps gone.
  Desired later(Desired before) {
    var fields = new TreeMap<String, Fields>();
    long many = before.wanted().keySet().stream().filter(Wishes::service).count();
    for (var name : NAMES) {
      var have = before.wanted().get(ResourceKey.service(name));
      if (have == null) {
        if (dice.in(15)) fields.put(name, fargate(services.fresh(name)));
      } else if (!dice.in(10) || many < 2) {
        var written = InputsDice.written(have);
        fields.put(name, dice.in(55) ? services.edited(written) : fargate(written));
      }
    }
    // Nothing at all is what nobody would commit.
    if (fields.isEmpty()) fields.put(NAMES.getFirst(), fargate(services.fresh(NAMES.getFirst())));
    var environment = dice.in(15) ? tagged(before.environment()) : before.environment();
    return inputs.of(denied(desired(environment, fields, "c2", before.wanted())), before.wanted());
  }

  private static boolean service(ResourceKey key) {
    return key.kind() == ResourceKey.Kind.SERVICE;
  }

  /// The same, but with a content that can run in place of what failed.
  Desired mended(Desired before, List<ResourceKey> failed) {
    var wanted = new TreeMap<>(before.wanted());
    for (var key : failed) {
      var want = wanted.get(key);
      wanted.put(key, InputsDice.unpinned(want, services.mended(want.fields())));
    }
    return new Desired(before.environment(), "c3", wanted).denying(before.denied());
  }

  private static Fields fargate(Fields fields) {
    return ServiceDice.fargate(fields);
  }

  private EnvironmentSpec environment() {
    var cluster = new Home("test", dice.in(60) ? Origin.CREATED : Origin.EXPECTED, PROVIDERS);
    var namespace = new Home("mesh", dice.in(60) ? Origin.CREATED : Origin.EXPECTED, Fields.EMPTY);
    return new EnvironmentSpec(
        "test",
        "acme",
        Optional.of("us-east-1"),
        cluster,
        Optional.of(namespace),
        tags(),
        new Sync(Mode.APPLY, Habit.ON, dice.in(50) ? Habit.ON : Habit.OFF),
        Optional.empty(),
        PolicySettings.NONE);
  }

  private EnvironmentSpec tagged(EnvironmentSpec old) {
    return new EnvironmentSpec(
        old.name(),
        old.installation(),
        old.region(),
        old.cluster(),
        old.namespace(),
        tags(),
        old.sync(),
        old.minimumVersion(),
        old.policies());
  }

  private SortedMap<String, String> tags() {
    var tags = new TreeMap<String, String>();
    for (var name : List.of("team", "cost")) {
      if (dice.in(50)) tags.put(name, dice.one(List.of("one", "two")));
    }
    return tags;
  }

  private Desired desired(
      EnvironmentSpec environment,
      SortedMap<String, Fields> fields,
      String revision,
      SortedMap<ResourceKey, Wanted> before) {
    var wanted = new TreeMap<ResourceKey, Wanted>();
    home(ResourceKey.cluster("test"), environment.cluster(), wanted);
    environment.namespace().ifPresent(home -> home(ResourceKey.namespace("mesh"), home, wanted));
    fields.forEach((name, value) -> {
      var key = ResourceKey.service(name);
      wanted.put(key, new Wanted(key, value, wiring(name, fields)));
    });
    scaling.into(wanted, before);
    return new Desired(environment, revision, wanted);
  }

  private static void home(ResourceKey key, Home home, SortedMap<ResourceKey, Wanted> wanted) {
    if (home.origin() == Origin.EXPECTED) return;
    wanted.put(key, new Wanted(key, home.settings(), Wiring.NONE));
  }

  private Wiring wiring(String name, SortedMap<String, Fields> all) {
    var edges = new ArrayList<Edge>();
    var servers = new ArrayList<ResourceKey>();
    for (var other : dice.shuffled(NAMES)) {
      if (!all.containsKey(other) || other.equals(name)) continue;
      if (NAMES.indexOf(other) < NAMES.indexOf(name) && dice.in(35)) {
        edges.add(new Edge(ResourceKey.service(other), condition(all.get(other))));
      } else if (dice.in(40)) {
        servers.add(ResourceKey.service(other));
      }
    }
    var none = Wiring.NONE;
    return new Wiring(
            edges,
            servers,
            Duration.ofMinutes(dice.one(DEADLINES)).plus(StrategyDice.longer(all.get(name))),
            dice.in(10) ? List.of(Path.of("enableExecuteCommand")) : List.of(),
            parameters(),
            none.places())
        .adopting(dice.one(ADOPTIONS));
  }

  /// At times a parameter fills an image.
  private SortedMap<Path, String> parameters() {
    var names = new TreeMap<Path, String>();
    if (dice.in(8)) names.put(InputsDice.IMAGE, "Version");
    return names;
  }

  /// A gate towards what is wanted at zero tasks would never open.
  private Condition condition(Fields other) {
    boolean zero = other.whole("desiredCount").equals(Optional.of(0));
    return zero || dice.in(15) ? Condition.EXISTS : Condition.ROLLED_OUT;
  }
}
