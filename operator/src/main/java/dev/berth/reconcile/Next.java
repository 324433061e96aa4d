package dev.berth.reconcile;

import dev.berth.model.Failure;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.plan.Change;
import dev.berth.plan.Change.Progress;
import dev.berth.plan.Moved;
import dev.berth.plan.Plan;
import java.util.List;
import java.util.Optional;

/// When to look again, and what for. The one place where that is decided.
public sealed interface Next {
  /// Live is as wanted.
  record Settled() implements Next {}

  /// Something moves, or was just asked to.
  record Watch(String why) implements Next {}

  /// A call failed that may succeed in a moment.
  record Retry(Failure failure) implements Next {}

  /// Nothing moves, and nothing will without somebody's doing.
  ///
  /// @param failure of a call; empty where a roll-out is held or refused
  record Stalled(String why, Optional<Failure> failure) implements Next {}

  /// A saved plan does not allow it.
  record Beyond(List<Moved> moved) implements Next {
    public Beyond {
      moved = List.copyOf(moved);
    }
  }

  static Next from(Plan plan, Report report) {
    var passing = report.failures().stream().filter(Failure::passing).findFirst();
    if (passing.isPresent()) return new Retry(passing.get());
    if (report.failures().stream().anyMatch(Next::conflict)) {
      return new Watch("another change is not finished yet");
    }
    if (report.stale()) return new Watch("the world moved under the plan");
    if (report.acted()) return new Watch("changes were made");
    var moving = plan.changes().stream().filter(Next::moving).findFirst();
    if (moving.isPresent()) return new Watch(moving.get().key() + " is under way");
    var failed = report.failures().stream().findFirst();
    if (failed.isPresent()) return new Stalled(failed.get().message(), failed);
    return plan.changes().stream()
        .filter(change -> !(change instanceof Change.Keep))
        .findFirst()
        .map(held -> (Next) new Stalled(held.key() + " is held", Optional.empty()))
        .orElseGet(Settled::new);
  }

  private static boolean conflict(Failure failure) {
    return failure.kind() == Failure.Kind.CONFLICT;
  }

  private static boolean moving(Change change) {
    return switch (change) {
      case Change.Keep(_, _, Progress.Rolling _) -> true;
      case Change.Keep(_, _, Progress.Settled _) -> false;
      case Change.Waiting(_, var on) -> on.stream().anyMatch(closed -> passing(closed, change));
      case Change.Blocked(var then, _) -> rollingBack(then);
      case Change.Update _, Change.Replace _, Change.Restart _, Change.Create _ -> false;
      case Change.Adopt _, Change.Delete _ -> false;
    };
  }

  private static boolean returning(PastDeployment newest) {
    return newest.shift().isPresent() && newest.returning();
  }

  /// What ends by itself, without a roll-out of ours: a name that is being freed, a stranger's
  /// roll-out before its service is adopted.
  private static boolean passing(Change.Closed closed, Change change) {
    return closed.reason() == Change.Reason.DRAINING
        || closed.reason() == Change.Reason.ROLLING && closed.on().equals(change.key());
  }

  /// Content that failed is on its way out; the way back ends by itself.
  private static boolean rollingBack(Change then) {
    var have =
        switch (then) {
          case Change.Update(_, var live, _) -> live;
          case Change.Restart(_, var live, _) -> live;
          case Change.Replace(_, var live, _) -> live;
          case Change.Create _, Change.Adopt _, Change.Delete _, Change.Keep _ -> null;
          case Change.Waiting _, Change.Blocked _ -> null;
        };
    if (!(have instanceof LiveService service)) return false;
    if (service.history().stream().limit(1).anyMatch(Next::returning)) return true;
    boolean back =
        service
            .marks()
            .applied()
            .filter(applied -> !applied.revision().equals(service.revision()))
            .isPresent();
    return back && service.deployments().size() > 1;
  }
}
