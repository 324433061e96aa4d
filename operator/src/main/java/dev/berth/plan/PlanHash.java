package dev.berth.plan;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.List;

/// The short name of a plan, by which people approve it: the same for as long as the same would be
/// done, for the same reasons. What passes by itself (counts of tasks, whom a gate waits for, the
/// time) takes no part, nor does what stays as it is.
public final class PlanHash {
  private static final int DIGITS = 8;

  private PlanHash() {}

  public static String of(Plan plan) {
    var told =
        plan.changes().stream()
            .filter(change -> !(change instanceof Change.Keep))
            .map(change -> told(change).with("key", Value.of(change.key().toString())))
            .toList();
    var whole =
        Fields.EMPTY
            .with("owner", Value.of(plan.desired().environment().owner()))
            .with("changes", Value.items(told));
    return Digest.of(whole).substring(0, DIGITS);
  }

  private static Fields told(Change change) {
    return switch (change) {
      case Change.Create(var want) -> wanted("create", want);
      case Change.Update(var want, _, var fields) -> differing("update", want, fields);
      case Change.Replace(var want, _, var fields) -> differing("replace", want, fields);
      case Change.Restart(var want, _, var because) ->
          wanted("restart", want).with("because", Value.of(because));
      case Change.Adopt(var want, var have, var fields) ->
          (fields.isEmpty() ? wanted("adopt", want) : differing("adopt", want, fields))
              .with("arn", Value.of(have.arn()));
      case Change.Delete(var have) ->
          Fields.EMPTY.with("verdict", Value.of("delete")).with("arn", Value.of(have.arn()));
      case Change.Keep(var want, _, _) -> wanted("keep", want);
      case Change.Waiting(var then, _) -> told(then).with("held", Value.of("waiting"));
      // The plan of later is the plan of now.
      case Change.Blocked(var then, Change.Why.Restrained(var by)) when by.postpones() ->
          told(then);
      case Change.Blocked(var then, Change.Why.Restrained(var by)) ->
          told(then).with("held", Value.of(by.word()));
      case Change.Blocked(var then, var why) ->
          told(then).with("held", Value.of(PlanView.words(why, then.key())));
    };
  }

  private static Fields wanted(String verdict, Wanted want) {
    return Fields.EMPTY
        .with("verdict", Value.of(verdict))
        .with("want", Value.of(Digest.of(Canonical.service(want.fields()))));
  }

  private static Fields differing(String verdict, Wanted want, List<Field> fields) {
    var paths =
        fields.stream()
            .filter(field -> !field.ignored())
            .map(field -> field.path() + " " + field.from().map(Words::of).orElse(""))
            .toList();
    return wanted(verdict, want).with("fields", Value.texts(paths));
  }
}
