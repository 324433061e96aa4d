package dev.berth.cli;

import dev.berth.model.Desired;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring.Adoption;
import dev.berth.plan.Change;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Plan;
import dev.berth.plan.PlanText;
import dev.berth.plan.PlanValue;
import dev.berth.reconcile.Status;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    header = "Take over a service that exists already: its tags, and nothing else.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth adopt web shop -e staging           what would differ afterwards",
      "  berth adopt web shop -e staging --yes     take it over",
      "",
      "What differs is then an ordinary difference: `berth diff` shows it, `berth apply` makes it"
          + " so.",
      "Exit codes: 0 adopted, or ours already; 1 shown, and not adopted; 2 it cannot be adopted;",
      "5 it changed meanwhile; 6 AWS refused or could not be reached."
    })
final class AdoptCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  @Mixin private Common common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The service.")
  private String name;

  @Parameters(index = "1", paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  @Option(names = "--yes", description = "Do it. Without it, only what would differ is shown.")
  private boolean yes;

  @Option(
      names = "--replace",
      description = "Also where something that the service has would disappear with an apply.")
  private boolean replace;

  private final Outside outside;

  AdoptCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    var format = common.plainFormat();
    try (var connection = Connection.open(outside, common, path)) {
      if (yes) connection.own("berth adopt");
      var plan = connection.asked(asked(connection.desired()));
      var change = change(plan);
      if (format != Common.Format.text) {
        outside.out().print(Printing.of(PlanValue.of(only(change, plan)), format));
      }
      return act(change, plan, connection).code();
    }
  }

  /// The wanted world, in which somebody wants this one adopted.
  private Desired asked(Desired desired) {
    var want = wanted(desired);
    boolean all = replace || want.wiring().adoption() == Adoption.REPLACING;
    var wiring = want.wiring().adopting(all ? Adoption.REPLACING : Adoption.KEEPING);
    var wanted = new TreeMap<>(desired.wanted());
    wanted.put(want.key(), new Wanted(want.key(), want.fields(), wiring));
    return desired.with(wanted);
  }

  private Wanted wanted(Desired desired) {
    var want = desired.wanted().get(ResourceKey.service(name));
    if (want != null) return want;
    var known =
        desired.wanted().keySet().stream()
            .filter(key -> key.kind() == ResourceKey.Kind.SERVICE)
            .map(ResourceKey::name)
            .toList();
    throw invalid("no service " + name + "; there are: " + String.join(", ", known));
  }

  private Change change(Plan plan) {
    return plan.changes().stream()
        .filter(change -> change.key().equals(wanted(plan.desired()).key()))
        .findFirst()
        .orElseThrow();
  }

  private static Plan only(Change change, Plan plan) {
    var actions =
        plan.actions().stream().filter(action -> action.key().equals(change.key())).toList();
    return new Plan(plan.desired(), plan.observed(), plan.waves(), List.of(change), actions);
  }

  private Exit act(Change change, Plan plan, Connection connection) {
    return switch (change) {
      case Change.Adopt adopt -> {
        show(change, plan, dev.berth.plan.Adoption.losses(adopt.fields()));
        yield yes ? adopted(change, plan, connection) : undone(plan);
      }
      case Change.Blocked(Change.Adopt _, Why.Disappearing(var what)) -> {
        show(change, plan, what);
        if (yes) throw invalid(name + ": say --replace, or keep in the manifest what would go");
        yield undone(plan);
      }
      case Change.Blocked(Change.Adopt _, Why.Foreign(var owner)) ->
          throw invalid(
              name + " belongs to " + owner + "; give it back there first: berth orphan " + name);
      case Change.Blocked(Change.Adopt _, _) -> throw invalid(name + ": " + Status.why(change));
      case Change.Waiting(Change.Adopt _, _) ->
          throw invalid(name + " is rolling out; adopt it when that has ended");
      case Change.Create _, Change.Waiting(Change.Create _, _) ->
          throw invalid("there is no service " + name + " to adopt; berth apply makes it");
      case Change.Blocked _, Change.Waiting _, Change.Keep _ -> already();
      case Change.Update _, Change.Replace _, Change.Restart _, Change.Delete _ -> already();
    };
  }

  private Exit already() {
    tell(name + " is ours already");
    return Exit.DONE;
  }

  private void show(Change change, Plan plan, List<Path> losses) {
    if (common.format() != Common.Format.text) return;
    outside.out().print(PlanText.of(change, plan, common.palette(outside)));
    outside.out().println();
    if (losses.isEmpty()) return;
    tell("The manifest doesn't say these, so that they disappear with the next apply:");
    losses.forEach(path -> Lines.below("  - ", path.toString(), WIDTH).forEach(this::tell));
    tell("");
  }

  private Exit adopted(Change change, Plan plan, Connection connection) {
    Asked.done(connection, plan, only(change, plan).actions(), name);
    tell(name + " is adopted: its owner is " + owner(plan));
    return Exit.DONE;
  }

  private Exit undone(Plan plan) {
    boolean losing = change(plan) instanceof Change.Blocked(_, Why.Disappearing _) || replace;
    tell("Nothing was written. To make it " + owner(plan) + "'s:");
    tell(
        "  berth adopt %s %s%s --yes"
            .formatted(name, new Loading(outside, common).again(path), losing ? " --replace" : ""));
    return Exit.DIFFERENCES;
  }

  private static String owner(Plan plan) {
    return plan.desired().environment().owner();
  }

  /// Words for people only: a program reads the plan.
  private void tell(String line) {
    if (common.format() == Common.Format.text) outside.out().println(line);
  }

  private static Problem invalid(String line) {
    return new Problem(Exit.INVALID, List.of(line));
  }
}
