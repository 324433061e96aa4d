package dev.berth.manifest;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which containers of a task are init containers: not essential, one after another, and every
/// other container waits for the last of them to exit with 0. What `initContainers` says is taken
/// from them; anything else that they say stays.
///
/// @param first the init containers, in their order
/// @param then the others
record Initials(List<Fields> first, List<Fields> then) {
  private static final String WAITS = "dependsOn";

  Initials {
    first = List.copyOf(first);
    then = List.copyOf(then);
  }

  static Initials of(List<Fields> containers) {
    var longest = new Initials(List.of(), containers);
    for (var last : containers) {
      var chain = chain(last, containers);
      if (chain.size() > longest.first().size() && awaited(last, chain, containers)) {
        longest = new Initials(chain, others(chain, containers));
      }
    }
    return longest.said();
  }

  /// The container, and those before it of which each waits for the one before.
  private static List<Fields> chain(Fields last, List<Fields> containers) {
    var chain = new ArrayList<Fields>();
    Optional<Fields> next = Optional.of(last).filter(Initials::inessential);
    while (next.isPresent() && !chain.contains(next.get())) {
      var here = next.get();
      chain.addFirst(here);
      next = containers.stream().filter(c -> inessential(c) && awaits(here, name(c))).findFirst();
    }
    return chain;
  }

  private static boolean awaited(Fields last, List<Fields> chain, List<Fields> containers) {
    var others = others(chain, containers);
    return !others.isEmpty() && others.stream().allMatch(c -> awaits(c, name(last)));
  }

  private static List<Fields> others(List<Fields> chain, List<Fields> containers) {
    return containers.stream().filter(container -> !chain.contains(container)).toList();
  }

  private static boolean inessential(Fields container) {
    return container.at("essential").equals(Optional.of(Value.of(false)));
  }

  private static boolean awaits(Fields container, String name) {
    return container.each(WAITS).stream().anyMatch(edge -> is(edge, name));
  }

  private static boolean is(Fields edge, String name) {
    return edge.text("containerName").equals(Optional.of(name))
        && edge.text("condition").equals(Optional.of("SUCCESS"));
  }

  private static String name(Fields container) {
    return container.text("name").orElse("");
  }

  /// Without what their place says already.
  private Initials said() {
    if (first.isEmpty()) return this;
    var initial = new ArrayList<Fields>();
    var before = "";
    for (var container : first) {
      initial.add(without(container, before).without("essential"));
      before = name(container);
    }
    var last = before;
    return new Initials(initial, then.stream().map(container -> without(container, last)).toList());
  }

  private static Fields without(Fields container, String name) {
    var edges = container.each(WAITS).stream().filter(edge -> !is(edge, name)).toList();
    return edges.isEmpty() ? container.without(WAITS) : container.with(WAITS, Value.items(edges));
  }
}
