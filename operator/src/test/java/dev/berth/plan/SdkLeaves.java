package dev.berth.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

/// The generalised paths of an SDK shape: `containerDefinitions[].command` for a list of texts, and
/// the same without brackets for a map.
final class SdkLeaves {
  private SdkLeaves() {}

  static List<String> of(SdkPojo shape) {
    return shapes(shape).keySet().stream().toList();
  }

  /// With what a row would call them: `TEXT`, `list of NUMBER`, `map`.
  static SequencedMap<String, String> shapes(SdkPojo shape) {
    var leaves = new LinkedHashMap<String, String>();
    walk("", shape, leaves);
    return leaves;
  }

  private static void walk(String prefix, SdkPojo shape, SequencedMap<String, String> leaves) {
    for (var field : shape.sdkFields()) leaf(prefix + field.locationName(), field, leaves);
  }

  private static void leaf(String path, SdkField<?> field, SequencedMap<String, String> leaves) {
    var type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      walk(path + ".", field.constructor().get(), leaves);
    } else if (type == MarshallingType.LIST && element(field).constructor() != null) {
      walk(path + "[].", element(field).constructor().get(), leaves);
    } else if (type == MarshallingType.LIST) {
      leaves.put(path, "list of " + kind(element(field)));
    } else {
      leaves.put(path, type == MarshallingType.MAP ? "map" : kind(field));
    }
  }

  private static String kind(SdkField<?> field) {
    var type = field.marshallingType();
    if (type == MarshallingType.STRING) return "TEXT";
    if (type == MarshallingType.BOOLEAN) return "FLAG";
    return type == MarshallingType.DOCUMENT ? "document" : "NUMBER";
  }

  static SdkField<?> element(SdkField<?> list) {
    return list.getTrait(ListTrait.class).memberFieldInfo();
  }
}
