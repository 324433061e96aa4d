package dev.berth.reconcile;

import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action;
import dev.berth.plan.Change;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Plan;
import dev.berth.plan.Self;
import java.util.List;
import java.util.Optional;

/// The service that Berth runs as, in some worlds.
///
/// @param name empty where it runs elsewhere
record Own(Self self, String name) {
  static final Own NONE = new Own(Self.NOBODY, "");

  /// Often one that is wanted; at times one that left the manifests.
  static Own of(Dice dice) {
    if (!dice.in(25)) return NONE;
    var name = dice.one(List.of("web", "web", "db", "api", "old0"));
    return new Own(Self.of(Account.CLUSTER, name), name);
  }

  /// What Berth may not ask for: its own end.
  Optional<String> wrong(String operation, Fields request) {
    if (name.isEmpty()) return Optional.empty();
    var resource = request.text("service").or(() -> request.text("ResourceId")).orElse("");
    if (!resource.substring(resource.lastIndexOf('/') + 1).equals(name)) return Optional.empty();
    boolean ends =
        switch (operation) {
          case "DeleteService" -> true;
          case "UpdateService" -> request.whole("desiredCount").equals(Optional.of(0));
          case "RegisterScalableTarget" -> request.whole("MaxCapacity").equals(Optional.of(0));
          default -> false;
        };
    return ends ? Optional.of(operation + " ends the operator's own " + name) : Optional.empty();
  }

  /// What is asked for after its own roll-out may not be asked for any more.
  Optional<String> early(Plan plan) {
    if (name.isEmpty() || plan.observed().service(ResourceKey.service(name)).isEmpty()) {
      return Optional.empty();
    }
    boolean began = false;
    for (var action : plan.actions()) {
      boolean own = action.key().ofService().equals(Optional.of(ResourceKey.service(name)));
      if (began && !own && !unwanted(action.key(), plan)) {
        return Optional.of(action.key() + " comes after the operator's own " + name);
      }
      began = began || own && !(action instanceof Action.MarkScaling);
    }
    return Optional.empty();
  }

  private static boolean unwanted(ResourceKey key, Plan plan) {
    return key.ofService()
        .filter(service -> !plan.desired().wanted().containsKey(service))
        .isPresent();
  }

  /// Somebody sees what it refuses, and has it done from elsewhere.
  Own after(Plan plan) {
    boolean refused =
        plan.changes().stream()
            .anyMatch(change -> change instanceof Change.Blocked(_, Why.Itself _));
    return refused ? NONE : this;
  }
}
