package dev.berth.plan;

import dev.berth.model.Marks;
import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// An action as a saved plan holds it: for people with its secrets covered, and whole as a digest.
final class ActionValue {
  private static final String DIGEST = "digest";

  /// Say when something was asked for or how far the roll-out before it is, and the commit is never
  /// a difference.
  private static final List<String> MOVING =
      List.of(
          Marks.RESTART, Marks.ATTEMPT, Marks.OUTCOME, Marks.GOOD, Marks.FORGIVEN, Marks.REVISION);

  private ActionValue() {}

  static Fields of(Action action) {
    var whole = details(action).with("call", Value.of(action.call()));
    var told = Hidden.in(Path.ROOT, whole) instanceof Fields covered ? covered : Fields.EMPTY;
    return told.with("because", Value.of(action.because()))
        .with("expect", Value.of(words(action.expect())))
        .with(DIGEST, Value.of(Digest.of(whole)));
  }

  static String digest(Fields told) {
    return told.text(DIGEST).orElse("");
  }

  /// Without what is another one at each look: CreateService's token.
  private static Fields details(Action action) {
    return switch (action) {
      case Action.CreateCluster(_, var request, _) -> request(request);
      case Action.CreateNamespace(_, var tags, _) -> tagged(Fields.EMPTY, tags);
      case Action.RegisterTaskDefinition(_, var definition, var tags, var candidate, _) ->
          tagged(definition(definition, candidate), tags);
      case Action.CreateService(_, var request, var tags, var hash, _, _) ->
          tagged(request(request).with("hash", Value.of(hash)), tags);
      case Action.MarkApplied(_, var hash, var tags, _, _) ->
          tagged(Fields.EMPTY.with("hash", Value.of(hash)), tags);
      case Action.UpdateService(_, var request, var definition, _, _) ->
          request(request).with("revision", Value.of(definition.name()));
      case Action.DeleteService _ -> Fields.EMPTY;
      case Action.Tag(_, var tags, _, _) -> tagged(Fields.EMPTY, tags);
      case Action.Untag(_, var tags, _, _) -> Fields.EMPTY.with("tags", Value.texts(tags));
      case Action.Disown(_, var arn, var tags, _) ->
          Fields.EMPTY.with("arn", Value.of(arn)).with("tags", Value.texts(tags));
      case Action.RegisterJob(_, var definition, var tags, _, _) ->
          tagged(definition(definition, Optional.empty()), tags);
      case Action.MarkJob(_, _, var tags, _, _) -> tagged(Fields.EMPTY, tags);
      case Action.RunTask(_, _, _, var request, _, _, _) -> request(content(request));
      case Action.StopTask(_, var task, _) -> Fields.EMPTY.with("task", Value.of(task));
      case Action.MarkScaling(_, var mark, _) -> Fields.EMPTY.with("mark", Value.of(mark));
      case Action.RegisterScalableTarget(_, var request, var tags, _, _) ->
          tagged(request(request), tags);
      case Action.PutScalingPolicy(_, var request, _, _) -> request(request);
      case Action.PutScheduledAction(_, var request, _, _) -> request(request);
      case Action.DeregisterScalableTarget _, Action.DeleteScalingPolicy _ -> Fields.EMPTY;
      case Action.DeleteScheduledAction _ -> Fields.EMPTY;
      case Action.StopDeployment(_, var deployment, _) ->
          Fields.EMPTY.with("deployment", Value.of(deployment));
    };
  }

  /// Without what names the attempt, in which its time is.
  private static Fields content(Fields request) {
    return request.without("clientToken").without("startedBy").without("tags");
  }

  private static Fields request(Fields request) {
    return Fields.EMPTY.with("request", request);
  }

  private static Fields definition(Fields definition, Optional<String> candidate) {
    var named = Fields.EMPTY.with(ServiceFields.DEFINITION, definition);
    return candidate.map(name -> named.with("candidate", Value.of(name))).orElse(named);
  }

  private static Fields tagged(Fields told, SortedMap<String, String> tags) {
    var kept = new TreeMap<String, Value>();
    tags.forEach((name, value) -> kept.put(name, Value.of(value)));
    kept.keySet().removeAll(MOVING);
    return told.with("tags", new Fields(kept));
  }

  private static String words(Expect expect) {
    return switch (expect) {
      case Expect.Absent() -> "absent";
      case Expect.Unchanged(var fingerprint) -> "unchanged since " + fingerprint;
      case Expect.Anything() -> "anything";
    };
  }
}
