package dev.berth.http;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.Condition;
import dev.berth.reconcile.Condition.Truth;
import dev.berth.reconcile.Condition.Type;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Whether the operator has begun to do what it is for: the source was read, and each environment
/// was seen, or is somebody else's for now. A cluster that is not as wanted is a remark, no reason
/// to be taken out of service.
///
/// @param reasons why not; empty when it is ready
/// @param remarks what else is wrong
record Readiness(List<Reason> reasons, List<Reason> remarks) {
  private static final String SOURCE = "source";

  Readiness {
    reasons = List.copyOf(reasons);
    remarks = List.copyOf(remarks);
  }

  /// @param where `source`, or the name of an environment
  /// @param reason one word that does not change between versions
  /// @param hint what to do; may be empty
  record Reason(String where, String reason, String message, String hint) {
    String line() {
      var told = hint.isEmpty() ? message : message + "; " + hint;
      return (where + ": " + reason + ": " + told).replaceAll(": $", "");
    }

    Fields value() {
      return Fields.EMPTY
          .with("where", Value.of(where))
          .with("reason", Value.of(reason))
          .with("message", Value.of(message))
          .with("hint", Value.of(hint));
    }
  }

  static Readiness of(Picture picture) {
    var reasons = new ArrayList<Reason>();
    var remarks = new ArrayList<Reason>();
    var newest = picture.newest();
    newest
        .trouble()
        .ifPresent(trouble ->
            (newest.checkout().isEmpty() ? reasons : remarks)
                .add(new Reason(SOURCE, trouble.reason(), trouble.message(), trouble.hint())));
    if (newest.checkout().isEmpty() && newest.trouble().isEmpty()) {
      reasons.add(new Reason(SOURCE, "Starting", "it was not read yet", ""));
    }
    if (newest.checkout().isPresent() && picture.standings().isEmpty()) {
      var hint = "put one into the source, or name one of those that are there with -e";
      reasons.add(new Reason(SOURCE, "NoEnvironment", "it has no Environment to keep", hint));
    }
    for (var standing : picture.standings().values()) {
      (looked(standing) ? remarks : reasons).addAll(ills(standing));
    }
    return new Readiness(reasons, remarks);
  }

  private static boolean looked(Standing standing) {
    return switch (standing.visit()) {
      case Visit.Seen _, Visit.Aside _, Visit.Vanished _ -> true;
      case Visit.Blind _, Visit.Unusable _ -> standing.seen().isPresent();
    };
  }

  /// One a cause: of conditions that say the same, the first.
  private static List<Reason> ills(Standing standing) {
    var ills = new ArrayList<Reason>();
    for (var type : List.of(Type.SYNCED, Type.HEALTHY)) {
      var condition = standing.condition(type);
      if (condition.truth() == Truth.TRUE) continue;
      var ill = reason(standing, condition);
      boolean told = ills.stream().anyMatch(one -> one.reason().equals(ill.reason()));
      if (!told) ills.add(ill);
    }
    return ills;
  }

  private static Reason reason(Standing standing, Condition condition) {
    var hint = standing.visit() instanceof Visit.Blind(var failure) ? failure.hint() : "";
    return new Reason(standing.environment(), condition.reason(), condition.message(), hint);
  }

  boolean ready() {
    return reasons.isEmpty();
  }

  Reply reply(Ask ask) {
    int status = ready() ? 200 : 503;
    if (ask.accepts("application/json")) return Reply.json(status, value());
    var lines = new ArrayList<String>();
    lines.add(ready() ? "ready" : "not ready");
    Stream.concat(reasons.stream(), remarks.stream()).map(Reason::line).forEach(lines::add);
    return Reply.text(status, String.join("\n", lines) + "\n");
  }

  private Fields value() {
    return Fields.EMPTY
        .with("ready", Value.of(ready()))
        .with("reasons", Value.items(reasons.stream().map(Reason::value).toList()))
        .with("remarks", Value.items(remarks.stream().map(Reason::value).toList()));
  }
}
