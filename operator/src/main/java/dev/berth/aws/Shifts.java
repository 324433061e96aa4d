package dev.berth.aws;

import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Live.Shift;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;

/// What DescribeServiceDeployments says of one that goes through lifecycle stages.
final class Shifts {
  private Shifts() {}

  /// @param definitions the task definitions of listed deployments, by their ids
  static PastDeployment of(ServiceDeployment shape, SortedMap<String, String> definitions) {
    var target = Optional.ofNullable(shape.targetServiceRevision());
    var id = Troubles.deployment(target.map(ServiceRevisionSummary::arn).orElse(""));
    var share = target.map(ServiceRevisionSummary::requestedProductionTrafficWeight);
    var shift =
        new Shift(
            ServiceShape.text(shape.lifecycleStageAsString()),
            share.orElse(0.0),
            ServiceShape.time(shape.updatedAt()));
    return new PastDeployment(
        shape.serviceDeploymentArn(),
        shape.statusAsString(),
        reason(shape),
        definitions.getOrDefault(id, ""),
        id,
        ServiceShape.time(shape.createdAt()),
        Optional.of(shift));
  }

  /// The alarms by their names where they went off; else ECS's own words.
  private static String reason(ServiceDeployment shape) {
    var alarms = shape.alarms();
    if (alarms != null && !alarms.triggeredAlarmNames().isEmpty()) {
      return "alarm " + String.join(", ", alarms.triggeredAlarmNames()) + " went off";
    }
    var rollback = shape.rollback() == null ? null : shape.rollback().reason();
    return Stream.of(shape.statusReason(), rollback)
        .flatMap(Stream::ofNullable)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }
}
