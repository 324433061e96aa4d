package dev.berth.cli;

import dev.berth.model.EnvironmentSpec.Keeping;
import dev.berth.model.Value;
import dev.berth.plan.Durations;
import dev.berth.plan.Litter;
import dev.berth.plan.Litter.Way;
import dev.berth.reconcile.Estate.Age;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    header = "Show what nobody needs any more, and with --yes take it away.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berth gc manifests/tracecat -e demo",
      "  berth gc manifests/tracecat -e demo --keep 5 --yes",
      "",
      "What may be named where Berth may not look stays, until --unchecked or the environment's",
      "gc.unchecked says that nothing is: schedules (EventBridge), clusters (other ones).",
      "Exit codes: 0 nothing to collect, or all is collected; 1 there is something, and no --yes;",
      "2 invalid input; 4 timed out; 5 stopped; 6 AWS refused."
    })
final class GcCommand implements Callable<Integer> {
  private static final int VERSION = 1;

  @Mixin private Common common;

  @Parameters(paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  @Option(names = "--yes", description = "Do it.")
  private boolean yes;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Of each family, keep the newest N revisions. Default: the environment's.")
  private Optional<Integer> keep = Optional.empty();

  @Option(
      names = "--delete",
      description = "Also delete revisions that were deregistered a day ago or longer.")
  private boolean delete;

  @Option(
      names = "--unchecked",
      paramLabel = "WHERE",
      split = ",",
      description = "Go on without a look there: schedules, clusters.")
  private SortedSet<String> unchecked = new TreeSet<>();

  private final Outside outside;

  GcCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var format = common.plainFormat();
    try (var connection = Connection.open(outside, common, path)) {
      if (yes) connection.own("berth gc");
      var removing = new Removing(outside, common, connection);
      var desired = connection.desired();
      var keeping = keeping(desired.environment().keeping());
      var age = delete ? Age.DEREGISTERED : Age.ACTIVE;
      var litter = removing.housekeeping().litter(desired, keeping, age);
      print(litter, format, removing);
      if (!yes) return (litter.going().isEmpty() ? Exit.DONE : Exit.DIFFERENCES).code();
      var ending = removing.housekeeping().collect(desired, keeping, age, common.timeout());
      return removing.print(ending, "collected").code();
    }
  }

  private Keeping keeping(Keeping stated) {
    var all = new TreeSet<>(stated.unchecked());
    all.addAll(unchecked);
    if (!Keeping.PLACES.containsAll(all)) {
      throw new Problem(
          Exit.INVALID,
          java.util.List.of("--unchecked: choose of " + String.join(", ", Keeping.PLACES)));
    }
    int revisions = keep.orElse(stated.revisions());
    if (revisions < 1) {
      throw new Problem(
          Exit.INVALID, java.util.List.of("--keep: at least the newest revision stays; say 1"));
    }
    return new Keeping(revisions, stated.grace(), all);
  }

  private void print(Litter litter, Common.Format format, Removing removing) {
    switch (format) {
      case text, markdown -> {
        if (yes && common.quiet()) return;
        GcText.of(litter, common.palette(outside)).forEach(outside.out()::println);
        var time = removing.time(count(litter));
        if (litter.going().isEmpty()) {
          outside.out().println("nothing to collect");
        } else if (!yes) {
          var takes = time.isZero() ? "" : " (takes about " + Durations.text(time) + ")";
          outside.out().println("nothing was done; --yes does it" + takes);
        }
      }
      case json, yaml -> outside.out().print(Printing.of(value(litter), format));
    }
  }

  private static long count(Litter litter) {
    return litter.going().stream()
        .filter(v -> v.fate() instanceof Litter.Fate.Goes(_, var way) && way == Way.DEREGISTER)
        .count();
  }

  private static Value value(Litter litter) {
    var verdicts =
        litter.verdicts().stream()
            .map(verdict -> {
              var map = new TreeMap<String, Value>();
              map.put("thing", Value.of(verdict.thing()));
              switch (verdict.fate()) {
                case Litter.Fate.Stays(var reason) -> {
                  map.put("stays", Value.of(true));
                  map.put("because", Value.of(reason));
                }
                case Litter.Fate.Goes(var reason, var way) -> {
                  map.put("stays", Value.of(false));
                  map.put("because", Value.of(reason));
                  map.put("call", Value.of(way.name().toLowerCase(java.util.Locale.ROOT)));
                }
              }
              return Value.fields(map);
            })
            .toList();
    var map = new TreeMap<String, Value>();
    map.put("version", Value.of(VERSION));
    map.put("verdicts", Value.items(verdicts));
    return Value.fields(map);
  }
}
