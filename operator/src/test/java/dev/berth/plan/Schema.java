package dev.berth.plan;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Words of JSON Schema.
final class Schema {
  /// A scalar of another type may be written as a text with a parameter in it. The parser fills
  /// parameters in before it validates.
  static final Fields PARAMETER =
      described(text().with("pattern", Value.of("\\$\\{")), "A parameter: ${name}.");

  private static final Pattern FRACTION =
      Pattern.compile(".*(Percent|targetValue|metricInterval(Lower|Upper)Bound)");

  private Schema() {}

  static Fields type(String type) {
    return Fields.EMPTY.with("type", Value.of(type));
  }

  static Fields text() {
    return type("string");
  }

  static Fields pattern(String pattern) {
    return text().with("pattern", Value.of(pattern));
  }

  static Fields words(List<String> words) {
    return text().with("enum", Value.texts(words));
  }

  static Fields array(Fields items) {
    return type("array").with("items", items);
  }

  static Fields map(Fields values) {
    return type("object").with("additionalProperties", values);
  }

  static Fields any(Fields... options) {
    return Fields.EMPTY.with("anyOf", Value.items(List.of(options)));
  }

  static Fields ref(String name) {
    return Fields.EMPTY.with("$ref", Value.of("#/$defs/" + name));
  }

  static Fields object(TreeMap<String, Value> properties, List<String> required) {
    var object =
        type("object")
            .with("additionalProperties", Value.of(false))
            .with("properties", new Fields(properties));
    return required.isEmpty() ? object : object.with("required", Value.texts(required));
  }

  /// Name, schema, name, schema ...
  static TreeMap<String, Value> properties(Object... pairs) {
    var properties = new TreeMap<String, Value>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put((String) pairs[i], (Value) pairs[i + 1]);
    }
    return properties;
  }

  static Fields described(Fields schema, String text) {
    return text.isEmpty() ? schema : schema.with("description", Value.of(text));
  }

  /// What a row allows, and what it says about itself.
  static Fields row(FieldRow row) {
    var schema =
        switch (row.shape()) {
          case FieldRow.Shape.One(var kind) -> scalar(kind, row);
          case FieldRow.Shape.Many(_, var kind) -> array(scalar(kind, row));
          case FieldRow.Shape.Names _ -> map(text());
          case FieldRow.Shape.Document _ -> any(type("object"), text());
          case FieldRow.Shape.Elements _, FieldRow.Shape.Group _, FieldRow.Shape.Dropped _ ->
              Fields.EMPTY;
        };
    return described(schema, description(row));
  }

  private static Fields scalar(FieldRow.Kind kind, FieldRow row) {
    if (row.sameness() == Sameness.CPU) return size("([vV][cC][pP][uU])");
    if (row.sameness() == Sameness.MEMORY) return size("([gG][bB])");
    var bare =
        switch (kind) {
          case TEXT -> text();
          case FLAG -> type("boolean");
          case NUMBER -> type(FRACTION.matcher(row.path()).matches() ? "number" : "integer");
        };
    var ranged =
        switch (row.range()) {
          case FieldRow.Range.Any _ -> bare;
          case FieldRow.Range.Between(var low, var high) -> {
            var limited = bare;
            if (low.isPresent()) limited = limited.with("minimum", number(low.get()));
            if (high.isPresent()) limited = limited.with("maximum", number(high.get()));
            yield limited;
          }
          case FieldRow.Range.OneOf(var words) -> bare.with("enum", Value.texts(words));
          case FieldRow.Range.Matching(var pattern) ->
              bare.with("pattern", Value.of("^(" + pattern + ")$"));
        };
    return ranged.equals(text()) ? ranged : any(ranged, ref("parameter"));
  }

  private static Fields size(String unit) {
    return any(
        type("integer").with("minimum", Value.of(0)),
        pattern("^([0-9]+|[0-9]*\\.?[0-9]+ ?" + unit + ")$"),
        ref("parameter"));
  }

  private static Value number(int number) {
    return new Value.Num(BigDecimal.valueOf(number));
  }

  private static String description(FieldRow row) {
    return Stream.of(unstated(row), consequence(row), identity(row), page(row))
        .filter(sentence -> !sentence.isEmpty())
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  private static String unstated(FieldRow row) {
    if (row.holder() instanceof FieldRow.Holder.Others) {
      return "Left alone when unstated.";
    }
    return switch (row.unstated()) {
      case FieldRow.Unstated.Nothing _ -> "";
      case FieldRow.Unstated.Literal(var value) -> "Unstated: " + Words.of(value) + ".";
      case FieldRow.Unstated.Scheduled(var replica, var daemon) ->
          "Unstated: " + Words.of(replica) + ", or " + Words.of(daemon) + " of a DAEMON service.";
      case FieldRow.Unstated.Beside(var value, var member) ->
          "Unstated: " + Words.of(value) + " beside " + member + ".";
      case FieldRow.Unstated.Sibling(var name) -> "Unstated: the same as " + name + ".";
      case FieldRow.Unstated.HostPort _ -> "Unstated: the same as containerPort.";
    };
  }

  private static String consequence(FieldRow row) {
    return switch (row.consequence()) {
      case Field.Consequence.InPlace _ -> "A change is made in place.";
      case Field.Consequence.NewDeployment _ -> "A change starts a new deployment.";
      case Field.Consequence.Replace _ ->
          row.path().startsWith(ScalingFields.MEMBER)
              ? "A change replaces it."
              : "A change replaces the service.";
      case Field.Consequence.RunAgain _ -> "A change makes it run again.";
      case Field.Consequence.Ignored(var why) -> "Not compared: " + why + ".";
    };
  }

  private static String identity(FieldRow row) {
    return row.identity()
        .map(identity -> "Elements are told apart by " + String.join(", ", identity.names()) + ".")
        .orElse("");
  }

  private static String page(FieldRow row) {
    return row.source();
  }
}
