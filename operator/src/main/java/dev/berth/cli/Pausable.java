package dev.berth.cli;

import dev.berth.model.Live;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Owner;
import dev.berth.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What `berth pause` and `berth resume` are about: services and Jobs of this environment that are
/// there, wanted or not.
record Pausable(List<Live> things, Plan plan) {
  /// What of it a command line means.
  static final class Chosen {
    @Parameters(
        arity = "1..2",
        paramLabel = "NAME PATH",
        description = "The service or the Job, and a folder of manifests; with --all only that.")
    private List<String> words = List.of();

    @Option(names = "--all", description = "Every service and every Job that is there.")
    private boolean all;

    boolean all() {
      return all;
    }

    String path() {
      if (words.size() == (all ? 1 : 2)) return words.getLast();
      throw invalid("say NAME and PATH, or --all and PATH: a path is a folder");
    }
  }

  /// @throws Problem where there is nothing of that name, or it is not ours
  static Pausable of(Connection connection, Chosen chosen) {
    var plan = connection.asked(connection.desired());
    var all = all(plan);
    if (chosen.all()) {
      if (all.isEmpty()) throw invalid("nothing of this environment is there");
      return new Pausable(all, plan);
    }
    var name = chosen.words.getFirst();
    var named = all.stream().filter(live -> live.key().name().equals(name)).toList();
    if (named.isEmpty()) throw invalid(missing(name, all));
    return new Pausable(named, plan);
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
