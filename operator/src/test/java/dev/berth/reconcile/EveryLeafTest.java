package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Field;
import dev.berth.plan.Field.Consequence;
import dev.berth.plan.FieldRow;
import dev.berth.plan.FieldRow.Clear;
import dev.berth.plan.FieldRow.Holder;
import dev.berth.plan.FieldRow.Shape;
import dev.berth.plan.ServiceFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every leaf that the tables have, in services that say all that one can say, through the real
/// requests and a simulated ECS: taken back, stated anew, and seen once each time.
@Tag("R-03")
class EveryLeafTest {
  private static final Path FOLDER = Path.of("src/test/resources/leaves");
  private static final Path GOLDEN = Path.of("src/test/resources/manifest");
  private static final List<String> CONTEXTS =
      List.of("bridge", "own", "fargate", "linear", "canary", "daemon", "host");

  /// What other members hang on, so that another value of it alone is not legal there.
  private static final Pattern FIXED =
      Pattern.compile(
          "(bridge|own|linear|canary|daemon) launchType"
              + "|(bridge|own|fargate|linear|canary) .*networkMode"
              + "|own .*configuredAtLaunch|own .*portMappings\\[].name|fargate .*pidMode"
              + "|.*(serviceConnectConfiguration|restartPolicy).enabled"
              + "|.*deploymentConfiguration.strategy|.*serviceConnectConfiguration.namespace");

  /// What hangs on what else is there, or is an hour's roll-out without being stated.
  private static final Pattern TOGETHER =
      Pattern.compile(".*(dependsOn\\[].condition|step.*|canaryBake.*|services\\[].discoveryName)");

  /// What ECS must be told.
  private static final Pattern NEEDED =
      Pattern.compile(
          ".*(family|networkMode|image|logDriver|valueFrom|cpu|taskDefinition.memory|command"
              + "|sourceVolume|condition|softLimit|hardLimit|fileSystemId|credentialsParameter|domain"
              + "|size|ipAddress|resourceRequirements\\[].value|deviceType|containerName"
              + "|environmentFiles\\[].type|Hooks\\[].roleArn|lifecycleStages|subnets"
              + "|fsxWindowsFileServerVolumeConfiguration.rootDirectory|firelensConfiguration.type"
              + "|executionRoleArn|launchType|loadBalancerName|targetGroupArn)");

  /// One member of one service, which has that member as its subject.
  private record Case(String context, Leaf leaf, Fields base) {
    Value stated() {
      return leaf.value(base);
    }

    boolean needed() {
      return NEEDED.matcher(leaf.row().path()).matches();
    }

    Fields bare() {
      return needed() ? base : leaf.with(base, Optional.empty());
    }

    /// What differs when it is stated no more.
    List<String> taken() {
      boolean others = leaf.row().holder() instanceof Holder.Others;
      return needed() || others || plain(stated()).isEmpty()
          ? List.of()
          : seen(stated(), cleared());
    }

    private Consequence cleared() {
      return leaf.row().clear() == Clear.IMPOSSIBLE
          ? new Consequence.Replace()
          : leaf.row().consequence();
    }

    Fields other() {
      return leaf.with(base, leaf.other(stated()));
    }

    /// What differs when it is another, after that.
    List<String> given() {
      var value = leaf.other(stated()).orElseThrow();
      boolean same = plain(value).isEmpty() && !taken().isEmpty();
      return same ? List.of() : seen(value, leaf.row().consequence());
    }

    private Optional<Value> plain(Value value) {
      return Optional.of(value).filter(v -> !leaf.row().literal().equals(Optional.of(v)));
    }

    private List<String> seen(Value value, Consequence consequence) {
      return List.of(leaf.shown(value) + " " + consequence);
    }
  }

