package dev.berth.reconcile;

import dev.berth.model.Belongings;
import dev.berth.model.Belongings.Revision;
import dev.berth.plan.Removal;
import dev.berth.reconcile.EcsApi.Performed;
import java.util.List;
import java.util.SortedSet;

/// Repeats what [Patience] thinks may pass. A removal that is repeated finds what it took away
/// gone.
public final class PatientEstate implements Estate {
  private final Estate estate;
  private final Patience patience;

  public PatientEstate(Estate estate, Patience patience) {
    this.estate = estate;
    this.patience = patience;
  }

  @Override
  public Belongings survey(Look look) {
    return patience.call(() -> estate.survey(look));
  }

  @Override
  public List<Revision> read(SortedSet<String> names) {
    return patience.call(() -> estate.read(names));
  }

  @Override
  public Performed remove(Removal removal) {
    return patience.call(() -> estate.remove(removal));
  }

  @Override
  public SortedSet<String> inventory() {
    return patience.call(estate::inventory);
  }

  @Override
  public int calls() {
    return estate.calls();
  }
}
