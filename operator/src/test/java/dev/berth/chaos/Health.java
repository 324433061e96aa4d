package dev.berth.chaos;

import dev.berth.model.Value.Fields;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A service that ran all its tasks never runs fewer, as long as its content is sound and nobody
/// else lays hands on it: a hundred percent is the least that its manifest allows.
record Health(Facts facts, Consumer<String> breaks, TreeMap<String, Integer> steady) {
  Health(Facts facts, Consumer<String> breaks) {
    this(facts, breaks, new TreeMap<>());
  }

  void forget(String service) {
    steady.remove(service);
  }

  void look(Wish wish) {
    steady.keySet().removeIf(name -> !wish.services().containsKey(name));
    wish.services()
        .forEach((name, service) -> {
          var live = facts.account().service(name).filter(l -> Facts.ours(name, l));
          if (live.isEmpty() || !sound(live.get()) || !service.sound()) forget(name);
          else look(name, live.get());
        });
  }

  private void look(String name, Fields live) {
    int running = live.whole("runningCount").orElse(0);
    int wanted = live.whole("desiredCount").orElse(0);
    // Who was asked for fewer has stopped the others.
    int least = Math.min(steady.getOrDefault(name, 0), wanted);
    steady.replace(name, least);
    if (running < least) {
      breaks.accept(name + " runs " + running + " tasks, and ran " + least);
    }
    if (running >= wanted && facts.account().rolledOut(live)) steady.put(name, wanted);
  }

  /// Every revision that it has tasks of.
  private boolean sound(Fields live) {
    return live.each("deployments").stream()
        .allMatch(deployment -> sound(facts, deployment.text("taskDefinition").orElse("")));
  }

  static boolean sound(Facts facts, String revision) {
    var image = facts.content(revision).map(content -> content.get("image")).orElse("");
    var tag = image.substring(image.indexOf(':') + 1);
    return new Wish.Service(tag, 1, List.of(), new TreeSet<>()).sound();
  }
}
