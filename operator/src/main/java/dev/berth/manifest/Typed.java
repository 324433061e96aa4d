package dev.berth.manifest;

import dev.berth.manifest.Node.Entry;
import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Sequence;
import dev.berth.manifest.Node.Style;
import dev.berth.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Decides what each scalar is: the schema has the first word, its looks the second.
final class Typed {
  /// YAML 1.2's numbers in base ten. Exponents stay small: `1e999999999` would fill the memory.
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,18}(\\.[0-9]{0,18})?([eE][-+]?[0-9]{1,2})?");

  private static final Pattern FLAG = Pattern.compile("true|True|TRUE|false|False|FALSE");

  private Typed() {}

  static Mapping of(Mapping mapping, Shape shape) {
    var typed = new LinkedHashMap<String, Entry>();
    mapping
        .entries()
        .forEach((name, entry) ->
            typed.put(name, new Entry(entry.key(), of(entry.value(), shape.field(name)))));
    return new Mapping(typed, mapping.place());
  }

  private static Node of(Node node, Shape shape) {
    return switch (node) {
      case Scalar scalar -> scalar.as(style(scalar, shape));
      case Mapping mapping -> of(mapping, shape);
      case Sequence(var items, var place) -> {
        var typed = new ArrayList<Node>();
        items.forEach(item -> typed.add(of(item, shape.item())));
        yield new Sequence(typed, place);
      }
    };
  }

  private static Style style(Scalar scalar, Shape shape) {
    if (scalar.absent()) return Style.PLAIN;
    return switch (scalar.style()) {
      case SOURCE, TEXT -> Style.TEXT;
      case PRETENDED, NUMBER, FLAG -> scalar.style();
      case PLAIN, GIVEN -> {
        var looks = looks(scalar);
        yield shape.unknown() || fits(looks, shape) || !shape.allows("string") ? looks : Style.TEXT;
      }
    };
  }

  private static Style looks(Scalar scalar) {
    if (NUMBER.matcher(scalar.text()).matches()) return Style.NUMBER;
    return FLAG.matcher(scalar.text()).matches() ? Style.FLAG : Style.TEXT;
  }

  private static boolean fits(Style style, Shape shape) {
    return switch (style) {
      case NUMBER -> shape.allows("integer") || shape.allows("number");
      case FLAG -> shape.allows("boolean");
      case TEXT, PLAIN, GIVEN, SOURCE, PRETENDED -> shape.allows("string");
    };
  }

  /// The value of a node whose scalars are decided. Explicit nulls are left out.
  static Value value(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar(scalar);
      case Sequence(var items, _) -> Value.items(items.stream().map(Typed::value).toList());
      case Mapping(var entries, _) -> {
        var map = new TreeMap<String, Value>();
        entries.forEach((name, entry) -> {
          if (entry.value() instanceof Scalar scalar && scalar.absent()) return;
          map.put(name, value(entry.value()));
        });
        yield new Value.Fields(map);
      }
    };
  }

  static Value scalar(Scalar scalar) {
    return switch (scalar.style()) {
      case TEXT, SOURCE, PLAIN, GIVEN, PRETENDED -> Value.of(scalar.text());
      case NUMBER -> new Value.Num(new BigDecimal(scalar.text().replaceFirst("^\\+", "")));
      case FLAG -> Value.of(scalar.text().equalsIgnoreCase("true"));
    };
  }
}
