package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The positions of all switches.
public final class Switches {
  private final Set<Switch> turned = EnumSet.noneOf(Switch.class);

  /// Whether it is in its other position.
  boolean turned(Switch each) {
    return turned.contains(each);
  }

  public String at(Switch each) {
    return turned(each) ? each.positions().getLast() : each.positions().getFirst();
  }

  /// Turns those that are named.
  ///
  /// @throws IllegalArgumentException with what is wrong; nothing is turned then
  public void turn(ObjectNode positions) {
    for (var name : positions.propertyNames()) {
      var each = named(name).orElseThrow(() -> unknown(name));
      if (!each.positions().contains(Json.text(positions, name, ""))) {
        throw new IllegalArgumentException(
            name + " is one of " + String.join(", ", each.positions()));
      }
    }
    for (var name : positions.propertyNames()) {
      var each = named(name).orElseThrow();
      if (Json.text(positions, name, "").equals(each.positions().getFirst())) turned.remove(each);
      else turned.add(each);
    }
  }

  /// All to their defaults.
  public void reset() {
    turned.clear();
  }

  /// Those that are not in their default position.
  public List<String> told() {
    return turned.stream().map(each -> each.label() + ": " + at(each)).toList();
  }

  private static Optional<Switch> named(String name) {
    return Stream.of(Switch.values()).filter(each -> each.label().equals(name)).findFirst();
  }

  private static IllegalArgumentException unknown(String name) {
    var known = Stream.of(Switch.values()).map(Switch::label).toList();
    return new IllegalArgumentException(
        "unknown switch '" + name + "'; use " + String.join(", ", known));
  }

  /// `{"stopping-counts": "no", ...}`.
  public ObjectNode shown() {
    var shown = Json.object();
    for (var each : Switch.values()) shown.put(each.label(), at(each));
    return shown;
  }
}
