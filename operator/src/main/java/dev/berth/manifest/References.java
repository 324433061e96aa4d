package dev.berth.manifest;

import dev.berth.manifest.Node.Entry;
import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Sequence;
import dev.berth.manifest.Node.Style;
import dev.berth.model.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts parameters in the place of `${name}`; `$${name}` is the literal text `${name}`.
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$?)\\{([^}]*)(}?)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private final SortedMap<String, String> values;
  private final SortedSet<String> pretended;
  private final Findings findings;

  /// @param pretended names of values that stand for themselves
  References(SortedMap<String, String> values, SortedSet<String> pretended, Findings findings) {
    this.values = new TreeMap<>(values);
    this.pretended = new TreeSet<>(pretended);
    this.findings = findings;
  }

  /// What every parameter stands for.
  SortedMap<String, String> values() {
    return new TreeMap<>(values);
  }

  /// Whether a parameter's value is one that nobody knows.
  boolean pretends(String name) {
    return pretended.contains(name);
  }

  References telling(Findings others) {
    return new References(values, pretended, others);
  }

  /// A text with each reference replaced.
  static String replaced(String text, Function<String, String> value) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                found.group(1).isEmpty()
                    ? value.apply(found.group(2))
                    : found.group().substring(1)));
  }

  Mapping fill(Mapping mapping, Path path) {
    var filled = new LinkedHashMap<String, Entry>();
    mapping
        .entries()
        .forEach((name, entry) ->
            filled.put(name, new Entry(entry.key(), fill(entry.value(), path.field(name)))));
    return new Mapping(filled, mapping.place());
  }

  Node fill(Node node, Path path) {
    return switch (node) {
      case Scalar scalar -> scalar(scalar, path);
      case Mapping mapping -> fill(mapping, path);
      case Sequence(var items, var place) -> {
        var filled = new ArrayList<Node>();
        for (int i = 0; i < items.size(); i++) {
          filled.add(fill(items.get(i), IdentityKeys.element(path, items.get(i), i)));
        }
        yield new Sequence(filled, place);
      }
    };
  }

  private Scalar scalar(Scalar scalar, Path path) {
    if (scalar.text().indexOf("${") < 0) return scalar;
    var names = new TreeSet<String>();
    boolean sound = true;
    for (var found : REFERENCE.matcher(scalar.text()).results().toList()) {
      if (!found.group(1).isEmpty()) continue;
      var name = found.group(2);
      names.add(name);
      if (!found.group(3).isEmpty() && values.containsKey(name)) continue;
      sound = false;
      complain(scalar, path, name, found.group());
    }
    if (!sound) return scalar.as(Style.PRETENDED);
    var text = replaced(scalar.text(), values::get);
    return new Scalar(text, style(scalar, names), List.copyOf(names), scalar.place());
  }

  private Style style(Scalar scalar, TreeSet<String> names) {
    if (names.stream().anyMatch(pretended::contains)) return Style.PRETENDED;
    if (scalar.style() == Style.SOURCE) return Style.SOURCE;
    return scalar.text().matches("\\$\\{[^}]*}") ? Style.GIVEN : Style.TEXT;
  }

  private void complain(Scalar scalar, Path path, String name, String written) {
    if (NAME.matcher(name).matches() && written.endsWith("}")) {
      var hint = Closest.hint(name, values.keySet());
      var sentence = "there is no parameter " + name;
      findings.error("unknown-parameter", scalar.place(), path, sentence, hint);
      return;
    }
    var sentence = "`" + written + "` is no reference to a parameter";
    findings.error(
        "bad-reference", scalar.place(), path, sentence, "write $" + written + " for that text");
  }
}
