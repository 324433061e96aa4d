package dev.berth.cli;

import dev.berth.model.Live;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Owner;
import dev.berth.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/// What `berth pause` and `berth resume` are about: services and Jobs of this environment that are
/// there, wanted or not.
///
/// @param path of the manifests
record Pausable(String path, List<Live> things, Plan plan) {
  /// @param words the name and the path; with `--all` the path alone
  static String path(List<String> words, Reach reach) {
    int needed =
        switch (reach) {
          case ONE -> 2;
          case ALL -> 1;
        };
    if (words.size() == needed) return words.getLast();
    throw new Problem(
        Exit.INVALID, List.of("say NAME and PATH, or --all and PATH: a path is a folder"));
  }

  enum Reach {
    ONE,
    ALL
  }

  /// @throws Problem where there is nothing of that name, or it is not ours
  static Pausable of(Connection connection, List<String> words, Reach reach) {
    var plan = connection.asked(connection.desired());
    var all = all(plan);
    if (reach == Reach.ALL) {
      if (all.isEmpty()) throw invalid("nothing of this environment is there");
      return new Pausable(words.getLast(), all, plan);
    }
    var name = words.getFirst();
    var named = all.stream().filter(live -> live.key().name().equals(name)).toList();
    if (named.isEmpty()) throw invalid(missing(name, all));
    return new Pausable(words.getLast(), named, plan);
  }

  private static List<Live> all(Plan plan) {
    var all = new ArrayList<Live>();
    for (var live : plan.observed().live().values()) {
      boolean bears = live instanceof LiveService || live instanceof LiveJob;
      if (bears && live.owner() instanceof Owner.Ours) all.add(live);
    }
    plan.observed().strays().known().forEach(stray -> all.add(stray.service()));
    return List.copyOf(all);
  }

  private static String missing(String name, List<Live> all) {
    var names = all.stream().map(live -> live.key().name()).distinct().toList();
    var known = names.isEmpty() ? "there is none yet" : "there are: " + String.join(", ", names);
    return "no service or Job " + name + " of this environment is there; " + known;
  }

  private static Problem invalid(String line) {
    return new Problem(Exit.INVALID, List.of(line));
  }
}
