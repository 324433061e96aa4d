package dev.berth.aws;

import java.util.List;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Which calls change something. What is not known to read writes.
final class Effects {
  private static final List<String> READS =
      List.of(
          "Assume",
          "BatchCheck",
          "BatchGet",
          "Describe",
          "Discover",
          "Filter",
          "Get",
          "List",
          "Simulate");

  private Effects() {}

  static boolean writing(ExecutionAttributes call) {
    return !leasing(call) && writes(call.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
  }

  static boolean writes(String operation) {
    return READS.stream().noneMatch(operation::startsWith);
  }

  /// The lease's own calls, and the ones that its credentials come by.
  static boolean leasing(ExecutionAttributes call) {
    var service = call.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    return service.equals("DynamoDb") || service.equals("Sts");
  }
}
