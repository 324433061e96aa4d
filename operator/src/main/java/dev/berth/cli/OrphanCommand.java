package dev.berth.cli;

import dev.berth.model.Live.LiveService;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.plan.Orphaning;
import dev.berth.plan.Plan;
import dev.berth.reconcile.Scope;
import dev.berth.reconcile.Scope.Depth;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "orphan",
    mixinStandardHelpOptions = true,
    header = "Give a service back: take Berth's tags from it, and touch nothing else.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth orphan web shop -e staging --yes",
      "",
      "It runs on as it is. The environment's own tags stay. Take it out of the manifests as well,",
      "or the next diff reports it as somebody else's.",
      "Exit codes: 0 given back; 1 shown, and not given back; 2 it is not ours; 5 it changed",
      "meanwhile; 6 AWS refused or could not be reached."
    })
final class OrphanCommand implements Callable<Integer> {
  private static final int WIDTH = 100;
  private static final int VERSION = 1;

  @Mixin private Common common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The service, by its name in ECS.")
  private String name;

  @Parameters(index = "1", paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  @Option(names = "--yes", description = "Do it. Without it, only what would go is shown.")
  private boolean yes;

  private final Outside outside;

  OrphanCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var format = common.plainFormat();
    try (var connection = Connection.open(outside, common, path)) {
      if (yes) connection.own("berth orphan");
      var observed = observed(connection);
      var have = observed.service(ResourceKey.service(name));
      if (have.isEmpty()) throw invalid("there is no service " + name + " in the cluster");
      owned(have.get());
      switch (format) {
        case text, markdown -> show(have.get(), observed);
        case json, yaml -> outside.out().print(Printing.of(value(have.get(), observed), format));
      }
      if (!yes) return undone();
      var empty = new Plan(connection.desired(), observed, new TreeMap<>(), List.of(), List.of());
      Asked.done(connection, empty, Orphaning.of(have.get(), observed), name);
      tell(name + " is nobody's now");
      return Exit.DONE.code();
    }
  }

  /// Also what left the manifests: it may be ours still.
  private Observed observed(Connection connection) {
    var hashes = new TreeMap<ResourceKey, String>();
    hashes.put(ResourceKey.service(name), "");
    var environment = connection.desired().environment();
    return connection.ecs().observe(new Scope(environment, hashes, Depth.TAGS));
  }

  private void owned(LiveService have) {
    switch (have.owner()) {
      case Owner.Ours _ -> {}
      case Owner.Lost _ -> throw invalid(name + " has lost its tags: it is nobody's already");
      case Owner.Foreign(var owner) ->
          throw invalid(
              name + owner.map(other -> " belongs to " + other).orElse(" is nobody's already"));
    }
  }

  private void show(LiveService have, Observed observed) {
    var tags = String.join(", ", Orphaning.tags(have));
    Lines.below(name + " loses  ", tags, WIDTH).forEach(outside.out()::println);
    for (var other : Orphaning.beside(have, observed)) {
      outside.out().println(other + " loses the same");
    }
  }

  private int undone() {
    tell("");
    tell("Nothing was written. To give it back:");
    var again = new Loading(outside, common).again(path);
    tell("  berth orphan " + name + " " + again + " --yes");
    return Exit.DIFFERENCES.code();
  }

  private Value value(LiveService have, Observed observed) {
    var beside = Orphaning.beside(have, observed);
    var map = new TreeMap<String, Value>();
    map.put("version", Value.of(VERSION));
    map.put("service", Value.of(name));
    map.put("tags", Value.texts(Orphaning.tags(have)));
    map.put("beside", Value.texts(beside));
    return Value.fields(map);
  }

  /// Words for people only: a program reads what goes.
  private void tell(String line) {
    if (common.format() == Common.Format.text) outside.out().println(line);
  }

  private static Problem invalid(String line) {
    return new Problem(Exit.INVALID, List.of(line));
  }
}
