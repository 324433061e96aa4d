package dev.berth.model;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// A [Value] as JSON text, and back.
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// @throws IllegalArgumentException when the text is no JSON, with where and why
  public static Value parse(String text) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return value(parser);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /// One line, names sorted.
  public static String compact(Value value) {
    var out = new StringWriter();
    try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(value, generator);
    }
    return out.toString();
  }

  /// Indented, names sorted, no newline at the end.
  public static String pretty(Value value) {
    var out = new StringWriter();
    var context =
        new ObjectWriteContext.Base() {
          @Override
          public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }

          @Override
          public boolean hasPrettyPrinter() {
            return true;
          }
        };
    try (var generator = FACTORY.createGenerator(context, out)) {
      write(value, generator);
    }
    return out.toString();
  }

  private static Value value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser);
      case START_ARRAY -> items(parser);
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Num(parser.getDecimalValue());
      case VALUE_NULL -> Value.of("");
      case null, default -> Value.of(parser.getString());
    };
  }

  private static Value fields(JsonParser parser) {
    var map = new TreeMap<String, Value>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) continue;
      map.put(name, value(parser));
    }
    return new Value.Fields(map);
  }

  private static Value items(JsonParser parser) {
    var list = new ArrayList<Value>();
    while (parser.nextToken() != JsonToken.END_ARRAY) list.add(value(parser));
    return new Value.Items(list);
  }

  private static void write(Value value, JsonGenerator generator) {
    switch (value) {
      case Value.Text(var text) -> generator.writeString(text);
      case Value.Num(var number) -> write(number, generator);
      case Value.Flag(var on) -> generator.writeBoolean(on);
      case Value.Items(var items) -> {
        generator.writeStartArray();
        items.forEach(item -> write(item, generator));
        generator.writeEndArray();
      }
      case Value.Fields(var map) -> {
        generator.writeStartObject();
        map.forEach((name, item) -> {
          generator.writeName(name);
          write(item, generator);
        });
        generator.writeEndObject();
      }
    }
  }

  private static void write(BigDecimal number, JsonGenerator generator) {
    if (number.scale() <= 0) generator.writeNumber(number.toBigIntegerExact());
    else generator.writeNumber(number);
  }
}
