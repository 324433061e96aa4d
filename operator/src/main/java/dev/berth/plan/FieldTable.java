package dev.berth.plan;

import dev.berth.model.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Rows by generalised path: the only place where Berth knows ECS's members by name.
///
/// A generalised path has `[]` for every element: `containerDefinitions[].environment[].value`. The
/// members of a list or a map are looked up as the list or map itself: `command`, `options`.
public final class FieldTable {
  private final SortedMap<String, FieldRow> rows;
  private final SortedMap<String, FieldRow> named;

  private FieldTable(SortedMap<String, FieldRow> rows) {
    this.rows = Collections.unmodifiableSortedMap(rows);
    this.named = new TreeMap<>();
    for (var row : rows.values()) {
      if (row.read() instanceof FieldRow.Read.Named(var name)) named.put(name, row);
    }
  }

  /// Reads rows as [TableText] describes them.
  ///
  /// @param prefix put before every path; ends with a dot, or is empty
  static FieldTable of(String prefix, Field.Consequence consequence, String text) {
    var rows = new TreeMap<String, FieldRow>();
    for (var row : TableText.rows(prefix, consequence, text)) {
      if (rows.put(row.path(), row) != null) {
        throw new IllegalArgumentException("two rows for " + row.path());
      }
    }
    return new FieldTable(rows);
  }

  FieldTable and(FieldTable other) {
    var all = new TreeMap<>(rows);
    for (var row : other.rows.values()) {
      if (all.put(row.path(), row) != null) {
        throw new IllegalArgumentException("two rows for " + row.path());
      }
    }
    return new FieldTable(all);
  }

  /// The same rows one level deeper.
  FieldTable under(String name) {
    var deeper = new TreeMap<String, FieldRow>();
    rows.values().stream()
        .map(row -> row.at(name + "." + row.path()))
        .forEach(row -> deeper.put(row.path(), row));
    return new FieldTable(deeper);
  }

  public Collection<FieldRow> rows() {
    return rows.values();
  }

  public Optional<FieldRow> row(Path path) {
    return row(general(path));
  }

  /// @param general a generalised path
  public Optional<FieldRow> row(String general) {
    var exact = rows.get(bare(general));
    return exact == null ? ofMap(general) : Optional.of(exact);
  }

  /// How the elements of the list at a generalised path are told apart; empty where it is no list
  /// of objects.
  public Optional<Identity> identity(String general) {
    return row(general).flatMap(FieldRow::identity);
  }

  /// The one member of an element beside its identity.
  ///
  /// @param element a generalised path
  Optional<String> single(String element) {
    var identity = identity(element).map(Identity::names).orElse(List.of());
    var values =
        rows.keySet().stream()
            .filter(path -> path.startsWith(element + "."))
            .map(path -> path.substring(element.length() + 1))
            .filter(name -> !identity.contains(name))
            .toList();
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /// The row of a member that ECS answers under another name than it is asked by.
  Optional<FieldRow> answered(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /// The names that members have in answers and in no request.
  public SortedSet<String> renamed() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(named.keySet()));
  }

  public static String general(Path path) {
    var text = new StringBuilder();
    for (var step : path.steps()) {
      switch (step) {
        case Path.Step.Name(var name) -> text.append(text.isEmpty() ? "" : ".").append(name);
        case Path.Step.Element _ -> text.append("[]");
      }
    }
    return text.toString();
  }

  /// The same path, with a free name that has dots in it as one: `dockerLabels.com.example.team`.
  public Path whole(Path path) {
    var steps = path.steps();
    for (int end = 1; end < steps.size(); end++) {
      var map = new Path(steps.subList(0, end));
      var row = rows.get(bare(general(map)));
      if (row == null || !(row.shape() instanceof FieldRow.Shape.Names)) continue;
      return map.field(new Path(steps.subList(end, steps.size())).toString());
    }
    return path;
  }

  /// The names in a map are free, dots included: `dockerLabels.com.example.team`.
  private Optional<FieldRow> ofMap(String general) {
    for (int dot = general.indexOf('.'); dot > 0; dot = general.indexOf('.', dot + 1)) {
      var row = rows.get(general.substring(0, dot));
      if (row != null && row.shape() instanceof FieldRow.Shape.Names) return Optional.of(row);
    }
    return Optional.empty();
  }

  private static String bare(String general) {
    return general.endsWith("[]") ? general.substring(0, general.length() - 2) : general;
  }
}
