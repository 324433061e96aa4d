package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Field.Consequence;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every mapped leaf, changed on either side, is seen once, at its path, with its consequence; and
/// what Berth then sends puts it right.
class SensitivityTest {
  private static final Consequence ROLL = new Consequence.NewDeployment();

  static List<Specimen> leaves() {
    return Specimen.all().stream().filter(leaf -> !leaf.identity()).toList();
  }

  static List<Specimen> identities() {
    return Specimen.all().stream().filter(Specimen::identity).toList();
  }

  static List<Specimen> updatable() {
    return leaves().stream()
        .filter(leaf -> !leaf.row().path().startsWith(ServiceFields.DEFINITION))
        .filter(leaf -> !(leaf.row().consequence() instanceof Consequence.Replace))
        .toList();
  }

  /// A value, another one and none, on either side.
  private record Case(Optional<Value> want, Optional<Value> have) {
    static List<Case> of(Specimen leaf) {
      var values =
          Stream.concat(
                  leaf.values().stream().map(Optional::of), Stream.of(Optional.<Value>empty()))
              .toList();
      return values.stream()
          .flatMap(want -> values.stream().map(have -> new Case(want, have)))
          .toList();
    }

    boolean same(FieldRow row) {
      return plain(want, row).equals(plain(have, row));
    }

    /// What cannot be taken back takes another service.
    Consequence consequence(FieldRow row) {
      boolean unstated = plain(want, row).isEmpty() && row.clear() == FieldRow.Clear.IMPOSSIBLE;
      return unstated ? new Consequence.Replace() : row.consequence();
    }

    static Optional<Value> plain(Optional<Value> value, FieldRow row) {
      return value.filter(v -> !row.literal().equals(Optional.of(v)));
    }
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void a_changed_leaf_is_one_difference(Specimen leaf) {
    var row = leaf.row();
    for (var one : Case.of(leaf)) {
      var found = FieldDiff.service(leaf.with(one.want()), leaf.with(one.have()));

      var expected =
          new Difference(
              leaf.path(),
              Case.plain(one.have(), row).map(v -> value(v, row)),
              Case.plain(one.want(), row).map(v -> value(v, row)),
              one.consequence(row));
      assertThat(found)
          .as("%s", one)
          .isEqualTo(one.same(row) || leftAlone(row, one) ? List.of() : List.of(expected));
    }
  }

  /// A map's difference is at the name in it.
  private static Value value(Value value, FieldRow row) {
    return row.shape() instanceof FieldRow.Shape.Names
        ? ((Fields) value).at("key").orElseThrow()
        : value;
  }

  private static boolean leftAlone(FieldRow row, Case one) {
    return row.holder() instanceof FieldRow.Holder.Others && one.want().isEmpty();
  }

  @ParameterizedTest
  @MethodSource("identities")
  void a_changed_identity_is_another_element(Specimen leaf) {
    if (leaf.values().size() < 2) return;
    var want = leaf.with(Optional.of(leaf.values().getFirst()));
    var have = leaf.with(Optional.of(leaf.values().getLast()));

    var found = FieldDiff.service(want, have);

    assertThat(found).hasSize(2).allMatch(d -> d.consequence().equals(leaf.row().consequence()));
    assertThat(found.stream().filter(d -> d.to().isEmpty())).hasSize(1);
    assertThat(found.stream().filter(d -> d.from().isEmpty())).hasSize(1);
  }

  @ParameterizedTest
  @Tag("R-05")
  @MethodSource("leaves")
  void a_hash_moves_when_its_part_does_and_only_then(Specimen leaf) {
    if (leaf.values().size() < 2) return;
    var one = leaf.with(Optional.of(leaf.values().getFirst()));
    var other = leaf.with(Optional.of(leaf.values().getLast()));
    boolean rolls = !(leaf.row().consequence() instanceof Consequence.InPlace);
    boolean rollout = leaf.row().path().startsWith(RolloutFields.MEMBER);

    assertThat(SpecHash.content(one).equals(SpecHash.content(other))).isEqualTo(!rolls && !rollout);
    assertThat(SpecHash.settings(one).equals(SpecHash.settings(other))).isEqualTo(rolls);
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void canonical_of_canonical_is_the_same(Specimen leaf) {
    for (var value : leaf.values()) {
      var once = Canonical.service(leaf.with(Optional.of(value)));

      assertThat(Canonical.service(once)).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @MethodSource("updatable")
  void an_update_puts_a_leaf_right(Specimen leaf) {
    for (var one : Case.of(leaf)) {
      if (one.want().isEmpty() && leaf.row().cleared(leaf.with(one.want())).isEmpty()) continue;
      var want = leaf.with(one.want());
      var have = leaf.with(one.have());
      var paths = FieldDiff.service(want, have).stream().map(Difference::path).toList();

      var request = ServiceRequest.update(want, paths);

      assertThat(FieldDiff.service(want, updated(have, request))).as("%s", one).isEmpty();
    }
  }

  /// As UpdateService takes its members: a missing one stays; `deploymentConfiguration` is merged.
  private static Fields updated(Fields have, Fields request) {
    var service = new TreeMap<>(have.map());
    request
        .map()
        .forEach((name, value) -> {
          if (name.equals(RolloutFields.MEMBER)) {
            var merged = new TreeMap<>(have.fields(name).map());
            merged.putAll(((Fields) value).map());
            service.put(name, new Fields(merged));
          } else if (!name.equals("forceNewDeployment")) {
            service.put(name, value);
          }
        });
    return new Fields(service);
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void what_is_registered_and_created_is_what_is_wanted(Specimen leaf) {
    for (var value : leaf.values()) {
      var want = leaf.with(Optional.of(value));

      var made =
          ServiceRequest.create(want)
              .with(ServiceFields.DEFINITION, ServiceRequest.definition(want));

      assertThat(FieldDiff.service(want, made)).isEmpty();
    }
  }

  @Test
  void the_sweep_is_no_small_world() {
    int cases = leaves().stream().mapToInt(leaf -> Case.of(leaf).size()).sum();
    var consequences = new TreeMap<String, Integer>();
    leaves().forEach(l -> consequences.merge(l.row().consequence().toString(), 1, Integer::sum));
    System.out.printf(
        "sensitivity: %d leaves and %d identities, %d cases; %s%n",
        leaves().size(), identities().size(), cases, consequences);

    assertThat(cases).isGreaterThan(900);
    assertThat(consequences).containsKeys("InPlace[]", "NewDeployment[]", "Replace[]");
  }

  @Test
  void every_path_is_one_of_its_own() {
    var paths = new TreeSet<Path>();

    assertThat(Specimen.all()).allMatch(leaf -> paths.add(leaf.path()));
    assertThat(Specimen.all().getFirst().row().consequence()).isNotEqualTo(ROLL);
  }
}
