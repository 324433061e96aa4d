package dev.berth.http;

import dev.berth.reconcile.Event;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.Status;
import dev.berth.telemetry.Told;
import java.util.List;
import java.util.function.Consumer;

/// Tells when a visit finds the resources of an environment in another state than the last one did:
/// too often for a log, and what a page wants to know. One thread at a time.
public final class Strides implements Listener {
  private final String environment;
  private final Consumer<Told> ear;
  private List<Status.Line> known = List.of();

  public Strides(String environment, Consumer<Told> ear) {
    this.environment = environment;
    this.ear = ear;
  }

  @Override
  public void on(Event event) {
    if (!(event instanceof Event.Stood stood) || stood.standing().plan().isEmpty()) return;
    var lines = Status.of(stood.standing().plan().get()).lines();
    if (lines.equals(known)) return;
    known = lines;
    long settled = lines.stream().filter(l -> l.state() == Status.State.SETTLED).count();
    ear.accept(
        Told.info("moved", "resources moved")
            .with("environment", environment)
            .with("settled", String.valueOf(settled))
            .with("of", String.valueOf(lines.size())));
  }
}
