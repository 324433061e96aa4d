package dev.berth.aws;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The names of Application Auto Scaling's members begin with a capital; Berth writes them as
/// ECS's.
final class Capitals {
  private Capitals() {}

  static Fields upper(Fields fields) {
    return renamed(
        fields, name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
  }

  static Fields lower(Fields fields) {
    return renamed(
        fields, name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
  }

  private static Fields renamed(Fields fields, UnaryOperator<String> change) {
    var renamed = new TreeMap<String, Value>();
    fields.map().forEach((name, value) -> renamed.put(change.apply(name), renamed(value, change)));
    return new Fields(renamed);
  }

  private static Value renamed(Value value, UnaryOperator<String> change) {
    return switch (value) {
      case Fields fields -> renamed(fields, change);
      case Value.Items(var items) ->
          Value.items(items.stream().map(item -> renamed(item, change)).toList());
      case Value.Text _, Value.Num _, Value.Flag _ -> value;
    };
  }
}
