package dev.berth.reconcile;

import dev.berth.plan.Change;
import dev.berth.plan.Field;
import dev.berth.plan.Holding;
import dev.berth.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// How often what happened, so that a trivial world shows.
public final class Coverage {
  private final TreeMap<String, TreeMap<String, Integer>> groups = new TreeMap<>();

  public void count(String group, String what) {
    groups.computeIfAbsent(group, _ -> new TreeMap<>()).merge(what, 1, Integer::sum);
  }

  public void count(Plan plan) {
    for (var change : plan.changes()) count(change);
    for (var action : plan.actions()) count("Action", action.getClass().getSimpleName());
  }

  private void count(Change change) {
    count("Change", change.getClass().getSimpleName());
    switch (change) {
      case Change.Update(_, _, var fields) -> fields.forEach(this::count);
      case Change.Replace(_, _, var fields) -> fields.forEach(this::count);
      case Change.Waiting(var then, var on) -> {
        on.forEach(closed -> count("Reason", closed.reason().name()));
        count(then);
      }
      case Change.Blocked(var then, var why) -> {
        count("Why", why.getClass().getSimpleName());
        Holding.restraint(change)
            .ifPresent(by -> count("Restraint", by.getClass().getSimpleName()));
        count(then);
      }
      case Change.Keep(_, _, var progress) ->
          count("Progress", progress.getClass().getSimpleName());
      case Change.Adopt(_, _, var fields) -> fields.forEach(this::count);
      case Change.Create _, Change.Restart _, Change.Delete _ -> {}
    }
  }

  private void count(Field field) {
    count("Consequence", field.consequence().getClass().getSimpleName());
    count("Cause", field.cause().getClass().getSimpleName());
  }

  public void add(Coverage other) {
    other.groups.forEach((group, counts) ->
        counts.forEach((what, n) ->
            groups.computeIfAbsent(group, _ -> new TreeMap<>()).merge(what, n, Integer::sum)));
  }

  /// The variants of a sealed type that occurred less often than that.
  public List<String> rare(String group, Class<?> sealed, int least) {
    var names = Arrays.stream(sealed.getPermittedSubclasses()).map(Class::getSimpleName).toList();
    return rare(group, names, least);
  }

  public List<String> rare(String group, List<String> names, int least) {
    var rare = new ArrayList<String>();
    var counts = groups.getOrDefault(group, new TreeMap<>());
    for (var name : names) {
      int n = counts.getOrDefault(name, 0);
      if (n < least) rare.add(group + " " + name + ": " + n);
    }
    return rare;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    groups.forEach((group, counts) -> {
      text.append("  %-12s".formatted(group));
      counts.forEach((what, n) -> text.append(' ').append(what).append(' ').append(n).append(','));
      text.setCharAt(text.length() - 1, '\n');
    });
    return text.toString();
  }
}
