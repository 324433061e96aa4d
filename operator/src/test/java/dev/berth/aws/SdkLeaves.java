package dev.berth.aws;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/// Every leaf of one of the SDK's shapes, and a value for each. A list of plain values, or a map,
/// is one leaf; the path of a list's element ends with `[]`.
public final class SdkLeaves {
  private static final BigDecimal HALF = new BigDecimal("17.5");

  private static final Value DETAILS = Json.parse("{\"any\":[1.5,true,\"text\",{\"deep\":{}},[]]}");

  private final SortedMap<String, Fields> leaves = new TreeMap<>();

  private SdkLeaves() {}

  /// The smallest tree that holds the leaf, by the leaf's path.
  public static SortedMap<String, Fields> of(SdkPojo shape) {
    var found = new SdkLeaves();
    found.add("", shape, (Fields fields) -> fields);
    return found.leaves;
  }

  private interface Wrap {
    Fields around(Fields inner);
  }

  private void add(String at, SdkPojo shape, Wrap wrap) {
    for (var field : shape.sdkFields()) {
      var name = field.locationName();
      add(at + name, field, value -> wrap.around(Fields.EMPTY.with(name, value)));
    }
  }

  private interface Put {
    Fields into(Value value);
  }

  private void add(String at, SdkField<?> field, Put put) {
    switch (field.marshallingType().getKnownType()) {
      case SDK_POJO -> add(at + ".", field.constructor().get(), put::into);
      case LIST ->
          add(
              at + "[]",
              field.getRequiredTrait(ListTrait.class).memberFieldInfo(),
              value -> put.into(Value.items(List.of(value))));
      case MAP ->
          add(
              at + "[*]",
              field.getRequiredTrait(MapTrait.class).valueFieldInfo(),
              value -> put.into(Fields.EMPTY.with("some-key", value)));
      case STRING -> leaves.put(at, put.into(Value.of("text of " + at)));
      case BOOLEAN -> leaves.put(at, put.into(Value.of(true)));
      case INTEGER, LONG, SHORT -> leaves.put(at, put.into(Value.of(leaves.size() + 1)));
      case FLOAT, DOUBLE, BIG_DECIMAL -> leaves.put(at, put.into(new Value.Num(HALF)));
      case INSTANT -> leaves.put(at, put.into(new Value.Num(new BigDecimal("1557119253.821"))));
      case SDK_BYTES -> leaves.put(at, put.into(Value.of("aGVsbG8=")));
      case DOCUMENT -> leaves.put(at, put.into(DETAILS));
      case BYTE, NULL -> throw new IllegalStateException("a new type at " + at);
    }
  }
}
