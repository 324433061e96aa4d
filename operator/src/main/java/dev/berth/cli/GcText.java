package dev.berth.cli;

import dev.berth.plan.Litter;
import dev.berth.plan.Litter.Fate;
import dev.berth.plan.Litter.Verdict;
import dev.berth.plan.Litter.Way;
import dev.berth.plan.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What `berth gc` would take, by what it is and why; and what stays, counted by the reason.
final class GcText {
  private static final int WIDTH = 100;

  private GcText() {}

  static List<String> of(Litter litter, Palette palette) {
    var going = new TreeMap<Going, List<String>>();
    var staying = new TreeMap<String, Integer>();
    for (var verdict : litter.verdicts()) {
      switch (verdict.fate()) {
        case Fate.Goes(var reason, var way) ->
            going
                .computeIfAbsent(new Going(way, reason), _ -> new ArrayList<>())
                .add(name(verdict));
        case Fate.Stays(var reason) ->
            staying.merge(kind(verdict) + " stay: " + reason, 1, Integer::sum);
      }
    }
    var lines = new ArrayList<String>();
    going.forEach((which, names) -> {
      lines.add(palette.bad(which.title(names.size())));
      lines.addAll(
          Lines.wrapped(ranges(names), WIDTH - 2).stream().map(line -> "  " + line).toList());
    });
    if (!staying.isEmpty() && !going.isEmpty()) lines.add("");
    stays(staying, lines);
    return List.copyOf(lines);
  }

  private static void stays(SortedMap<String, Integer> staying, List<String> lines) {
    staying.forEach(
        (reason, count) -> lines.addAll(Lines.below("%5d ".formatted(count), reason, WIDTH)));
  }

  /// `api:1–12` of revisions that follow one another, the newest first.
  private static List<String> ranges(List<String> names) {
    var ranges = new ArrayList<String>();
    var newest = "";
    var oldest = "";
    for (var name : names) {
      if (!newest.isEmpty() && follows(name, oldest)) {
        oldest = name;
        continue;
      }
      if (!newest.isEmpty()) ranges.add(range(oldest, newest));
      newest = name;
      oldest = name;
    }
    if (!newest.isEmpty()) ranges.add(range(oldest, newest));
    return ranges;
  }

  private static String range(String oldest, String newest) {
    return oldest.equals(newest) ? newest : oldest + "–" + number(newest);
  }

  private static boolean follows(String name, String newer) {
    int colon = name.lastIndexOf(':') + 1;
    return colon > 0
        && newer.startsWith(name.substring(0, colon))
        && number(name) + 1 == number(newer);
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
  }

  private static String kind(Verdict verdict) {
    return verdict.thing().startsWith("task/") ? "tasks" : "revisions";
  }

  private static String name(Verdict verdict) {
    return verdict.thing().substring(verdict.thing().indexOf('/') + 1);
  }

  /// What goes for one reason.
  private record Going(Way way, String reason) implements Comparable<Going> {
    String title(int number) {
      var words =
          switch (way) {
            case STOP -> Lines.counted(number, "task") + " to stop";
            case DEREGISTER -> Lines.counted(number, "revision") + " to deregister";
            case DELETE -> Lines.counted(number, "revision") + " to delete";
          };
      return words + ": " + reason;
    }

    @Override
    public int compareTo(Going other) {
      return title(2).compareTo(other.title(2));
    }
  }
}
