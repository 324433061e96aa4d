package dev.berth.reconcile;

import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Action;
import dev.berth.plan.Change;
import dev.berth.plan.Change.Closed;
import dev.berth.plan.Change.Reason;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Field;
import dev.berth.plan.Field.Consequence;
import dev.berth.plan.Plan;
import dev.berth.plan.Restraint;
import dev.berth.plan.SpecHash;
import java.util.List;
import java.util.Optional;

/// What must be so where Berth says that it is done, or that it can do no more.
record Ends(Account account, Watch watch) {

  void settled(Plan plan) {
    var truth = new Truth(account, plan.desired());
    for (var want : plan.desired().wanted().values()) {
      if (want.key().kind() != ResourceKey.Kind.SERVICE) continue;
      var service = account.service(want.key().name());
      if (service.isEmpty()) {
        watch.breaks("settled without " + want.key());
        continue;
      }
      var astray = truth.astray(want, service.get());
      if (!astray.isEmpty()) watch.breaks("settled, but " + want.key() + " has " + astray);
      var unscaled = truth.unscaled(want.key());
      if (!unscaled.isEmpty()) watch.breaks("settled, but " + unscaled);
      if (!account.rolledOut(service.get())) watch.breaks("settled, but rolling: " + want.key());
      if (!truth.ours(want.key(), service.get())) watch.breaks("settled on a foreign service");
    }
    var left = truth.unwanted();
    if (plan.desired().environment().sync().prune() == Habit.ON && !left.isEmpty()) {
      watch.breaks("settled, but not pruned: " + left);
    }
  }

  void held(Plan plan) {
    for (var change : plan.changes()) {
      switch (change) {
        case Change.Blocked(_, Why.Skipped _) -> skipped(change.key(), plan);
        case Change.Blocked(_, Why.Held _) -> held(change.key(), plan);
        case Change.Blocked(_, Why.Denied _) -> {
          if (!plan.desired().denied().containsKey(change.key())) {
            watch.breaks("denied, and no policy says so: " + change.key());
          }
        }
        case Change.Blocked(_, Why.JobFailed _), Change.Blocked(_, Why.JobLost _) -> {}
        case Change.Blocked(var then, Why.Unresolved _) -> {
          var want = plan.desired().wanted().get(then.key());
          if (want.wiring().inputs().unresolved().isEmpty()) {
            watch.breaks("waits for a digest that is known: " + change.key());
          }
        }
        case Change.Blocked(_, Why.Foreign _), Change.Blocked(_, Why.OwnershipLost _) -> {
          if (ours(change.key(), plan)) watch.breaks("refused, but ours: " + change.key());
        }
        case Change.Blocked(_, Why.PruneLimit _) -> {
          if (new Truth(account, plan.desired()).unwanted().isEmpty())
            watch.breaks("nothing to prune, and yet held");
        }
        case Change.Blocked(var then, Why.Itself _) -> {
          if (then instanceof Change.Keep) watch.breaks("held for nothing: " + change.key());
        }
        case Change.Blocked(_, Why.Disappearing _) -> disappearing(change.key(), plan);
        case Change.Blocked(_, Why.Restrained(var by)) -> paused(change.key(), by);
        case Change.Waiting(_, var on) -> on.forEach(closed -> closed(closed, plan));
        case Change.Keep _ -> {}
        case Change.Create _, Change.Update _, Change.Replace _, Change.Restart _, Change.Adopt _ ->
            watch.breaks("held, though nothing holds " + change.key());
        case Change.Delete _ -> watch.breaks("held, though nothing holds " + change.key());
      }
    }
  }

  /// The tag is there, and not over. Nothing else holds a person.
  private void paused(ResourceKey key, Restraint by) {
    var service = key.ofService().flatMap(named -> account.service(named.name()));
    var pause = service.map(Account::tags).map(Marks::new).flatMap(Marks::pause);
    boolean paused = pause.filter(mark -> !mark.over(account.simulator().now())).isPresent();
    if (!paused || !(by instanceof Restraint.Paused)) watch.breaks("held without a pause: " + key);
  }

  /// What is refused for what it would lose differs from what is wanted, and is nobody's.
  private void disappearing(ResourceKey key, Plan plan) {
    if (ours(key, plan)) watch.breaks("refused, but ours: " + key);
    var truth = new Truth(account, plan.desired());
    boolean differs =
        account
            .service(key.name())
            .filter(live -> !truth.astray(plan.desired().wanted().get(key), live).isEmpty())
            .isPresent();
    if (!differs) watch.breaks("refused, though nothing would disappear: " + key);
  }

