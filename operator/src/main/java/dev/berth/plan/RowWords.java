package dev.berth.plan;

import dev.berth.plan.FieldRow.Clear;
import dev.berth.plan.FieldRow.Holder;
import dev.berth.plan.FieldRow.Order;
import dev.berth.plan.FieldRow.Range;
import dev.berth.plan.FieldRow.Read;
import dev.berth.plan.FieldRow.Shape;
import dev.berth.plan.FieldRow.Start;
import dev.berth.plan.FieldRow.Unstated;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/// A row of the tables in words.
final class RowWords {
  private RowWords() {}

  static SequencedMap<String, String> of(FieldRow row) {
    var words = new LinkedHashMap<String, String>();
    boolean definition = row.path().startsWith(ServiceFields.DEFINITION + ".");
    words.put("member", row.path() + ": " + shape(row.shape()));
    words.put("default", unstated(row.unstated()));
    words.put("legal", range(row.range()));
    words.put("same as", same(row.sameness()));
    words.put("read from", read(row.read()));
    words.put("cleared", definition ? "by a new revision without it" : clear(row.clear()));
    words.put("decides", holder(row.holder()));
    words.put("price", PlanView.words(row.consequence()) + start(row.start()));
    words.put("source", row.source());
    return words;
  }

  private static String shape(Shape shape) {
    return switch (shape) {
      case Shape.One(var kind) -> lower(kind);
      case Shape.Many(var order, var kind) -> "a " + lower(order) + " of " + lower(kind) + "s";
      case Shape.Names() -> "texts by name";
      case Shape.Document() -> "a text that holds JSON";
      case Shape.Elements(var order, var identity) ->
          "a %s of objects, told apart by %s%s"
              .formatted(
                  lower(order),
                  String.join(", ", identity.names()),
                  order == Order.SET ? "; in any order" : "");
      case Shape.Group _ -> "an object";
      case Shape.Dropped() -> "not compared";
    };
  }

  private static String unstated(Unstated unstated) {
    return switch (unstated) {
      case Unstated.Nothing() -> "none";
      case Unstated.Literal(var value) -> Words.shown(value);
      case Unstated.Beside(var value, var member) ->
          Words.shown(value) + ", where " + member + " is stated";
      case Unstated.Scheduled(var replica, var daemon) ->
          Words.shown(replica) + "; " + Words.shown(daemon) + " for a DAEMON";
      case Unstated.Sibling(var name) -> "what " + name + " is";
      case Unstated.HostPort() -> "the container's port, or 0 on a bridge";
    };
  }

  private static String range(Range range) {
    return switch (range) {
      case Range.Any() -> "anything that ECS takes";
      case Range.Between(var low, var high) ->
          low.map(String::valueOf).orElse("") + " to " + high.map(String::valueOf).orElse("any");
      case Range.OneOf(var all) -> String.join(", ", all);
      case Range.Matching(var pattern) -> "of the form " + pattern;
    };
  }

  private static String same(Sameness sameness) {
    return switch (sameness) {
      case VERBATIM -> "only itself";
      case ROLE -> "a role's name, or its ARN";
      case LOWER, UPPER -> "any case of it";
      case PLACE -> "host or instanceId, in any case";
      case CPU -> "units, or vCPU: 1024, 1 vCPU";
      case MEMORY -> "MiB, or GB: 2048, 2 GB";
      case TIME -> "the same moment, however it is written";
    };
  }

  private static String read(Read read) {
    return switch (read) {
      case Read.Itself() -> "the member itself";
      case Read.Primary() -> "the PRIMARY deployment";
      case Read.Named(var name) -> name;
    };
  }

  private static String clear(Clear clear) {
    return switch (clear) {
      case DEFAULT -> "by sending the default, as ECS reads a missing member as unchanged";
      case EMPTY_LIST -> "by sending an empty list";
      case OFF -> "by sending {enabled: false}";
      case IMPOSSIBLE -> "never: ECS keeps what it has";
    };
  }

  private static String holder(Holder holder) {
    return switch (holder) {
      case Holder.Manifest() -> "the manifest, also by leaving it out";
      case Holder.Others(var unless) ->
          "others, where the manifest leaves it out"
              + unless.map(member -> " and " + member).orElse("");
    };
  }

  private static String start(Start start) {
    return switch (start) {
      case BY_ITSELF -> "";
      case FORCED -> ", asked for with forceNewDeployment";
    };
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
