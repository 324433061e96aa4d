package dev.berth.manifest;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Sequence;
import dev.berth.manifest.Node.Style;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Json;
import dev.berth.model.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Holds a document against its kind's schema and says what is wrong where it was written.
final class SchemaCheck {
  private static final List<String> UNKNOWN =
      List.of("additionalProperties", "unevaluatedProperties");

  /// What is read before any schema is, and told in better words.
  private static final List<Path> TOLD =
      List.of(Path.ROOT.field("apiVersion"), Document.SPEC.field("parameters"));

  private static final List<String> JOINS = List.of("anyOf", "oneOf", "allOf", "$ref", "not", "if");

  private final Schemas schemas;
  private final Mapping document;
  private final Findings findings;

  private SchemaCheck(Schemas schemas, Mapping document, Findings findings) {
    this.schemas = schemas;
    this.document = document;
    this.findings = findings;
  }

  /// The document with its scalars decided.
  static Mapping typed(Kind kind, Mapping document, Findings findings) {
    var schemas = Schemas.of(kind);
    var saying = Pasted.saying(document, schemas.shape(), Path.ROOT, findings);
    var typed = Typed.of(saying, schemas.shape());
    var check = new SchemaCheck(schemas, typed, findings);
    var text = Json.compact(Typed.value(typed));
    schemas.schema().validate(text, InputFormat.JSON).forEach(check::tell);
    return typed;
  }

  /// A place in the document: what stands there, its path, where it was written, what may stand
  /// there.
  private record Spot(Node node, Path path, Origin origin, Shape shape) {
    Spot step(Object step) {
      if (node instanceof Mapping mapping && step instanceof String name) {
        var value = mapping.entries().get(name).value();
        return new Spot(value, path.field(name), mapping.where(name), shape.field(name));
      }
      int index = ((Number) step).intValue();
      var item = ((Sequence) node).items().get(index);
      var at = IdentityKeys.element(path, item, index);
      return new Spot(item, at, item.place(), shape.item());
    }
  }

  private Spot spot(Error error) {
    var spot = new Spot(document, Path.ROOT, document.place(), schemas.shape());
    var location = error.getInstanceLocation();
    for (int i = 0; i < location.getNameCount(); i++) {
      var element = location.getElement(i);
      spot = spot.step(element);
    }
    return spot;
  }

  private void tell(Error error) {
    var spot = spot(error);
    var keyword = error.getKeyword();
    if (spot.node() instanceof Scalar scalar && scalar.style() == Style.PRETENDED) return;
    if (TOLD.stream().anyMatch(spot.path()::startsWith)) return;
    if (UNKNOWN.contains(keyword)) {
      unknown(spot, error.getProperty());
    } else if (keyword.equals("required")) {
      if (error.getProperty().equals("apiVersion")) return;
      var sentence = "`" + error.getProperty() + "` is missing";
      var path = spot.path().field(error.getProperty());
      findings.error("missing-field", spot.origin(), path, sentence, "");
    } else if (!fits(spot)) {
      wrongType(spot);
    } else if (keyword.equals("enum") || keyword.equals("const")) {
      var sentence = "`" + words(spot.node()) + "` is none of the words for this";
      var hint = Closest.hint(words(spot.node()), spot.shape().words());
      findings.error("wrong-value", spot.origin(), spot.path(), sentence, hint);
    } else if (!JOINS.contains(keyword) && !keyword.equals("type")) {
      range(spot, keyword, error.getSchemaNode());
    }
  }

  private void unknown(Spot spot, String name) {
    var origin = ((Mapping) spot.node()).where(name);
    var hint = Closest.hint(name, spot.shape().names());
    var sentence = "there is no field `" + name + "` here";
    findings.error("unknown-field", origin, spot.path().field(name), sentence, hint);
  }

  private static boolean fits(Spot spot) {
    if (spot.shape().unknown()) return true;
    return switch (spot.node()) {
      case Mapping _ -> spot.shape().allows("object");
      case Sequence _ -> spot.shape().allows("array");
      case Scalar scalar ->
          switch (scalar.style()) {
            case NUMBER ->
                spot.shape().allows("number")
                    || spot.shape().allows("integer") && whole(scalar.text());
            case FLAG -> spot.shape().allows("boolean");
            case PRETENDED -> true;
            case TEXT, SOURCE, PLAIN, GIVEN -> spot.shape().allows("string");
          };
    };
  }

  private static boolean whole(String number) {
    return new java.math.BigDecimal(number).stripTrailingZeros().scale() <= 0;
  }

  private void wrongType(Spot spot) {
    var sentence =
        "this is " + kind(spot.node()) + ", and " + expected(spot.shape()) + " belongs here";
    findings.error("wrong-type", spot.origin(), spot.path(), sentence, "");
  }

  private static String kind(Node node) {
    return switch (node) {
      case Mapping _ -> "a mapping";
      case Sequence _ -> "a list";
      case Scalar scalar ->
          switch (scalar.style()) {
            case NUMBER -> "the number " + scalar.text();
            case FLAG -> "a flag";
            case TEXT, SOURCE, PLAIN, GIVEN, PRETENDED ->
                scalar.text().isEmpty() ? "empty" : "the text `" + shortened(scalar.text()) + "`";
          };
    };
  }

  private static String expected(Shape shape) {
    var words = new java.util.ArrayList<String>();
    if (shape.allows("object")) words.add("a mapping");
    if (shape.allows("array")) words.add("a list");
    if (shape.allows("string")) words.add("a text");
    if (shape.allows("number")) words.add("a number");
    else if (shape.allows("integer")) words.add("a whole number");
    if (shape.allows("boolean")) words.add("true or false");
    return String.join(" or ", words);
  }

  private void range(Spot spot, String keyword, JsonNode limit) {
    var what = "`" + shortened(words(spot.node())) + "`";
    var bound = limit.isString() ? limit.asString() : limit.toString();
    var sentence =
        switch (keyword) {
          case "minimum" -> what + " is less than " + bound;
          case "maximum" -> what + " is more than " + bound;
          case "minLength" -> what + " is shorter than " + bound;
          case "maxLength" -> what + " is longer than " + bound;
          case "minItems" -> "this has fewer than " + bound + " elements";
          case "maxItems" -> "this has more than " + bound + " elements";
          case "pattern" -> what + " is not of the form " + bound;
          default -> what + " breaks the schema's rule " + keyword + " " + bound;
        };
    findings.error("wrong-value", spot.origin(), spot.path(), sentence, "");
  }

  private static String words(Node node) {
    return node instanceof Scalar scalar ? scalar.text() : kind(node);
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
