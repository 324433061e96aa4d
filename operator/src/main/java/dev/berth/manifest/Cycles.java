package dev.berth.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/// Rounds in a graph, each told once, from its first name on: `a -> b -> a`.
final class Cycles {
  private final SortedMap<String, ? extends List<String>> edges;
  private final List<String> open = new ArrayList<>();
  private final TreeSet<String> done = new TreeSet<>();
  private final List<List<String>> found = new ArrayList<>();

  private Cycles(SortedMap<String, ? extends List<String>> edges) {
    this.edges = edges;
  }

  /// @param edges whose every end is a name of the graph
  static List<List<String>> in(SortedMap<String, ? extends List<String>> edges) {
    var search = new Cycles(edges);
    edges.keySet().forEach(search::visit);
    return List.copyOf(search.found);
  }

  private void visit(String name) {
    if (done.contains(name)) return;
    int at = open.indexOf(name);
    if (at >= 0) {
      found.add(round(open.subList(at, open.size())));
      return;
    }
    open.addLast(name);
    edges.get(name).stream().sorted().forEach(this::visit);
    open.removeLast();
    done.add(name);
  }

  private static List<String> round(List<String> names) {
    var first = names.stream().sorted().findFirst().orElseThrow();
    int at = names.indexOf(first);
    var round = new ArrayList<>(names.subList(at, names.size()));
    round.addAll(names.subList(0, at));
    round.add(first);
    return List.copyOf(round);
  }
}
