package dev.berth.plan;

import dev.berth.model.Path;
import dev.berth.model.Path.Step;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;

/// What Application Auto Scaling is sent for what is wanted, in a manifest's spelling: with what a
/// manifest states, and where that changes something, with the defaults of what it states no more.
final class ScalingRequest {
  private ScalingRequest() {}

  static Fields whole(Wanted want) {
    return timed(ScalingFields.of(want.key().kind()), want.fields());
  }

  /// A policy or a scheduled action is put whole. Of a target only what differs is sent: a
  /// scheduled action may have moved the rest (source: API reference, RegisterScalableTarget: a
  /// member that is missing is not changed).
  static Fields changed(Wanted want, List<Field> fields) {
    var table = ScalingFields.of(want.key().kind());
    var filled = want.fields();
    for (var field : fields) filled = filled(table, filled, field.path());
    return switch (want.key().kind()) {
      case SCALABLE_TARGET -> only(filled, fields);
      case SCALING_POLICY, SCHEDULED_ACTION -> timed(table, filled);
      case CLUSTER, NAMESPACE, JOB, SERVICE -> throw new IllegalArgumentException(want.key() + "");
    };
  }

  private static Fields only(Fields filled, List<Field> fields) {
    var sent = new TreeMap<String, Value>();
    for (var field : fields) {
      var member = field.path().steps().getFirst().word();
      filled.at(member).ifPresent(value -> sent.put(member, value));
    }
    return new Fields(sent);
  }

  /// With the defaults of all that stands in the same object as a changed member.
  private static Fields filled(FieldTable table, Fields want, Path path) {
    if (path.steps().stream().anyMatch(Step.Element.class::isInstance)) return want;
    var general = FieldTable.general(path);
    var object = general.substring(0, general.lastIndexOf('.') + 1);
    var filled = want;
    for (var row : table.rows()) {
      if (row.literal().isEmpty() || !row.path().startsWith(object)) continue;
      var name = row.path().substring(object.length());
      if (name.indexOf('.') < 0) filled = with(filled, row.path(), row.literal().get());
    }
    return filled;
  }

  /// With a value, unless there is one.
  private static Fields with(Fields fields, String path, Value value) {
    int dot = path.indexOf('.');
    if (dot < 0) return fields.at(path).isPresent() ? fields : fields.with(path, value);
    var name = path.substring(0, dot);
    return fields.with(name, with(fields.fields(name), path.substring(dot + 1), value));
  }

  /// Points of time as AWS takes them: seconds since 1970.
  private static Fields timed(FieldTable table, Fields fields) {
    var sent = new TreeMap<String, Value>();
    fields
        .map()
        .forEach((name, value) -> {
          boolean time = table.row(name).filter(r -> r.sameness() == Sameness.TIME).isPresent();
          sent.put(
              name, time ? Sameness.time(value).map(ScalingRequest::seconds).orElse(value) : value);
        });
    return new Fields(sent);
  }

  private static Value seconds(java.time.Instant time) {
    return new Value.Num(BigDecimal.valueOf(time.getEpochSecond()));
  }
}
