package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Field.Consequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every mapped leaf in every manifest of the golden folders, changed on the wanted side, then on
/// the live side, and taken back on either: one difference, at its path, with its consequence.
class ManifestSensitivityTest {
  private static final Path GOLDEN = Path.of("src/test/resources/manifest");
  private static final SortedMap<String, Fields> MANIFESTS = manifests();
  private static final Optional<Value> ENABLED = Optional.of(Value.of("ENABLED"));
  private static final AtomicInteger CASES = new AtomicInteger();

  private static SortedMap<String, Fields> manifests() {
    var found = new TreeMap<String, Fields>();
    try (var folders = Files.list(GOLDEN)) {
      for (var folder : folders.sorted().toList()) {
        var file = folder.resolve("desired.json");
        if (!Files.exists(file)) continue;
        var wanted = ((Fields) Json.parse(Files.readString(file))).fields("wanted");
        wanted
            .map()
            .forEach((key, want) -> {
              var fields = ((Fields) want).fields("fields");
              if (key.startsWith("service/")) found.put(folder.getFileName() + " " + key, fields);
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  static List<Specimen> leaves() {
    return Specimen.all().stream().filter(leaf -> !leaf.identity()).toList();
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void a_changed_leaf_is_one_difference_in_every_manifest(Specimen leaf) {
    var one = Optional.of(leaf.values().getFirst());
    var other = Optional.of(leaf.values().getLast());
    MANIFESTS.forEach((name, manifest) -> {
      var here = plain(manifest, leaf.row());
      check(name, leaf, here, one, other);
      check(name, leaf, here, other, one);
      check(name, leaf, here, one, Optional.empty());
      check(name, leaf, here, Optional.empty(), one);
    });
  }

  private static void check(
      String name, Specimen leaf, Fields manifest, Optional<Value> want, Optional<Value> have) {
    var row = leaf.row();
    var found = FieldDiff.service(leaf.in(manifest, want), leaf.in(manifest, have));

    CASES.incrementAndGet();
    boolean same = stated(want, row, manifest).equals(stated(have, row, manifest));
    boolean left = row.holder() instanceof FieldRow.Holder.Others && want.isEmpty();
    if (left && row.path().equals("availabilityZoneRebalancing")) {
      left = Rebalancing.hindrance(manifest).isEmpty() || !have.equals(ENABLED);
    }
    var expected = same || left ? List.of() : List.of(leaf.path(manifest) + " " + cost(row, want));
    assertThat(found.stream().map(d -> d.path() + " " + d.consequence()).toList())
        .as("%s in %s: wanted %s, live %s", row.path(), name, want, have)
        .isEqualTo(expected);
  }

  private static Consequence cost(FieldRow row, Optional<Value> want) {
    boolean others = row.holder() instanceof FieldRow.Holder.Others;
    boolean taken = !others && want.isEmpty() && row.clear() == FieldRow.Clear.IMPOSSIBLE;
    return taken ? new Consequence.Replace() : row.consequence();
  }

  private static Optional<Value> stated(Optional<Value> value, FieldRow row, Fields manifest) {
    var unstated =
        row.unstated() instanceof FieldRow.Unstated.Scheduled scheduled
            ? Optional.of(scheduled.of(manifest))
            : row.literal();
    return value.filter(v -> !unstated.equals(Optional.of(v)));
  }

  /// What hangs on the leaf by a rule of its own is no part of its case: ports of a network mode,
  /// percentages of a scheduling strategy.
  private static Fields plain(Fields manifest, FieldRow row) {
    if (row.path().equals("schedulingStrategy")) return manifest.without(RolloutFields.MEMBER);
    var definition = ServiceFields.definition(manifest);
    if (row.path().endsWith("hostPort")) {
      return manifest.with(ServiceFields.DEFINITION, definition.without("networkMode"));
    }
    if (!row.path().endsWith("networkMode")) return manifest;
    List<Value> containers =
        definition.each("containerDefinitions").stream()
            .map(container -> (Value) container.without("portMappings"))
            .toList();
    return manifest.with(
        ServiceFields.DEFINITION, definition.with("containerDefinitions", Value.items(containers)));
  }

  @Test
  void there_are_more_than_ten_manifests() {
    assertThat(MANIFESTS).hasSizeGreaterThanOrEqualTo(10);
  }

  @AfterAll
  static void told() {
    System.out.printf(
        "sensitivity: %d leaves in %d manifests, %d cases%n",
        leaves().size(), MANIFESTS.size(), CASES.get());
  }
}