  private static Fields context(String name, String number) {
    try {
      var text = Files.readString(FOLDER.resolve(name + ".json"));
      return (Fields) Json.parse(text.replace("@", number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Each leaf in the first context where another value of it is legal.
  private static SortedMap<String, Case> cases() {
    var cases = new TreeMap<String, Case>();
    var taken = new TreeSet<String>();
    for (var name : CONTEXTS) {
      for (var leaf : Leaf.in(context(name, "0")).values()) {
        if (leaf.identity() || FIXED.matcher(name + " " + leaf.row().path()).matches()) continue;
        var number = name + cases.size();
        var base = context(name, number);
        if (leaf.other(leaf.value(base)).isEmpty() || !taken.add(leaf.row().path())) continue;
        cases.put(number, new Case(name, leaf, base));
      }
    }
    return cases;
  }

  @Test
  void every_leaf_is_taken_back_and_set_by_what_is_sent() {
    var cases = cases();
    var base = new TreeMap<String, Fields>();
    var bare = new TreeMap<String, Fields>();
    var other = new TreeMap<String, Fields>();
    var taken = new TreeMap<String, List<String>>();
    var given = new TreeMap<String, List<String>>();
    cases.forEach((name, one) -> {
      base.put(name, one.base());
      bare.put(name, one.bare());
      other.put(name, one.other());
      if (!one.taken().isEmpty()) taken.put(name, one.taken());
      if (!one.given().isEmpty()) given.put(name, one.given());
    });
    try (var world = new LeafWorld(7)) {
      settles(world, base);

      assertThat(seen(world.differences(bare))).isEqualTo(taken);
      settles(world, bare);
      assertThat(seen(world.differences(other))).isEqualTo(given);
      settles(world, other);
    }
    System.out.printf(
        "every leaf: %d of %d leaves set through ECS's requests, %d taken back, in %d manifests%n",
        cases.size(), leaves().size(), taken.size(), CONTEXTS.size());
    assertThat(cases).hasSizeGreaterThan(140);
  }

  private static SortedMap<String, List<String>> seen(SortedMap<String, List<Field>> found) {
    var seen = new TreeMap<String, List<String>>();
    found.forEach((name, fields) ->
        seen.put(name, fields.stream().map(f -> f.path() + " " + f.consequence()).toList()));
    return seen;
  }

  private static void settles(LeafWorld world, SortedMap<String, Fields> services) {
    var ending = world.converge(services);

    assertThat(ending)
        .as(
            "%s %s",
            ending instanceof Convergence.Ending.Refused(_, var why) ? why : "",
            Shuffle.sketch(ending.last().plan()))
        .isInstanceOf(Convergence.Ending.Settled.class);
    assertThat(seen(world.differences(services))).isEmpty();
  }

  @Test
  void the_golden_manifests_show_no_difference_once_they_are_applied() throws IOException {
    var services = new TreeMap<String, Fields>();
    try (var folders = Files.list(GOLDEN)) {
      for (var folder : folders.sorted().toList()) {
        var file = folder.resolve("desired.json");
        if (!Files.exists(file)) continue;
        var text = Files.readString(file).replace("demo.local", "mesh");
        ((Fields) Json.parse(text))
            .fields("wanted")
            .map()
            .forEach((key, want) -> {
              var name = folder.getFileName() + "-" + key.substring(key.indexOf('/') + 1);
              if (key.startsWith("service/")) services.put(name, ((Fields) want).fields("fields"));
            });
      }
    }

    try (var world = new LeafWorld(3)) {
      settles(world, services);
    }
    assertThat(services).hasSizeGreaterThanOrEqualTo(10);
  }

  /// Twenty worlds of fifty services: each a context with some members left out, some with other
  /// values, and every set in another order.
  @Test
  void a_thousand_services_with_every_leaf_show_no_difference_once_they_are_applied() {
    var used = new TreeSet<String>();

    IntStream.range(0, 20)
        .parallel()
        .mapToObj(EveryLeafTest::applied)
        .toList()
        .forEach(used::addAll);

    var all = leaves();
    System.out.printf(
        "no perpetual diff: 1000 services with %d of %d leaves%n", used.size(), all.size());
    assertThat(used).isEqualTo(all);
  }

  private static TreeSet<String> applied(int seed) {
    var dice = new Dice(seed);
    var services = new TreeMap<String, Fields>();
    var used = new TreeSet<String>();
    var cases = List.copyOf(cases().values());
    for (int i = 0; i < 50; i++) {
      var name = "s" + i;
      var kind = CONTEXTS.get(i % CONTEXTS.size());
      var fields = context(kind, name);
      for (var one : cases) {
        if (TOGETHER.matcher(one.leaf().row().path()).matches()) continue;
        if (!one.context().equals(kind) || !Leaf.in(fields).containsKey(one.leaf().row().path())) {
          continue;
        }
        var leaf = Leaf.in(fields).get(one.leaf().row().path());
        if (!one.needed() && dice.in(15)) fields = leaf.with(fields, Optional.empty());
        else if (dice.in(25)) fields = leaf.with(fields, leaf.other(leaf.value(fields)));
      }
      used.addAll(Leaf.in(fields).keySet());
      services.put(name, Leaf.shuffled(fields, dice));
    }
    try (var world = new LeafWorld(seed)) {
      settles(world, services);
    }
    return used;
  }

  /// The rows that hold values.
  private static TreeSet<String> leaves() {
    var leaves = new TreeSet<String>();
    for (var row : ServiceFields.TABLE.rows()) if (holds(row)) leaves.add(row.path());
    return leaves;
  }

  private static boolean holds(FieldRow row) {
    return switch (row.shape()) {
      case Shape.One _, Shape.Many _, Shape.Names _, Shape.Document _ -> true;
      case Shape.Elements _, Shape.Group _, Shape.Dropped _ -> false;
    };
  }
}
