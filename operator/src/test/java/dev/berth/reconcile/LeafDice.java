package dev.berth.reconcile;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.FieldRow;
import dev.berth.plan.FieldRow.Kind;
import dev.berth.plan.FieldRow.Range;
import dev.berth.plan.FieldRow.Shape;
import dev.berth.plan.FieldTable;
import dev.berth.plan.ServiceFields;
import dev.berth.plan.TaskFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Legal values for members out of the field tables: a new row takes part by being there.
final class LeafDice {
  private static final String CONTAINER = "containerDefinitions[].";
  private static final List<String> WORDS = List.of("alpha", "beta", "gamma");

  /// What hangs together with other members, and what only some hosts have: see [EveryLeafTest].
  private static final List<String> LEFT_OUT =
      List.of(
          "cpu",
          "memory",
          "memoryReservation",
          "name",
          "image",
          "essential",
          "family",
          "networkMode",
          "requiresCompatibilities",
          "executionRoleArn",
          "healthCheck.*",
          "logConfiguration.*",
          "restartPolicy.*",
          "firelensConfiguration.*",
          "pidMode",
          "ipcMode",
          "placementConstraints.*",
          "placementStrategy.*",
          "inferenceAccelerators.*",
          "proxyConfiguration.*",
          "hostname",
          "links",
          "dns.*",
          "extraHosts.*",
          "devices.*",
          "dockerSecurityOptions",
          "disableNetworking",
          "privileged",
          "resourceRequirements.*",
          "linuxParameters.(maxSwap|swappiness|sharedMemorySize|capabilities.add)",
          "role",
          "launchType",
          "desiredCount",
          "schedulingStrategy",
          "platformVersion",
          "deploymentController.*",
          "networkConfiguration.*",
          "deploymentConfiguration.*",
          "serviceConnectConfiguration.*");

  private final Dice dice;

  LeafDice(Dice dice) {
    this.dice = dice;
  }

  Fields container(Fields container, int percent) {
    return some(container, TaskFields.TABLE, CONTAINER, percent);
  }

  Fields task(Fields definition, int percent) {
    return some(definition, TaskFields.TABLE, "", percent);
  }

  Fields service(Fields fields, int percent) {
    return some(fields, ServiceFields.ALONE, "", percent);
  }

  private Fields some(Fields into, FieldTable table, String prefix, int percent) {
    var changed = into;
    for (var row : table.rows()) {
      if (!row.path().startsWith(prefix)) continue;
      var path = row.path().substring(prefix.length());
      if (path.contains("[]") || LEFT_OUT.stream().anyMatch(path::matches)) continue;
      var value = value(row);
      if (value.isPresent() && dice.in(percent)) changed = with(changed, path, value.get());
    }
    return changed;
  }

  private static Fields with(Fields fields, String path, Value value) {
    int dot = path.indexOf('.');
    if (dot < 0) return fields.with(path, value);
    var name = path.substring(0, dot);
    return fields.with(name, with(fields.fields(name), path.substring(dot + 1), value));
  }

  private Optional<Value> value(FieldRow row) {
    return switch (row.shape()) {
      case Shape.One(var kind) -> Optional.of(scalar(row, kind));
      case Shape.Many(_, var kind) -> Optional.of(Value.items(several(row, kind)));
      case Shape.Names _ -> Optional.of(Fields.EMPTY.with(dice.one(WORDS), Value.of("yes")));
      case Shape.Document _ -> Optional.of(Fields.EMPTY.with("key", Value.of(dice.one(WORDS))));
      case Shape.Elements _, Shape.Group _, Shape.Dropped _ -> Optional.empty();
    };
  }

  private List<Value> several(FieldRow row, Kind kind) {
    var values = new ArrayList<Value>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      var value = scalar(row, kind);
      if (!values.contains(value)) values.add(value);
    }
    return values;
  }

  private Value scalar(FieldRow row, Kind kind) {
    return switch (kind) {
      case FLAG -> Value.of(dice.in(50));
      case TEXT ->
          Value.of(dice.one(row.range() instanceof Range.OneOf(var words) ? words : WORDS));
      case NUMBER -> {
        int low = row.range() instanceof Range.Between b ? Math.max(2, b.low().orElse(1)) : 2;
        yield Value.of(low + dice.between(0, 20));
      }
    };
  }
}
