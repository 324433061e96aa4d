package dev.berth.cli;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Value;
import dev.berth.plan.Demolition;
import dev.berth.plan.Removal;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "destroy",
    mixinStandardHelpOptions = true,
    header = "List all that is an environment's own, in order, and with --confirm take it down.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berth destroy manifests/tracecat -e demo",
      "  berth destroy manifests/tracecat -e demo --confirm demo",
      "",
      "A cluster and a namespace go only where the environment made them and nobody else is in"
          + " them.",
      "Exit codes: 0 nothing is left; 1 there is something, and no --confirm; 2 invalid input;",
      "4 timed out; 5 stopped; 6 AWS refused."
    })
final class DestroyCommand implements Callable<Integer> {
  private static final int VERSION = 1;

  @Mixin private Common common;

  @Parameters(paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  @Option(
      names = "--confirm",
      paramLabel = "ENV",
      description = "The environment's name once more: do it.")
  private Optional<String> confirm = Optional.empty();

  private final Outside outside;

  DestroyCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    common.plainFormat();
    try (var connection = Connection.open(outside, common, path)) {
      var name = connection.desired().environment().name();
      confirm
          .filter(typed -> !typed.equals(name))
          .ifPresent(typed -> {
            var line = "--confirm: '" + typed + "' is not the environment's name, " + name;
            throw new Problem(Exit.INVALID, List.of(line + "; nothing was done"));
          });
      if (confirm.isPresent()) connection.own("berth destroy");
      return destroy(connection, new Removing(outside, common, connection)).code();
    }
  }

  private Exit destroy(Connection connection, Removing removing) {
    var desired = connection.desired();
    var first = removing.housekeeping().demolition(desired);
    var owner = desired.environment().owner();
    switch (common.plainFormat()) {
      case text, markdown -> list(first, owner);
      case json, yaml -> outside.out().print(Printing.of(value(first, owner), common.format()));
    }
    if (first.done()) return Exit.DONE;
    warn(first, desired.environment());
    if (confirm.isEmpty()) {
      var name = desired.environment().name();
      words().println("nothing was done; --confirm " + name + " takes all of it down");
      return Exit.DIFFERENCES;
    }
    var ending = removing.housekeeping().destroy(desired, common.timeout());
    var exit = removing.print(ending, "destroyed");
    if (exit != Exit.DONE) return exit;
    removing
        .estate()
        .inventory()
        .forEach(arn -> words().println("still tagged as its own: " + arn));
    return Exit.DONE;
  }

  /// Who takes itself down does not come to what is after it.
  private void warn(Demolition demolition, EnvironmentSpec environment) {
    var self =
        OwnService.of(outside, region -> Connection.settings(outside, common, region)).self();
    for (var removal : demolition.removals()) {
      if (removal instanceof Removal.DeleteService(var key, _, _)
          && self.named(key, environment.cluster().name())) {
        outside.err().println("berth: " + key + " runs this very command: with it, this ends, too");
        outside.err().println("berth: destroy the environment from elsewhere");
      }
    }
  }

  /// Where a program reads the list, words for people go beside it.
  private PrintStream words() {
    return common.format() == Common.Format.text ? outside.out() : outside.err();
  }

  private static Value value(Demolition demolition, String owner) {
    var map = new TreeMap<String, Value>();
    map.put("version", Value.of(VERSION));
    map.put("owner", Value.of(owner));
    map.put("removals", Value.texts(demolition.removals().stream().map(r -> r.thing()).toList()));
    map.put("waiting", Value.texts(demolition.waiting()));
    map.put("stays", Value.texts(demolition.stays()));
    return Value.fields(map);
  }

  private void list(Demolition demolition, String owner) {
    if (common.quiet()) return;
    var out = outside.out();
    demolition.removals().forEach(removal -> out.println("  - " + removal.thing()));
    demolition.waiting().forEach(thing -> out.println("  … " + thing + ", on its way out"));
    demolition
        .stays()
        .forEach(text -> Lines.below("    ", "stays: " + text, 100).forEach(out::println));
    int count = demolition.removals().size();
    out.println(
        demolition.done()
            ? "nothing of " + owner + " is left"
            : count + " things of " + owner + ", in this order");
  }
}
