package dev.berth.manifest;

import dev.berth.model.Finding;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// The task definition family of each exported service. Each has its own: of those that share one,
/// that of its name or the first keeps it, and each other begins one after its own name.
final class Families {
  private static final String DEFINITION = "taskDefinition";
  private static final String FAMILY = "family";

  private final TreeMap<String, String> keepers = new TreeMap<>();
  private final TreeMap<String, String> begun = new TreeMap<>();
  private final List<Finding> remarks = new ArrayList<>();

  Families(List<LiveService> services) {
    for (var live : services) {
      var name = live.key().name();
      var family = family(live);
      if (family.equals(name)) keepers.put(family, name);
      else keepers.putIfAbsent(family, name);
    }
    var taken = new TreeSet<>(keepers.keySet());
    for (var live : services) {
      if (!keepers.get(family(live)).equals(live.key().name())) begin(live, taken);
    }
  }

  private void begin(LiveService live, TreeSet<String> taken) {
    var name = live.key().name();
    var own = name;
    for (int i = 2; !taken.add(own); i++) own = name + "-" + i;
    begun.put(name, own);
    var family = family(live);
    var sentence =
        "%s and %s share the task definition family %s"
            .formatted(keepers.get(family), name, family);
    var hint = name + " begins the family " + own + " of its own, and the diff shows it";
    remarks.add(Export.remark(FAMILY, sentence, hint));
  }

  List<Finding> remarks() {
    return List.copyOf(remarks);
  }

  /// @param whole with its definition
  Fields own(String name, Fields whole) {
    if (!begun.containsKey(name)) return whole;
    var definition = whole.fields(DEFINITION).with(FAMILY, Value.of(begun.get(name)));
    return whole.with(DEFINITION, definition);
  }

  private static String family(LiveService live) {
    return live.definition().flatMap(read -> read.fields().text(FAMILY)).orElse("");
  }
}
