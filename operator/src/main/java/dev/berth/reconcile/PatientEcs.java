package dev.berth.reconcile;

import dev.berth.model.Observed;
import dev.berth.plan.Action;
import java.util.Optional;

/// ECS, asked again where that may help.
///
/// A repeated write is safe: an action checks its expectation again, a registration finds what the
/// lost call registered, and CreateService carries a token.
public final class PatientEcs implements EcsApi {
  private final EcsApi ecs;
  private final Patience patience;

  public PatientEcs(EcsApi ecs, Patience patience) {
    this.ecs = ecs;
    this.patience = patience;
  }

  @Override
  public Observed observe(Scope scope) {
    return patience.call(() -> ecs.observe(scope));
  }

  @Override
  public Performed perform(Action action, Optional<String> registered) {
    return patience.call(() -> ecs.perform(action, registered));
  }

  @Override
  public int calls() {
    return ecs.calls();
  }
}
