package dev.berth.http;

import dev.berth.model.Finding;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Plan;
import dev.berth.plan.PlanHash;
import dev.berth.plan.PlanValue;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.Condition;
import dev.berth.reconcile.Newest;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Standing.Passage;
import dev.berth.reconcile.Status;
import dev.berth.reconcile.StatusValue;
import dev.berth.reconcile.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What there is to show, for programs. New members may come at any time; `version` is raised when
/// one is renamed or goes.
final class Documents {
  private Documents() {}

  static Fields status(Picture picture) {
    var standings = picture.standings().values().stream().map(Documents::standing).toList();
    return Fields.EMPTY
        .with("at", time(picture.now()))
        .with("berth", Value.of(picture.version()))
        .with("ready", Value.of(Readiness.of(picture).ready()))
        .with("source", source(picture))
        .with("environments", Value.items(standings));
  }

  private static Fields source(Picture picture) {
    var source = Fields.EMPTY.with("location", Value.of(picture.source()));
    if (picture.fetched().isPresent())
      source = source.with("readAt", time(picture.fetched().get()));
    var commit = picture.newest().commit();
    if (commit.isPresent()) source = source.with("commit", commit(commit.get()));
    var trouble = picture.newest().trouble();
    return trouble.isPresent() ? source.with("trouble", trouble(trouble.get())) : source;
  }

  private static Fields commit(Commit commit) {
    var value =
        Fields.EMPTY.with("id", Value.of(commit.id())).with("subject", Value.of(commit.subject()));
    return commit.at().isPresent() ? value.with("at", time(commit.at().get())) : value;
  }

  private static Fields trouble(Newest.Trouble trouble) {
    return Fields.EMPTY
        .with("reason", Value.of(trouble.reason()))
        .with("message", Value.of(trouble.message()))
        .with("hint", Value.of(trouble.hint()))
        .with("findings", findings(trouble.findings()));
  }

  private static Fields standing(Standing standing) {
    var value =
        Fields.EMPTY
            .with("name", Value.of(standing.environment()))
            .with("lookedAt", time(standing.at()))
            .with("nextAt", time(standing.next()))
            .with("conditions", conditions(standing.conditions()))
            .with("findings", findings(findings(standing)));
    var seen = standing.seen();
    if (seen.isEmpty()) return value;
    var plan = seen.get().plan();
    return value
        .with("commit", Value.of(seen.get().commit().id()))
        .with("warnings", findings(seen.get().warnings()))
        .with("plan", Value.of(hash(plan)))
        .with("status", StatusValue.of(Status.of(plan), plan));
  }

  /// What is wrong with the manifests, as far as the latest visit came.
  static List<Finding> findings(Standing standing) {
    return switch (standing.visit()) {
      case Visit.Seen seen -> seen.broken();
      case Visit.Unusable(var findings) -> findings;
      case Visit.Blind _, Visit.Aside _, Visit.Vanished _ -> List.of();
    };
  }

  static String hash(Plan plan) {
    return plan.differs() ? PlanHash.of(plan) : "";
  }

  private static Value conditions(List<Condition> conditions) {
    return Value.items(conditions.stream().map(Documents::condition).toList());
  }

  static Fields condition(Condition condition) {
    return Fields.EMPTY
        .with("type", Value.of(condition.type().word()))
        .with("status", Value.of(condition.truth().word()))
        .with("reason", Value.of(condition.reason()))
        .with("message", Value.of(condition.message()))
        .with("since", time(condition.since()));
  }

  private static Value findings(List<Finding> findings) {
    return Value.items(findings.stream().map(Documents::finding).toList());
  }

  private static Fields finding(Finding finding) {
    var value =
        Fields.EMPTY
            .with("severity", Value.of(finding.severity().name().toLowerCase(Locale.ROOT)))
            .with("rule", Value.of(finding.rule()))
            .with("path", Value.of(finding.path().toString()))
            .with("message", Value.of(finding.sentence()))
            .with("hint", Value.of(finding.hint()));
    if (finding.origin().isEmpty()) return value;
    var origin = finding.origin().get();
    return value.with("file", Value.of(origin.file())).with("line", Value.of(origin.line()));
  }

  static Fields plans(Picture picture) {
    var plans =
        picture.standings().values().stream()
            .map(Standing::plan)
            .flatMap(Optional::stream)
            .map(PlanValue::of)
            .toList();
    return Fields.EMPTY.with("plans", Value.items(plans));
  }

  static Fields history(Picture picture) {
    var all =
        picture.standings().values().stream()
            .map(standing ->
                Fields.EMPTY
                    .with("name", Value.of(standing.environment()))
                    .with("passes", passes(standing.passes())))
            .toList();
    return Fields.EMPTY.with("environments", Value.items(all));
  }

  private static Value passes(List<Passage> passes) {
    return Value.items(passes.stream().map(Documents::passage).toList());
  }

  private static Fields passage(Passage passage) {
    return Fields.EMPTY
        .with("pass", Value.of(passage.id()))
        .with("at", time(passage.at()))
        .with("commit", Value.of(passage.commit()))
        .with("end", Value.of(passage.end()))
        .with("calls", Value.of(passage.calls()))
        .with("outcomes", Value.texts(passage.outcomes()));
  }

  static Fields events(List<Happening> happenings) {
    return Fields.EMPTY.with(
        "events", Value.items(happenings.stream().map(Happening::value).toList()));
  }

  private static Value time(Instant at) {
    return Value.of(at.toString());
  }
}
