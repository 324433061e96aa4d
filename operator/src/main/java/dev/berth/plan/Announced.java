package dev.berth.plan;

import dev.berth.model.ResourceKey.Kind;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Field.Consequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a saved plan lets be done to one resource, now or behind a gate: the verdict that it told,
/// with the fields that it told. Marks are Berth's memory and free.
final class Announced {
  static final String CREATE = "create";
  static final String UPDATE = "update";
  static final String REPLACE = "replace";
  static final String RESTART = "restart";
  static final String ADOPT = "adopt";
  static final String DELETE = "delete";
  static final String KEEP = "keep";
  static final String BLOCKED = "blocked";

  private static final Predicate<Field> IN_PLACE =
      field -> field.consequence() instanceof Consequence.InPlace;

  private final Fields item;

  Announced(Fields item) {
    this.item = item;
  }

  static String verdict(Change change) {
    return switch (change) {
      case Change.Create _ -> CREATE;
      case Change.Update _ -> UPDATE;
      case Change.Replace _ -> REPLACE;
      case Change.Restart _ -> RESTART;
      case Change.Adopt _ -> ADOPT;
      case Change.Delete _ -> DELETE;
      case Change.Keep _ -> KEEP;
      case Change.Waiting(var then, _) -> verdict(then);
      // Beyond the limit: an approval names these very services.
      case Change.Blocked(Change.Delete _, _) -> DELETE;
      case Change.Blocked _ -> BLOCKED;
    };
  }

  /// What is written of a change; of blocked content only what needs no roll-out.
  static List<Fields> fields(Change change) {
    return change instanceof Change.Blocked(var then, _)
        ? told(then, IN_PLACE)
        : told(change, _ -> true);
  }

  private static List<Fields> told(Change change, Predicate<Field> which) {
    return differing(change).stream()
        .filter(field -> !field.ignored())
        .filter(which)
        .map(Announced::field)
        .toList();
  }

  private static List<Field> differing(Change change) {
    return switch (change) {
      case Change.Update(_, _, var fields) -> fields;
      case Change.Replace(_, _, var fields) -> fields;
      // What differs is put right once the service is ours.
      case Change.Adopt(_, _, var fields) -> fields;
      case Change.Waiting(var then, _) -> differing(then);
      case Change.Blocked(var then, _) -> differing(then);
      case Change.Create _, Change.Restart _, Change.Delete _, Change.Keep _ -> List.of();
    };
  }

  private static Fields field(Field field) {
    var whole = side(side(Fields.EMPTY, "from", field.from()), "to", field.to());
    var told = Fields.EMPTY.with("path", Value.of(field.path().toString()));
    var from = field.from().map(value -> Hidden.in(field.path(), value));
    var to = field.to().map(value -> Hidden.in(field.path(), value));
    return side(side(told, "from", from), "to", to).with("digest", Value.of(Digest.of(whole)));
  }

  private static Fields side(Fields told, String name, Optional<Value> value) {
    return value.map(v -> told.with(name, v)).orElse(told);
  }

  String verdict() {
    return item.text("verdict").orElse("");
  }

  /// What would be done now and was not announced, in words.
  ///
  /// @param actions of this change's key
  /// @param follows whether a restart follows from what was announced for another resource
  List<String> beyond(Change now, List<Action> actions, boolean follows) {
    return actions.isEmpty() ? List.of() : beyond(now, follows);
  }

  /// Whether what a change comes to, once nothing holds it, was announced.
  boolean announces(Change now, boolean follows) {
    if (now instanceof Change.Waiting(var then, _)) return announces(then, follows);
    return beyond(now, follows).isEmpty();
  }

  private List<String> beyond(Change now, boolean follows) {
    return switch (now) {
      case Change.Keep _ -> List.of();
      case Change.Create _ -> unless("it would be created", CREATE, REPLACE);
      case Change.Replace _ -> all(unless("it would be replaced", REPLACE), now);
      case Change.Update _ -> strange(fields(now));
      case Change.Restart(var want, _, var because) when want.key().kind() == Kind.JOB ->
          unless("it would run: " + because, CREATE, UPDATE, RESTART);
      case Change.Restart(_, _, var because) ->
          follows ? List.of() : unless("it would be restarted: " + because, RESTART);
      case Change.Adopt _ -> unless("it would be adopted", ADOPT);
      case Change.Delete _ -> unless("it would be deleted", DELETE);
      case Change.Waiting(var then, _) -> strange(told(then, IN_PLACE));
      case Change.Blocked _ -> strange(fields(now));
    };
  }

  private List<String> all(List<String> verdict, Change now) {
    var lines = new ArrayList<>(verdict);
    lines.addAll(strange(fields(now)));
    return lines;
  }

  private List<String> unless(String words, String... verdicts) {
    return List.of(verdicts).contains(verdict()) ? List.of() : List.of(words);
  }

  /// Fields that were not announced, or from or to another value.
  private List<String> strange(List<Fields> fields) {
    var known = new TreeSet<String>();
    item.each("fields").forEach(field -> known.add(mark(field)));
    return fields.stream()
        .filter(field -> !known.contains(mark(field)))
        .map(Announced::words)
        .toList();
  }

  private static String mark(Fields field) {
    return field.text("path").orElse("") + " " + field.text("digest").orElse("");
  }

  private static String words(Fields field) {
    return "%s: %s → %s"
        .formatted(field.text("path").orElse(""), words(field, "from"), words(field, "to"));
  }

  private static String words(Fields field, String side) {
    return field.at(side).map(Words::shown).orElse("default");
  }
}
