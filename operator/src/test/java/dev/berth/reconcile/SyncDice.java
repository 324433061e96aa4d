package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Approval;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.EnvironmentSpec.Sync;
import dev.berth.model.SyncWindow;
import dev.berth.model.SyncWindow.Kind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// What environments say of their operator.
record SyncDice(Dice dice) {
  /// The same wish, in an environment that says something of it.
  Desired of(Desired desired) {
    var of = desired.environment();
    var environment =
        new EnvironmentSpec(
            of.name(),
            of.installation(),
            of.region(),
            of.cluster(),
            of.namespace(),
            of.tags(),
            sync(of.sync().prune()),
            of.minimumVersion(),
            of.policies(),
            of.keeping(),
            of.authority());
    return new Desired(
        environment, desired.revision(), desired.wanted(), desired.parameters(), desired.denied());
  }

  private Sync sync(Habit prune) {
    var windows = new ArrayList<SyncWindow>();
    if (dice.in(45)) windows.add(window(Kind.ALLOW, "*/15 * * * *", List.of()));
    if (dice.in(45)) windows.add(window(Kind.DENY, "7,37 * * * *", List.of("w*", "db")));
    return new Sync(
        dice.in(10) ? Mode.OBSERVE : Mode.APPLY,
        dice.in(30) ? Habit.OFF : Habit.ON,
        prune,
        dice.in(30) ? Approval.MANUAL : Approval.AUTOMATIC,
        windows);
  }

  private SyncWindow window(Kind kind, String schedule, List<String> services) {
    var minutes = Duration.ofMinutes(dice.between(2, 12));
    return new SyncWindow(kind, schedule, minutes, ZoneId.of("Europe/Berlin"), services);
  }
}
