package dev.berth.reconcile;

import dev.berth.model.Live.Definition;
import dev.berth.model.PastRollout;
import dev.berth.model.ResourceKey;
import java.util.List;
import java.util.Optional;

/// A chronicle, asked again where that may help.
public final class PatientChronicle implements Chronicle {
  private final Chronicle chronicle;
  private final Patience patience;

  public PatientChronicle(Chronicle chronicle, Patience patience) {
    this.chronicle = chronicle;
    this.patience = patience;
  }

  @Override
  public List<PastRollout> rollouts(ResourceKey service, int most) {
    return patience.call(() -> chronicle.rollouts(service, most));
  }

  @Override
  public Optional<Definition> definition(String revision) {
    return patience.call(() -> chronicle.definition(revision));
  }
}
