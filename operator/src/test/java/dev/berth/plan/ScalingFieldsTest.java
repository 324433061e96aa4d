package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Path;
import dev.berth.model.ResourceKey.Kind;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.FieldRow.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScheduledActionRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;

/// Each member of what scales a service, changed on either side, is seen once.
class ScalingFieldsTest {
  /// Whose it is, and a kind of policy that Berth does not write.
  private static final String OUT_OF_SCOPE =
      "serviceNamespace|resourceId|scalableDimension|roleARN|tags|predictiveScaling.*";

  /// A row with two values that are no default, and where they stand.
  private record Leaf(FieldTable table, FieldRow row) {
    Fields with(Optional<Value> value) {
      return object("", row.path(), value);
    }

    private Fields object(String at, String rest, Optional<Value> value) {
      int dot = rest.indexOf('.');
      if (dot < 0) return value.map(v -> Fields.EMPTY.with(rest, v)).orElse(Fields.EMPTY);
      var step = rest.substring(0, dot);
      var name = step.replace("[]", "");
      var inner = object(at + step + ".", rest.substring(dot + 1), value);
      if (name.equals(step)) return Fields.EMPTY.with(name, inner);
      return Fields.EMPTY.with(name, Value.items(List.of(identified(at + name, inner))));
    }

    private Fields identified(String list, Fields element) {
      var name = table.identity(list).orElseThrow().names().getFirst();
      var known = new Leaf(table, table.row(list + "[]." + name).orElseThrow());
      return element.at(name).isPresent() ? element : element.with(name, known.values().getLast());
    }

    Path path() {
      var path = Path.ROOT;
      var at = "";
      for (var step : row.path().split("\\.")) {
        var name = step.replace("[]", "");
        path = path.field(name);
        at = at.isEmpty() ? step : at + "." + step;
        if (name.equals(step)) continue;
        var list = at.substring(0, at.length() - 2);
        var element = identified(list, Fields.EMPTY);
        path = path.element(table.identity(list).orElseThrow().of(element));
      }
      return path;
    }

    boolean identity() {
      int dot = row.path().lastIndexOf("[].");
      return dot > 0
          && table
              .identity(row.path().substring(0, dot))
              .filter(i -> i.names().contains(row.path().substring(dot + 3)))
              .isPresent();
    }

    List<Value> values() {
      var kind = row.shape() instanceof Shape.One(var one) ? one : FieldRow.Kind.TEXT;
      var all =
          switch (kind) {
            case NUMBER -> Stream.of(7, 8).map(Value::of);
            case FLAG -> Stream.of(true, false).map(Value::of);
            case TEXT -> texts().map(Value::of);
          };
      return all.filter(value -> !row.literal().equals(Optional.of(value))).limit(2).toList();
    }

    private Stream<String> texts() {
      if (row.sameness() == Sameness.TIME) {
        return Stream.of("2026-12-24T08:00:00Z", "2027-01-06T00:00:00Z");
      }
      return row.range() instanceof FieldRow.Range.OneOf(var words)
          ? words.stream()
          : Stream.of("alpha", "beta");
    }
  }

  private static List<Leaf> leaves(Kind kind) {
    var table = ScalingFields.of(kind);
    return table.rows().stream()
        .filter(row -> row.shape() instanceof Shape.One)
        .map(row -> new Leaf(table, row))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"SCALABLE_TARGET", "SCALING_POLICY", "SCHEDULED_ACTION"})
  void a_changed_leaf_is_one_difference_on_either_side(Kind kind) {
    int cases = 0;
    for (var leaf : leaves(kind)) {
      if (leaf.identity()) continue;
      var values =
          Stream.concat(leaf.values().stream().map(Optional::of), Stream.of(none())).toList();
      for (var want : values) {
        for (var have : values) {
          var found = FieldDiff.of(leaf.table(), leaf.with(want), leaf.with(have));

          var one = new Difference(leaf.path(), have, want, leaf.row().consequence());
          assertThat(plain(found))
              .as("%s", leaf.row().path())
              .isEqualTo(plain(want.equals(have) ? List.of() : List.of(one)));
          cases++;
        }
      }
    }
    System.out.printf("scaling: %s: %d leaves, %d cases%n", kind, leaves(kind).size(), cases);
    assertThat(cases).isGreaterThan(4 * leaves(kind).size() / 2);
  }

  private static Optional<Value> none() {
    return Optional.empty();
  }

  /// Without the values, which have a spelling of their own.
  private static List<String> plain(List<Difference> differences) {
    return differences.stream()
        .map(
            d -> d.path() + " " + d.from().isPresent() + d.to().isPresent() + " " + d.consequence())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"SCALABLE_TARGET", "SCALING_POLICY", "SCHEDULED_ACTION"})
  void every_leaf_of_the_request_is_mapped_or_out_of_scope(Kind kind) {
    var table = ScalingFields.of(kind);
    var leaves = new TreeMap<String, String>();
    SdkLeaves.shapes(request(kind)).forEach((path, word) -> leaves.put(spelled(path), word));
    leaves.keySet().removeIf(path -> path.matches(OUT_OF_SCOPE));

    assertThat(leaves.keySet()).allMatch(path -> table.row(path).isPresent());
    var rows = new TreeSet<String>();
    leaves(kind).forEach(leaf -> rows.add(leaf.row().path()));
    assertThat(rows).isEqualTo(leaves.keySet());
    for (var leaf : leaves(kind)) {
      if (!(leaf.row().shape() instanceof Shape.One(var word))) continue;
      // The SDK has points of time, which a manifest writes as text.
      if (leaf.row().sameness() == Sameness.TIME) continue;
      assertThat(leaves.get(leaf.row().path())).as(leaf.row().path()).isEqualTo(word.name());
    }
  }

  private static SdkPojo request(Kind kind) {
    return switch (kind) {
      case SCALABLE_TARGET -> RegisterScalableTargetRequest.builder().build();
      case SCALING_POLICY -> PutScalingPolicyRequest.builder().build();
      case SCHEDULED_ACTION -> PutScheduledActionRequest.builder().build();
      case CLUSTER, NAMESPACE, JOB, SERVICE -> throw new IllegalArgumentException(kind + "");
    };
  }

  private static String spelled(String path) {
    return Stream.of(path.split("\\."))
        .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
        .reduce((a, b) -> a + "." + b)
        .orElse("");
  }

  @Test
  void a_point_of_time_is_the_same_in_every_spelling() {
    for (var same : List.of("2026-12-24T08:00:00Z", "2026-12-24T09:00+01:00", "2026-12-24T08:00")) {
      var want = Fields.EMPTY.with("startTime", Value.of(same));
      var have = Fields.EMPTY.with("startTime", Value.of(1798099200));

      assertThat(FieldDiff.of(ScalingFields.ACTION, want, have)).as(same).isEmpty();
    }
  }
}
