package dev.berth.chaos;

import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.reconcile.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What people commit: a first wish, and others that move on from one.
final class Wishes {
  /// An edge leads from a later name to an earlier one, so that there is no cycle.
  static final List<String> NAMES = List.of("db", "api", "web", "edge", "batch");

  private static final List<String> GOOD = List.of("v1", "v2", "v3", "v4", "slow");
  private static final List<String> BAD = List.of("crash", "broken", "missing", "stuck");

  private final Dice dice;
  private int made;

  Wishes(Dice dice) {
    this.dice = dice;
  }

  Wish first() {
    var services = new TreeMap<String, Wish.Service>();
    for (var name : NAMES.subList(0, dice.between(3, NAMES.size()))) {
      services.put(name, service(name, services));
    }
    var migration = dice.in(60) ? Optional.of(migration(90)) : Optional.<String>empty();
    var prune = dice.in(60) ? Habit.ON : Habit.OFF;
    return new Wish(Mode.APPLY, prune, "info", edged(services, migration), migration);
  }

  private Wish.Service service(String name, SortedMap<String, Wish.Service> others) {
    var needs = new ArrayList<String>();
    for (var other : others.keySet()) {
      if (NAMES.indexOf(other) < NAMES.indexOf(name) && dice.in(45)) needs.add(other);
    }
    return new Wish.Service(dice.one(GOOD), dice.between(1, 3), needs, uses());
  }

  private SortedSet<Wish.Use> uses() {
    var uses = new TreeSet<Wish.Use>();
    for (var use : Wish.Use.values()) if (dice.in(35)) uses.add(use);
    return uses;
  }

  private String migration(int percent) {
    return (dice.in(percent) ? "good" : "bad") + ++made;
  }

  /// Without edges to what is not there, and at times with one to the Job.
  private SortedMap<String, Wish.Service> edged(
      SortedMap<String, Wish.Service> services, Optional<String> migration) {
    var edged = new TreeMap<String, Wish.Service>();
    services.forEach((name, service) -> {
      var needs = new ArrayList<>(service.needs());
      needs.removeIf(need -> !services.containsKey(need));
      if (migration.isPresent() && dice.in(50)) needs.add(Wish.JOB);
      edged.put(name, new Wish.Service(service.image(), service.count(), needs, service.uses()));
    });
    return edged;
  }

  Wish later(Wish before) {
    var services = new TreeMap<String, Wish.Service>();
    for (var name : NAMES) {
      var have = Optional.ofNullable(before.services().get(name));
      if (have.isEmpty() && dice.in(20)) services.put(name, service(name, services));
      have.filter(_ -> !dice.in(10)).ifPresent(s -> services.put(name, edited(name, s, services)));
    }
    if (services.isEmpty()) services.put(NAMES.getFirst(), service(NAMES.getFirst(), services));
    var migration = before.migration().filter(_ -> !dice.in(10));
    if (dice.in(30)) migration = Optional.of(migration(75));
    var prune = dice.in(10) ? Habit.OFF : before.prune();
    var level = dice.in(20) ? dice.one(List.of("info", "debug", "warn")) : before.level();
    var mode = dice.in(5) ? Mode.OBSERVE : Mode.APPLY;
    return new Wish(
        mode, dice.in(15) ? Habit.ON : prune, level, edged(services, migration), migration);
  }

  private Wish.Service edited(
      String name, Wish.Service have, SortedMap<String, Wish.Service> others) {
    return switch (dice.between(0, 7)) {
      case 0, 1 -> have.with(dice.one(GOOD));
      case 2 -> have.with(dice.one(BAD));
      case 3 -> new Wish.Service(have.image(), dice.between(1, 4), have.needs(), have.uses());
      case 4 -> new Wish.Service(have.image(), have.count(), have.needs(), uses());
      case 5 -> service(name, others);
      default -> have;
    };
  }

  /// What people commit at last: contents that can run, with new names, so that nothing of what
  /// failed holds them.
  Wish mended(Wish before) {
    var services = new TreeMap<String, Wish.Service>();
    before
        .services()
        .forEach((name, service) -> services.put(name, service.with("fixed" + ++made)));
    var migration = before.migration().map(_ -> migration(100));
    return new Wish(Mode.APPLY, before.prune(), before.level(), services, migration);
  }

  Wish applied(Wish wish) {
    return new Wish(Mode.APPLY, wish.prune(), wish.level(), wish.services(), wish.migration());
  }
}
