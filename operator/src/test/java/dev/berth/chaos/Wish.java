package dev.berth.chaos;

import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one commit asks for, as it is before it is YAML.
///
/// @param level the value of a parameter that the Environment states
/// @param migration the tag of the Job's image; its identity
record Wish(
    Mode mode,
    Habit prune,
    String level,
    SortedMap<String, Service> services,
    Optional<String> migration) {
  static final String JOB = "migrate";

  /// What a service can take from beside its manifest.
  enum Use {
    LEVEL,
    TOKEN,
    STAGE,
    SECRET
  }

  /// @param image the tag: it says how the service's tasks end
  /// @param needs names of services, and [#JOB]
  record Service(String image, int count, List<String> needs, SortedSet<Use> uses) {
    private static final List<String> BAD = List.of("crash", "broken", "missing", "stuck");

    Service {
      needs = List.copyOf(needs);
      uses = Collections.unmodifiableSortedSet(new TreeSet<>(uses));
    }

    boolean sound() {
      return !BAD.contains(image);
    }

    Service with(String other) {
      return new Service(other, count, needs, uses);
    }
  }

  Wish {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  static boolean succeeds(String migration) {
    return migration.startsWith("good");
  }

  /// All that a service needs, whatever lies between.
  SortedSet<String> closure(String service) {
    var all = new TreeSet<String>();
    close(service, all);
    return all;
  }

  private void close(String service, TreeSet<String> all) {
    if (!services.containsKey(service)) return;
    for (var need : services.get(service).needs()) if (all.add(need)) close(need, all);
  }

  /// What cannot come to be: what fails, and what waits for it.
  SortedSet<String> doomed() {
    var doomed = new TreeSet<String>();
    services.forEach((name, service) -> {
      if (!service.sound() || closure(name).stream().anyMatch(this::fails)) doomed.add(name);
    });
    return doomed;
  }

  private boolean fails(String need) {
    return need.equals(JOB)
        ? migration.filter(tag -> !succeeds(tag)).isPresent()
        : services.containsKey(need) && !services.get(need).sound();
  }
}