  private boolean ours(ResourceKey key, Plan plan) {
    return key.kind() == ResourceKey.Kind.SERVICE
        && account
            .service(key.name())
            .filter(service -> new Truth(account, plan.desired()).ours(key, service))
            .isPresent();
  }

  /// Somebody went back from this very content.
  private void held(ResourceKey key, Plan plan) {
    if (!watch.wentBack(key.name())) watch.breaks("held, though nobody went back: " + key);
    if (skip(key, plan).filter(Marks.Skip::held).isEmpty()) {
      watch.breaks("held without a word of what is wanted: " + key);
    }
  }

  private Optional<Marks.Skip> skip(ResourceKey key, Plan plan) {
    var hash = SpecHash.content(plan.desired().wanted().get(key).fields());
    var marks = new Marks(Account.tags(account.service(key.name()).orElseThrow()));
    return marks.skip().filter(skip -> skip.hash().equals(hash));
  }

  /// The skip is of this very content, and the content did not come through after all.
  private void skipped(ResourceKey key, Plan plan) {
    var want = plan.desired().wanted().get(key);
    var service = account.service(key.name()).orElseThrow();
    var marks = new Marks(Account.tags(service));
    if (skip(key, plan).isEmpty()) {
      watch.breaks("held without a skip of what is wanted: " + key);
    }
    boolean again = marks.restart().map(Marks.Restart::deployment).equals(primary(service));
    var truth = new Truth(account, plan.desired());
    boolean right = truth.astray(want, service).isEmpty() && truth.registered(service);
    if (right && !again && account.rolledOut(service)) {
      watch.breaks("held, though what is wanted runs: " + key);
    }
  }

  private static Optional<String> primary(dev.berth.model.Value.Fields service) {
    return Account.primary(service).text("id");
  }

  private void closed(Closed closed, Plan plan) {
    boolean kept =
        plan.changes().stream()
            .filter(change -> change.key().equals(closed.on()))
            .anyMatch(Change.Keep.class::isInstance);
    if (kept && closed.reason() != Reason.SCALED_TO_ZERO) {
      watch.breaks("held behind " + closed + ", which is as it is wanted");
    }
  }

  /// What needs no roll-out goes through a closed gate.
  static Optional<String> inPlace(Plan plan) {
    for (var change : plan.changes()) {
      if (!(change instanceof Change.Waiting(Change.Update(_, _, var fields), _))) continue;
      if (others(change.key(), plan)) continue;
      if (fields.stream().noneMatch(field -> inPlace(field) && !carried(field, fields))) continue;
      boolean written =
          plan.actions().stream()
              .filter(action -> action.key().equals(change.key()))
              .anyMatch(
                  action -> action instanceof Action.Tag || action instanceof Action.UpdateService);
      if (!written) return Optional.of(change.key() + ": a change in place waits at a gate");
    }
    return Optional.empty();
  }

  /// What scales a service that is not ours: nothing of it is written.
  private static boolean others(ResourceKey key, Plan plan) {
    return key.scales()
        && key.ofService()
            .flatMap(plan.observed()::service)
            .filter(service -> !(service.owner() instanceof Owner.Ours))
            .isPresent();
  }

  /// What a policy objects to is not rolled out; what is live already may be restarted.
  static Optional<String> denied(Plan plan) {
    return plan.changes().stream()
        .filter(change -> plan.desired().denied().containsKey(change.key()))
        .filter(change -> !(change instanceof Change.Restart))
        .filter(change ->
            plan.actions().stream()
                .filter(action -> action.key().equals(change.key()))
                .anyMatch(Action.RegisterTaskDefinition.class::isInstance))
        .map(change -> "denied, and rolled out: " + change.key())
        .findFirst();
  }

  /// Another strategy is refused without the load balancer or the Service Connect that it needs,
  /// and rebalancing without the room that is sent with the strategy.
  private static boolean carried(Field field, List<Field> all) {
    var rollout = Path.of("deploymentConfiguration");
    if (field.path().equals(Path.of("availabilityZoneRebalancing"))) {
      var room = Path.of(rollout + ".maximumPercent");
      return all.stream().anyMatch(each -> each.path().equals(room) && carried(each, all));
    }
    return field.path().startsWith(rollout)
        && all.stream().anyMatch(each -> each.path().equals(Path.of(rollout + ".strategy")))
        && all.stream()
            .map(each -> each.path().toString())
            .anyMatch(path -> path.matches("(loadBalancers|serviceConnectConfiguration).*"));
  }

  private static boolean inPlace(Field field) {
    return field.consequence() instanceof Consequence.InPlace;
  }
}
