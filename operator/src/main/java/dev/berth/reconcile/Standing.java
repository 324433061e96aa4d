package dev.berth.reconcile;

import dev.berth.model.ResourceKey;
import dev.berth.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How one environment stands, after each visit: what pages, programs and meters are told.
///
/// @param seen the latest visit that saw the world; `visit` may be a later one that did not
/// @param conditions Synced, Healthy and Progressing
/// @param next when the next visit is due, unless something calls for one before
/// @param passes the latest ones, newest first
public record Standing(
    String environment,
    Newest newest,
    Visit visit,
    Optional<Visit.Seen> seen,
    List<Condition> conditions,
    Instant at,
    Instant next,
    List<Passage> passes) {
  private static final int REMEMBERED = 50;

  public Standing {
    conditions = List.copyOf(conditions);
    passes = List.copyOf(passes);
  }

  /// One visit that did something, or whose end was another than that of the one before.
  ///
  /// @param id of the visit, as the logs have it
  /// @param end in a few words
  /// @param outcomes of the actions that were tried, as `UpdateService service/api`
  public record Passage(
      String id, Instant at, String commit, String end, List<String> outcomes, int calls) {
    public Passage {
      outcomes = List.copyOf(outcomes);
    }
  }

  /// Before the first visit.
  public static Standing starting(String environment, Newest newest, Instant now) {
    var visit = new Visit.Unusable(List.of());
    var conditions = Conditions.of(visit, newest, now);
    return new Standing(
        environment, newest, visit, Optional.empty(), conditions, now, now, List.of());
  }

  /// @param id of the visit
  /// @param calls how many it spent
  public Standing after(
      String id, Visit visit, Newest newest, Instant now, Instant next, int calls) {
    var conditions = new ArrayList<Condition>();
    var fresh = Conditions.of(visit, newest, now);
    for (int i = 0; i < fresh.size(); i++) {
      conditions.add(fresh.get(i).after(this.conditions.get(i)));
    }
    var seen = visit instanceof Visit.Seen s ? Optional.of(s) : this.seen;
    var passes = told(passage(id, visit, now, calls));
    return new Standing(environment, newest, visit, seen, conditions, now, next, passes);
  }

  public Optional<Plan> plan() {
    return seen.map(Visit.Seen::plan);
  }

  /// Whether it is in the cluster of this ARN, as far as a visit has told.
  public boolean in(String cluster) {
    if (seen.isEmpty()) return false;
    var name = seen.get().plan().desired().environment().cluster().name();
    return Optional.ofNullable(seen.get().plan().observed().live().get(ResourceKey.cluster(name)))
        .map(live -> live.arn().equals(cluster))
        .orElseGet(() -> cluster.endsWith(":cluster/" + name));
  }

  public Condition condition(Condition.Type type) {
    return conditions.get(type.ordinal());
  }

  private List<Passage> told(Passage passage) {
    boolean again =
        !passes.isEmpty()
            && passage.outcomes().isEmpty()
            && passage.end().equals(passes.getFirst().end())
            && passage.commit().equals(passes.getFirst().commit());
    if (again) return passes;
    return Stream.concat(Stream.of(passage), passes.stream()).limit(REMEMBERED).toList();
  }

  private static Passage passage(String id, Visit visit, Instant now, int calls) {
    return switch (visit) {
      case Visit.Seen seen ->
          new Passage(id, now, seen.commit().id(), end(seen), outcomes(seen.report()), calls);
      case Visit.Blind(var failure) ->
          new Passage(id, now, "", "saw nothing: " + failure.message(), List.of(), calls);
      case Visit.Unusable _ -> new Passage(id, now, "", "manifests unusable", List.of(), calls);
      case Visit.Aside(var held) -> new Passage(id, now, "", held.reason(), List.of(), calls);
      case Visit.Vanished _ -> new Passage(id, now, "", "vanished", List.of(), calls);
    };
  }

  private static String end(Visit.Seen seen) {
    if (seen.held().isPresent()) return seen.held().get().reason();
    return switch (seen.next()) {
      case Next.Settled _ -> "settled";
      case Next.Watch(var why) -> why;
      case Next.Retry(var failure) -> "tries again: " + failure.message();
      case Next.Stalled(var why, _) -> "stalled: " + why;
      case Next.Beyond _ -> "another plan than was approved";
    };
  }

  private static List<String> outcomes(Report report) {
    return report.outcomes().stream().map(Standing::told).toList();
  }

  private static String told(Outcome outcome) {
    var action = outcome.action();
    var what = action.call() + " " + action.key();
    return switch (outcome) {
      case Outcome.Done _ -> what;
      case Outcome.Stale(_, _, var found) -> what + " not made: now it is " + found;
      case Outcome.Failed(_, var failure) -> what + " failed: " + failure.message();
      case Outcome.NotRun(_, var blockedBy) -> what + " not made: " + blockedBy + " failed";
      case Outcome.Interrupted(_, var why) -> what + " not made: " + why;
    };
  }
}
