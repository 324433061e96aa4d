package dev.berth.plan;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.FieldRow.Shape;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Covers what must not be shown: a variable, a label or a log option whose name says that its
/// value is secret. Where a secret lies (`secrets[X].valueFrom`) is an address and is shown.
final class Hidden {
  private static final Value COVER = Value.of("(hidden)");
  private static final Pattern SECRET =
      Pattern.compile(".*(PASSWORD|SECRET|TOKEN|KEY)(#\\d+)?", Pattern.CASE_INSENSITIVE);
  private static final String VARIABLES = ".environment";

  private Hidden() {}

  /// The value of something that people gave a name.
  static Value named(String name, Value value) {
    return secret(name) ? COVER : value;
  }

  static Value in(Path path, Value value) {
    if (named(path).filter(Hidden::secret).isPresent()) return COVER;
    return switch (value) {
      case Fields fields -> inside(path, fields);
      case Value.Items(var items) -> items(path, items);
      case Value.Text _, Value.Num _, Value.Flag _ -> value;
    };
  }

  private static Value inside(Path path, Fields fields) {
    var covered = new TreeMap<String, Value>();
    fields.map().forEach((name, value) -> covered.put(name, in(path.field(name), value)));
    return new Fields(covered);
  }

  private static Value items(Path path, java.util.List<Value> items) {
    var identity = ServiceFields.TABLE.identity(FieldTable.general(path));
    var covered = new ArrayList<Value>();
    for (var item : items) {
      var key = item instanceof Fields element ? identity.map(i -> i.of(element)).orElse("") : "";
      covered.add(in(path.element(key), item));
    }
    return Value.items(covered);
  }

  /// The name that a value goes by, where people choose names: a variable's, a map's.
  private static Optional<String> named(Path path) {
    var steps = path.steps();
    var general = FieldTable.general(path);
    if (general.endsWith(VARIABLES + "[].value")) {
      return steps.get(steps.size() - 2) instanceof Path.Step.Element(var name)
          ? Optional.of(name)
          : Optional.empty();
    }
    var map = ServiceFields.TABLE.row(path).filter(row -> row.shape() instanceof Shape.Names);
    return map.filter(row -> general.length() > row.path().length())
        .map(row -> general.substring(row.path().length() + 1));
  }

  private static boolean secret(String name) {
    return SECRET.matcher(name).matches();
  }
}
