package dev.berth.manifest;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Variables and secrets that the same containers share, as blocks, where that saves lines.
///
/// A block holds only what each of its containers says: no two blocks of a container disagree.
final class SharedNames {
  /// Fewer lines than that are not worth a name to look up.
  private static final int WORTH = 4;

  private static final int FEW = 2;

  private static final List<String> MAPS = List.of("env", "secrets");

  private final TreeMap<String, Fields> blocks = new TreeMap<>();
  private final TreeMap<String, List<String>> uses = new TreeMap<>();
  private final int all;

  /// One line of a container: a name and its value, in `env` or `secrets`.
  private record Line(String map, String name, Value value) implements Comparable<Line> {
    private static final Comparator<Line> ORDER =
        Comparator.comparing(Line::map)
            .thenComparing(Line::name)
            .thenComparing(line -> line.value().toString());

    @Override
    public int compareTo(Line other) {
      return ORDER.compare(this, other);
    }
  }

  /// @param containers by `<service>/<container>`
  SharedNames(SortedMap<String, Fields> containers) {
    this.all = containers.size();
    var owners = new TreeMap<Line, List<String>>();
    containers.forEach((id, container) ->
        lines(container)
            .forEach(line -> owners.computeIfAbsent(line, _ -> new ArrayList<>()).add(id)));
    var groups = new TreeMap<String, TreeSet<Line>>();
    var members = new TreeMap<String, List<String>>();
    owners.forEach((line, ids) -> {
      var group = String.join("\n", ids);
      members.put(group, ids);
      groups.computeIfAbsent(group, _ -> new TreeSet<>()).add(line);
    });
    groups.forEach((group, lines) -> block(members.get(group), lines));
  }

  private static List<Line> lines(Fields container) {
    var lines = new ArrayList<Line>();
    for (var map : MAPS) {
      container.fields(map).map().forEach((name, v) -> lines.add(new Line(map, name, v)));
    }
    return lines;
  }

  private void block(List<String> ids, SortedSet<Line> lines) {
    if (lines.size() * (ids.size() - 1) < WORTH + ids.size()) return;
    var name = unused(name(ids, lines));
    var block = Fields.EMPTY;
    for (var line : lines) {
      block = block.with(line.map(), block.fields(line.map()).with(line.name(), line.value()));
    }
    blocks.put(name, block);
    ids.forEach(id -> uses.computeIfAbsent(id, _ -> new ArrayList<>()).add(name));
  }

  SortedMap<String, Fields> blocks() {
    return new TreeMap<>(blocks);
  }

  /// The container with the names of its blocks in the place of what they say.
  Fields using(String id, Fields container) {
    var used = uses.getOrDefault(id, List.of());
    if (used.isEmpty()) return container;
    var rest = container.with("use", Value.texts(used.stream().sorted().toList()));
    for (var map : MAPS) {
      var own = container.fields(map);
      for (var name : used) {
        for (var shared : blocks.get(name).fields(map).map().keySet()) own = own.without(shared);
      }
      rest = own.isEmpty() ? rest.without(map) : rest.with(map, own);
    }
    return rest;
  }

  private String unused(String wish) {
    var name = wish;
    for (int i = 2; blocks.containsKey(name); i++) name = wish + i;
    return name;
  }

  /// After what its names begin with, or after who uses it.
  private String name(List<String> ids, SortedSet<Line> lines) {
    if (ids.size() == all) return "common";
    var words = words(prefix(lines.stream().map(Line::name).toList()));
    if (words.indexOf(' ') > 0) return camel(words);
    var services = new TreeSet<String>();
    ids.forEach(id -> services.add(id.substring(0, id.indexOf('/'))));
    if (services.size() > FEW) return "shared";
    var common = commonPrefix(List.copyOf(services));
    var brief = services.stream().map(s -> words(s.substring(common.length()))).toList();
    return camel(String.join(" and ", brief));
  }

  private static String words(String name) {
    return name.replaceAll("[^A-Za-z0-9]+", " ").strip();
  }

  /// The longest beginning that most of several names share.
  private static String prefix(List<String> names) {
    var best = "";
    for (var name : names) {
      for (int end = name.indexOf('_'); end > 0; end = name.indexOf('_', end + 1)) {
        var prefix = name.substring(0, end + 1);
        long sharing = names.stream().filter(other -> other.startsWith(prefix)).count();
        if (3 * sharing >= 2 * names.size() && prefix.length() > best.length()) best = prefix;
      }
    }
    return best;
  }

  /// What all of several names begin with, up to the end of a word.
  private static String commonPrefix(List<String> names) {
    if (names.size() < 2) return "";
    var prefix = names.getFirst();
    for (var name : names) {
      int same = 0;
      int most = Math.min(prefix.length(), name.length());
      while (same < most && prefix.charAt(same) == name.charAt(same)) same++;
      prefix = prefix.substring(0, same);
    }
    int end = Math.max(prefix.lastIndexOf('_'), prefix.lastIndexOf('-'));
    return prefix.substring(0, end + 1);
  }

  private static String camel(String words) {
    var camel = new StringBuilder();
    for (var word : words.split(" ")) {
      if (word.isEmpty()) continue;
      var lower = word.toLowerCase(Locale.ROOT);
      boolean first = camel.isEmpty();
      camel.append(first ? lower.substring(0, 1) : lower.substring(0, 1).toUpperCase(Locale.ROOT));
      camel.append(lower.substring(1));
    }
    return camel.isEmpty() ? "shared" : camel.toString();
  }
}
