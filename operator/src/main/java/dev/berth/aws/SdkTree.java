package dev.berth.aws;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/// The SDK's shapes as a tree of plain data, and back: the names are those of the wire.
///
/// An enum is its text, also one that the SDK does not know. A point of time is the number of
/// seconds since 1970, as AWS JSON writes it. Bytes are base64. What is absent is absent; an empty
/// list that was sent or received is an empty list.
public final class SdkTree {
  private static final int NANOS = 9;

  private SdkTree() {}

  public static Fields read(SdkPojo shape) {
    var map = new TreeMap<String, Value>();
    for (var field : shape.sdkFields()) {
      var value = field.getValueOrDefault(shape);
      if (present(value)) map.put(field.locationName(), value(value));
    }
    return new Fields(map);
  }

  /// @throws IllegalArgumentException names the path of a field that the shape does not have, or
  ///   whose value is of another type
  public static <B extends SdkPojo & SdkBuilder<B, T>, T> T build(B builder, Fields fields) {
    fill(builder, fields, Path.ROOT);
    return builder.build();
  }

  /// The SDK marks a list or a map that was not there with a type of its own.
  private static boolean present(Object value) {
    return value != null
        && !(value instanceof SdkAutoConstructList<?>)
        && !(value instanceof SdkAutoConstructMap<?, ?>);
  }

  private static Value value(Object value) {
    return switch (value) {
      case String text -> Value.of(text);
      case Boolean on -> Value.of(on);
      case Number number -> new Value.Num(new BigDecimal(number.toString()));
      case Instant time -> new Value.Num(seconds(time));
      case SdkBytes bytes -> Value.of(Base64.getEncoder().encodeToString(bytes.asByteArray()));
      case Document document -> SdkDocuments.value(document);
      case SdkPojo shape -> read(shape);
      case List<?> list -> items(list);
      case Map<?, ?> map -> fields(map);
      default -> throw new IllegalArgumentException("no value for a " + value.getClass());
    };
  }

  private static Value items(List<?> list) {
    var items = new ArrayList<Value>();
    for (var item : list) {
      if (item != null) items.add(value(item));
    }
    return new Value.Items(items);
  }

  private static Value fields(Map<?, ?> map) {
    var fields = new TreeMap<String, Value>();
    map.forEach((name, item) -> {
      if (item != null) fields.put(name.toString(), value(item));
    });
    return new Fields(fields);
  }

  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), NANOS));
  }

  private static void fill(SdkPojo builder, Fields fields, Path at) {
    var known = new TreeMap<String, SdkField<?>>();
    for (var field : builder.sdkFields()) known.put(field.locationName(), field);
    fields
        .map()
        .forEach((name, value) -> {
          var path = at.field(name);
          var field = known.get(name);
          if (field == null) throw new IllegalArgumentException(path + ": ECS has no such field");
          field.set(builder, object(field, value, path));
        });
  }

  private static Object object(SdkField<?> field, Value value, Path at) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> text(value, at);
      case BOOLEAN -> flag(value, at);
      case INTEGER -> whole(value, at).intValue();
      case LONG -> whole(value, at).longValue();
      case SHORT -> whole(value, at).shortValue();
      case BYTE -> whole(value, at).byteValue();
      case FLOAT -> number(value, at).floatValue();
      case DOUBLE -> number(value, at).doubleValue();
      case BIG_DECIMAL -> number(value, at);
      case INSTANT -> instant(number(value, at));
      case SDK_BYTES -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text(value, at)));
      case SDK_POJO -> shape(field, value, at);
      case LIST -> list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), value, at);
      case MAP -> map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), value, at);
      case DOCUMENT -> SdkDocuments.document(value);
      case NULL -> throw new IllegalArgumentException(at + ": no value can be sent");
    };
  }

  private static Object shape(SdkField<?> field, Value value, Path at) {
    if (!(value instanceof Fields fields)) throw wrong(at, "fields", value);
    var builder = field.constructor().get();
    fill(builder, fields, at);
    return ((Buildable) builder).build();
  }

  private static List<Object> list(SdkField<?> member, Value value, Path at) {
    if (!(value instanceof Value.Items(var items))) throw wrong(at, "a list", value);
    var list = new ArrayList<>();
    for (var item : items) {
      list.add(object(member, item, at.element(identity(item, list.size()))));
    }
    return list;
  }

  private static Map<String, Object> map(SdkField<?> member, Value value, Path at) {
    if (!(value instanceof Fields(var fields))) throw wrong(at, "fields", value);
    var map = new LinkedHashMap<String, Object>();
    fields.forEach((name, item) -> map.put(name, object(member, item, at.element(name))));
    return map;
  }

  /// An element's name where it has one; for messages only.
  private static String identity(Value item, int index) {
    var name = item instanceof Fields fields ? fields.text("name") : Optional.<String>empty();
    return name.orElse(String.valueOf(index));
  }

  private static String text(Value value, Path at) {
    if (value instanceof Value.Text(var text)) return text;
    throw wrong(at, "text", value);
  }

  private static boolean flag(Value value, Path at) {
    if (value instanceof Value.Flag(var on)) return on;
    throw wrong(at, "true or false", value);
  }

  private static BigDecimal number(Value value, Path at) {
    if (value instanceof Value.Num(var number)) return number;
    throw wrong(at, "a number", value);
  }

  private static BigDecimal whole(Value value, Path at) {
    var number = number(value, at);
    if (number.scale() <= 0) return number;
    throw wrong(at, "a whole number", value);
  }

  private static Instant instant(BigDecimal seconds) {
    var whole = seconds.setScale(0, RoundingMode.FLOOR);
    var nanos = seconds.subtract(whole).movePointRight(NANOS);
    return Instant.ofEpochSecond(whole.longValueExact(), nanos.longValue());
  }

  private static IllegalArgumentException wrong(Path at, String wanted, Value found) {
    return new IllegalArgumentException(at + ": " + wanted + " is needed, found " + found);
  }
}
