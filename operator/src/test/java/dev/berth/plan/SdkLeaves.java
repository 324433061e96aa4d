package dev.berth.plan;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

/// The generalised paths of an SDK shape: `containerDefinitions[].command` for a list of texts, and
/// the same without brackets for a map.
final class SdkLeaves {
  private SdkLeaves() {}

  static List<String> of(SdkPojo shape) {
    var leaves = new ArrayList<String>();
    walk("", shape, leaves);
    return leaves;
  }

  private static void walk(String prefix, SdkPojo shape, List<String> leaves) {
    for (var field : shape.sdkFields()) leaf(prefix + field.locationName(), field, leaves);
  }

  private static void leaf(String path, SdkField<?> field, List<String> leaves) {
    var type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      walk(path + ".", field.constructor().get(), leaves);
    } else if (type == MarshallingType.LIST && element(field).constructor() != null) {
      walk(path + "[].", element(field).constructor().get(), leaves);
    } else {
      leaves.add(path);
    }
  }

  static SdkField<?> element(SdkField<?> list) {
    return list.getTrait(ListTrait.class).memberFieldInfo();
  }
}
