package dev.berth.plan;

import dev.berth.model.Value;
import dev.berth.plan.Field.Consequence;
import dev.berth.plan.FieldRow.Clear;
import dev.berth.plan.FieldRow.Gate;
import dev.berth.plan.FieldRow.Holder;
import dev.berth.plan.FieldRow.Kind;
import dev.berth.plan.FieldRow.Order;
import dev.berth.plan.FieldRow.Range;
import dev.berth.plan.FieldRow.Read;
import dev.berth.plan.FieldRow.Shape;
import dev.berth.plan.FieldRow.Start;
import dev.berth.plan.FieldRow.Unstated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The text of a field table. A heading `path: Page` begins the members of one object (`:` alone is
/// the top) and names its page in the ECS API reference; a row is
///
/// `path | shape | unstated | range | rules`
///
/// - shape: `text`, `number`, `flag`; `list of text`, `set of text`; `map of text`; `set by name`,
///   `list by name` (objects with this identity); `group`, `group if enabled` (a flag of its own),
///   `group beside strategy=LINEAR` (a sibling's value); `document` (any JSON); `dropped`
/// - unstated: a literal (of a set: its words in order), `200 or 100 of DAEMON`, `0 if member`
///   (where that member is), `=member` (the value of that member), `host port`
/// - range: `2..120`, `0..`, `A,B,C`, or a pattern after `~`
/// - rules: `place`, `roll` or `replace` (the consequence, where it is not the table's); `force`
///   (with forceNewDeployment); `same=role`; `clear=list|off|never`; `read=primary` or
///   `read=itsOtherName`; `others` (may own it), `others=unlessThatMember`
final class TableText {
  private final Consequence consequence;
  private final List<FieldRow> rows = new ArrayList<>();
  private String prefix;
  private String page = "";

  private TableText(Consequence consequence) {
    this.consequence = consequence;
  }

  static List<FieldRow> rows(String prefix, Consequence consequence, String text) {
    var reader = new TableText(consequence);
    reader.prefix = prefix;
    for (var line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      if (line.indexOf('|') < 0) reader.heading(prefix, line);
      else reader.rows.add(reader.row(line));
    }
    return reader.rows;
  }

  private void heading(String top, String line) {
    int colon = line.indexOf(':');
    prefix = colon == 0 ? top : top + line.substring(0, colon) + ".";
    page = line.substring(colon + 1).strip();
  }

  private FieldRow row(String line) {
    var cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
    if (cells.size() != 5) throw new IllegalArgumentException("not a row of 5 cells: " + line);
    var shape = shape(cells.get(1));
    var rules = List.of(cells.get(4).split(" +"));
    return new FieldRow(
        prefix + cells.get(0),
        shape,
        unstated(cells.get(2), shape),
        range(cells.get(3)),
        rule(rules, "same").map(w -> Sameness.valueOf(upper(w))).orElse(Sameness.VERBATIM),
        clear(rules, shape),
        consequence(rules),
        rules.contains("force") ? Start.FORCED : Start.BY_ITSELF,
        read(rules),
        holder(rules),
        page);
  }

  private static Shape shape(String cell) {
    var words = cell.split(" ", 3);
    return switch (words[0]) {
      case "text", "number", "flag" -> new Shape.One(Kind.valueOf(upper(cell)));
      case "map" -> new Shape.Names();
      case "document" -> new Shape.Document();
      case "dropped" -> new Shape.Dropped();
      case "group" -> new Shape.Group(gate(words));
      case "list", "set" ->
          words[1].equals("of")
              ? new Shape.Many(Order.valueOf(upper(words[0])), Kind.valueOf(upper(words[2])))
              : new Shape.Elements(Order.valueOf(upper(words[0])), Identity.parse(words[2]));
      default -> throw new IllegalArgumentException("no shape: " + cell);
    };
  }

  private static Gate gate(String[] words) {
    if (words.length < 3) return new Gate.Open();
    if (words[1].equals("if")) return new Gate.Own(words[2]);
    int equals = words[2].indexOf('=');
    return new Gate.Beside(words[2].substring(0, equals), words[2].substring(equals + 1));
  }

  private static Unstated unstated(String cell, Shape shape) {
    if (cell.isEmpty()) return new Unstated.Nothing();
    if (cell.equals("host port")) return new Unstated.HostPort();
    if (cell.startsWith("=")) return new Unstated.Sibling(cell.substring(1));
    int daemon = cell.indexOf(" of DAEMON");
    if (daemon > 0) {
      var both = cell.substring(0, daemon).split(" or ");
      return new Unstated.Scheduled(literal(both[0], shape), literal(both[1], shape));
    }
    int condition = cell.indexOf(" if ");
    if (condition < 0) return new Unstated.Literal(literal(cell, shape));
    var value = literal(cell.substring(0, condition), shape);
    return new Unstated.Beside(value, cell.substring(condition + " if ".length()));
  }

  private static Value literal(String cell, Shape shape) {
    return switch (shape) {
      case Shape.One(var kind) -> scalar(cell, kind);
      case Shape.Many(_, var kind) ->
          Value.items(Stream.of(cell.split(",")).map(word -> scalar(word, kind)).toList());
      case Shape.Names _, Shape.Document _, Shape.Elements _, Shape.Group _, Shape.Dropped _ ->
          throw new IllegalArgumentException("a default for an object: " + cell);
    };
  }

  private static Value scalar(String cell, Kind kind) {
    return switch (kind) {
      case TEXT -> Value.of(cell);
      case NUMBER -> Value.of(Long.parseLong(cell));
      case FLAG -> Value.of(cell.equals("true"));
    };
  }

  private static Range range(String cell) {
    if (cell.isEmpty()) return new Range.Any();
    if (cell.startsWith("~")) return new Range.Matching(cell.substring(1));
    int dots = cell.indexOf("..");
    if (dots < 0) return new Range.OneOf(List.of(cell.split(",")));
    return new Range.Between(number(cell.substring(0, dots)), number(cell.substring(dots + 2)));
  }

  private static Optional<Integer> number(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(text));
  }

  private static Clear clear(List<String> rules, Shape shape) {
    var said = rule(rules, "clear");
    if (said.isEmpty()) {
      return shape instanceof Shape.Many || shape instanceof Shape.Elements
          ? Clear.EMPTY_LIST
          : Clear.DEFAULT;
    }
    return switch (said.get()) {
      case "list" -> Clear.EMPTY_LIST;
      case "off" -> Clear.OFF;
      case "never" -> Clear.IMPOSSIBLE;
      default -> throw new IllegalArgumentException("no way to clear: " + said.get());
    };
  }

  private Consequence consequence(List<String> rules) {
    if (rules.contains("place")) return new Consequence.InPlace();
    if (rules.contains("roll")) return new Consequence.NewDeployment();
    if (rules.contains("replace")) return new Consequence.Replace();
    return consequence;
  }

  private static Read read(List<String> rules) {
    var said = rule(rules, "read");
    if (said.isEmpty()) return new Read.Itself();
    return said.get().equals("primary") ? new Read.Primary() : new Read.Named(said.get());
  }

  private static Holder holder(List<String> rules) {
    if (rules.contains("others")) return new Holder.Others(Optional.empty());
    var unless = rule(rules, "others");
    return unless.isPresent() ? new Holder.Others(unless) : new Holder.Manifest();
  }

  private static Optional<String> rule(List<String> rules, String name) {
    return rules.stream()
        .filter(rule -> rule.startsWith(name + "="))
        .map(rule -> rule.substring(name.length() + 1))
        .findFirst();
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
