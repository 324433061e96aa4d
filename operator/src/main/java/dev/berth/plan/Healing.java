package dev.berth.plan;

import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.plan.Field.Consequence;
import java.util.List;
import java.util.Optional;

/// Whether what others changed is put right unasked. What the manifests, parameters, images
/// or secrets changed always is, and drift on the same resource goes along with it.
public final class Healing {
  private Healing() {}

  /// The same plan, with drift held where the environment does not heal itself.
  public static Plan respected(Plan plan) {
    if (plan.desired().environment().sync().selfHeal() == Habit.ON) return plan;
    return Holding.of(
        plan,
        change -> {
          var fields = written(change);
          boolean drift =
              !fields.isEmpty()
                  && fields.stream().allMatch(f -> f.cause() instanceof Field.Cause.Drift);
          return drift ? Optional.of(new Restraint.Unhealed()) : Optional.empty();
        });
  }

  /// What would be written now: of what waits or is blocked only what needs no roll-out.
  private static List<Field> written(Change change) {
    return switch (change) {
      case Change.Update(_, _, var fields) -> changing(fields);
      case Change.Replace(_, _, var fields) -> changing(fields);
      case Change.Waiting(var then, _) -> inPlace(then);
      case Change.Blocked(var then, _) -> inPlace(then);
      case Change.Create _, Change.Restart _, Change.Adopt _ -> List.of();
      case Change.Delete _, Change.Keep _ -> List.of();
    };
  }

  private static List<Field> inPlace(Change then) {
    return written(then).stream()
        .filter(f -> f.consequence() instanceof Consequence.InPlace)
        .toList();
  }

  private static List<Field> changing(List<Field> fields) {
    return fields.stream().filter(field -> !field.ignored()).toList();
  }
}
