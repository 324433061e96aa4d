package dev.berth.reconcile;

import dev.berth.model.Failure;
import dev.berth.model.Finding;
import dev.berth.model.Live.LiveService;
import dev.berth.plan.Change;
import dev.berth.plan.Holding;
import dev.berth.plan.Plan;
import dev.berth.reconcile.Condition.Truth;
import dev.berth.reconcile.Condition.Type;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An environment in three conditions, as of one visit.
final class Conditions {
  private final Newest newest;
  private final Instant now;

  private Conditions(Newest newest, Instant now) {
    this.newest = newest;
    this.now = now;
  }

  /// @return Synced, Healthy and Progressing, in that order
  static List<Condition> of(Visit visit, Newest newest, Instant now) {
    var conditions = new Conditions(newest, now);
    return switch (visit) {
      case Visit.Seen seen -> conditions.seen(seen);
      case Visit.Blind(var failure) -> conditions.blind(failure);
      case Visit.Aside(var held) -> conditions.unknown(held.reason(), held.message());
      case Visit.Vanished _ ->
          conditions.unknown(
              "Vanished", "the environment is not among the manifests; nothing of it is touched");
      case Visit.Unusable(var findings) when !findings.isEmpty() ->
          conditions.unknown("ManifestsInvalid", told(findings));
      case Visit.Unusable _ ->
          newest
              .trouble()
              .map(trouble -> conditions.unknown(trouble.reason(), trouble.message()))
              .orElseGet(() -> conditions.unknown("Starting", "no manifests were read yet"));
    };
  }

  private List<Condition> seen(Visit.Seen seen) {
    return List.of(synced(seen), healthy(seen.plan()), progressing(seen));
  }

  private Condition synced(Visit.Seen seen) {
    if (!seen.broken().isEmpty()) {
      return condition(Type.SYNCED, Truth.FALSE, "ManifestsInvalid", told(seen.broken()));
    }
    if (newest.trouble().isPresent()) {
      var trouble = newest.trouble().get();
      return condition(Type.SYNCED, Truth.UNKNOWN, trouble.reason(), trouble.message());
    }
    var status = Status.of(seen.plan());
    if (status.settled()) {
      return condition(
          Type.SYNCED, Truth.TRUE, "AsWanted", "as " + seen.commit().brief() + " says");
    }
    var first = first(status);
    return seen.held()
        .map(held -> condition(Type.SYNCED, Truth.FALSE, held.reason(), held.message()))
        .orElseGet(() -> condition(Type.SYNCED, Truth.FALSE, word(seen), first));
  }

  private static String first(Status status) {
    return status.lines().stream()
        .filter(line -> line.state() != Status.State.SETTLED)
        .findFirst()
        .map(line -> line.key().brief() + " " + line.state().words() + told(line))
        .orElse("");
  }

  private static String told(Status.Line line) {
    return line.why().isEmpty() ? "" : ": " + line.why();
  }

  private static String word(Visit.Seen seen) {
    return switch (seen.next()) {
      case Next.Settled _ -> "Settled";
      case Next.Watch _ -> "Converging";
      case Next.Retry(var failure) -> reason(failure);
      case Next.Stalled(_, var failure) ->
          failure.map(Conditions::reason).orElseGet(() -> held(seen.plan()));
      case Next.Beyond _ -> "Held";
    };
  }

  /// What holds the first thing that is held, such as `Paused`.
  private static String held(Plan plan) {
    return plan.changes().stream()
        .filter(change -> !(change instanceof Change.Keep))
        .findFirst()
        .flatMap(Holding::restraint)
        .map(by -> by.getClass().getSimpleName())
        .orElse("Held");
  }

  private Condition healthy(Plan plan) {
    for (var change : plan.changes()) {
      var ill = ill(change);
      if (ill.isPresent()) {
        var message = change.key().brief() + ": " + Status.why(change);
        return condition(Type.HEALTHY, Truth.FALSE, ill.get(), message);
      }
    }
    return plan.observed().live().values().stream()
        .filter(live -> live instanceof LiveService service && lacking(service))
        .findFirst()
        .map(live -> lacks((LiveService) live))
        .orElseGet(() -> condition(Type.HEALTHY, Truth.TRUE, "Well", ""));
  }

  private Condition lacks(LiveService service) {
    var counts = service.counts();
    var message =
        "%s runs %d of %d tasks"
            .formatted(service.key().brief(), counts.running(), counts.desired());
    return condition(Type.HEALTHY, Truth.FALSE, "TasksMissing", message);
  }

  private static boolean lacking(LiveService service) {
    return service.counts().running() < service.counts().desired();
  }

  private static Optional<String> ill(Change change) {
    if (!(change instanceof Change.Blocked(_, var why))) return Optional.empty();
    return switch (why) {
      case Change.Why.Skipped _ -> Optional.of("RolloutFailed");
      case Change.Why.JobFailed _ -> Optional.of("JobFailed");
      case Change.Why.JobLost _ -> Optional.of("JobLost");
      case Change.Why.Held _, Change.Why.Foreign _, Change.Why.OwnershipLost _ -> Optional.empty();
      case Change.Why.Denied _, Change.Why.Unresolved _ -> Optional.empty();
      case Change.Why.PruneLimit _, Change.Why.Disappearing _ -> Optional.empty();
      case Change.Why.Restrained _ -> Optional.empty();
      case Change.Why.Itself _ -> Optional.empty();
    };
  }

  private Condition progressing(Visit.Seen seen) {
    if (seen.held().isPresent()) {
      var held = seen.held().get();
      return condition(Type.PROGRESSING, Truth.FALSE, held.reason(), held.message());
    }
    return switch (seen.next()) {
      case Next.Settled _ -> condition(Type.PROGRESSING, Truth.FALSE, "Settled", "");
      case Next.Watch(var why) -> condition(Type.PROGRESSING, Truth.TRUE, "Converging", why);
      case Next.Retry(var failure) ->
          condition(Type.PROGRESSING, Truth.TRUE, reason(failure), failure.message());
      case Next.Stalled(var why, var failure) ->
          condition(
              Type.PROGRESSING, Truth.FALSE, "Stalled", failure.map(Failure::message).orElse(why));
      case Next.Beyond _ -> condition(Type.PROGRESSING, Truth.FALSE, "Stalled", "");
    };
  }

  private List<Condition> blind(Failure failure) {
    return unknown(reason(failure), failure.message());
  }

  private List<Condition> unknown(String reason, String message) {
    return List.of(
        condition(Type.SYNCED, Truth.UNKNOWN, reason, message),
        condition(Type.HEALTHY, Truth.UNKNOWN, reason, message),
        condition(Type.PROGRESSING, Truth.UNKNOWN, reason, message));
  }

  private Condition condition(Type type, Truth truth, String reason, String message) {
    return new Condition(type, truth, reason, message, now);
  }

  static String reason(Failure failure) {
    return switch (failure.kind()) {
      case THROTTLED -> "Throttled";
      case TRANSIENT -> "AwsUnreachable";
      case CONFLICT -> "Conflict";
      case LIMIT -> "LimitReached";
      case DENIED -> "AccessDenied";
      case INVALID -> "Refused";
      case MISSING -> "Missing";
      case STOPPED -> "LeaseLost";
      case UNKNOWN -> "Failed";
    };
  }

  private static String told(List<Finding> findings) {
    var more = findings.size() == 1 ? "" : " (and " + (findings.size() - 1) + " more)";
    return findings.getFirst() + more;
  }
}
