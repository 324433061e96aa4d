package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Value;
import dev.berth.model.Wanted;
import java.util.Optional;
import java.util.stream.Stream;

/// What moved, of a difference that is no drift: the manifest, or parameters in it.
final class Causes {
  private Causes() {}

  static Field.Cause of(Difference difference, Wanted want, Desired desired) {
    return want.wiring().parameters().entrySet().stream()
        .filter(e ->
            e.getKey().startsWith(difference.path()) || difference.path().startsWith(e.getKey()))
        .findFirst()
        .map(entry -> moved(entry.getValue(), difference.from(), desired))
        .orElseGet(Field.Cause.Manifest::new);
  }

  /// Of several parameters in one text, those whose value the live text does not hold.
  private static Field.Cause moved(String names, Optional<Value> from, Desired desired) {
    var live = from.map(value -> value instanceof Value.Text(var text) ? text : "").orElse("");
    var moved =
        Stream.of(names.split(", "))
            .filter(name -> !live.contains(desired.parameters().getOrDefault(name, "")))
            .toList();
    return new Field.Cause.Parameter(moved.isEmpty() ? names : String.join(", ", moved));
  }
}
