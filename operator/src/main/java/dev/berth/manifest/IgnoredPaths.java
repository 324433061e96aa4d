package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.model.Path;
import dev.berth.plan.FieldTable;
import dev.berth.plan.ScalingFields;
import dev.berth.plan.ServiceFields;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// `ignoreDifferences`: paths as a diff shows them; `[*]` stands for every element.
final class IgnoredPaths {
  private static final String FIELD = "ignoreDifferences";
  private static final Path AT = Document.SPEC.field(FIELD);
  private static final String HINT =
      "write it as the diff does, such as taskDefinition.containerDefinitions[*].image";
  private static final List<String> FREE = List.of("tags", ScalingFields.MEMBER);

  private IgnoredPaths() {}

  static List<Path> of(Mapping spec, Findings findings) {
    var paths = new ArrayList<Path>();
    for (var item : spec.items(FIELD)) {
      var text = item.asScalar().map(Scalar::text).orElse("");
      if (text.isEmpty()) continue;
      try {
        var path = ServiceFields.TABLE.whole(Path.of(text));
        paths.add(path);
        if (!known(path)) {
          var sentence = "there is no field " + text + " to ignore";
          findings.error("unknown-field", item.place(), AT, sentence, hint(path));
        }
      } catch (IllegalArgumentException e) {
        findings.error("wrong-value", item.place(), AT, "this is no path: " + e.getMessage(), HINT);
      }
    }
    return List.copyOf(paths);
  }

  private static boolean known(Path path) {
    if (FREE.contains(path.steps().getFirst().word())) return true;
    var general = FieldTable.general(path);
    if (ServiceFields.TABLE.row(general).filter(row -> !row.dropped()).isPresent()) return true;
    return ServiceFields.TABLE.rows().stream()
        .anyMatch(
            row -> row.path().startsWith(general + ".") || row.path().startsWith(general + "["));
  }

  private static String hint(Path path) {
    var known = new TreeSet<String>();
    ServiceFields.TABLE.rows().stream()
        .filter(row -> !row.dropped())
        .forEach(row -> known.add(row.path().replace("[]", "[*]")));
    var meant = Closest.hint(FieldTable.general(path).replace("[]", "[*]"), known);
    return meant.isEmpty() ? HINT : meant;
  }
}
