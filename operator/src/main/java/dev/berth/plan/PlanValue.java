package dev.berth.plan;

import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.PlanView.Resource;
import dev.berth.plan.PlanView.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// A plan for programs: the whole of it, what is unchanged included. `version` is raised when
/// something in it is renamed or goes; new members may come at any time.
public final class PlanValue {
  private static final int VERSION = 1;

  private PlanValue() {}

  public static Value of(Plan plan) {
    var view = PlanView.of(plan);
    var hash = view.hash().map(Value::of).orElse(Value.of(""));
    return Fields.EMPTY
        .with("version", Value.of(VERSION))
        .with("hash", hash)
        .with("environment", Value.of(plan.desired().environment().name()))
        .with("revision", Value.of(plan.desired().revision()))
        .with("differs", Value.of(plan.differs()))
        .with("summary", summary(view))
        .with("notes", Value.texts(plan.notes()))
        .with("unseen", Value.texts(List.copyOf(plan.observed().unseen())))
        .with("strays", strays(plan))
        .with("changes", changes(view, plan))
        .with("actions", Value.items(plan.actions().stream().map(PlanValue::action).toList()));
  }

  /// The environment's own services that no manifest wants, pruned or not.
  private static Value strays(Plan plan) {
    var known = plan.observed().strays().known().stream();
    return Value.texts(known.map(stray -> stray.key().toString()).toList());
  }

  private static Fields summary(PlanView view) {
    var counts = new TreeMap<String, Value>();
    for (var verdict : Verdict.values()) {
      counts.put(word(verdict), Value.of(view.counts().getOrDefault(verdict, 0)));
    }
    return new Fields(counts).with("calls", Value.of(view.calls()));
  }

  private static Value changes(PlanView view, Plan plan) {
    var verdicts = new TreeMap<ResourceKey, Change>();
    plan.changes().forEach(change -> verdicts.put(change.key(), change));
    var changes = new ArrayList<Value>();
    view.waves()
        .forEach((wave, all) ->
            all.forEach(r -> changes.add(change(wave, r, verdicts.get(r.key()), plan))));
    return Value.items(changes);
  }

  private static Fields change(int wave, Resource resource, Change change, Plan plan) {
    var told =
        Fields.EMPTY
            .with("key", Value.of(resource.key().toString()))
            .with("wave", Value.of(wave))
            .with("verdict", Value.of(word(resource.verdict())))
            .with("then", Value.of(word(resource.then())))
            .with("told", Value.of(resource.consequence()));
    var fields = fields(change, plan).stream().map(PlanValue::field).toList();
    return held(fields.isEmpty() ? told : told.with("fields", Value.items(fields)), change, plan);
  }

  private static Fields held(Fields told, Change change, Plan plan) {
    return switch (change) {
      case Change.Waiting waiting -> {
        var roots = plan.roots(waiting).stream().map(PlanValue::closed).toList();
        yield told.with("waitsFor", Value.items(roots));
      }
      case Change.Blocked(_, Change.Why.Restrained(var by)) ->
          told.with("blocked", Value.of(by.words())).with("restraint", restraint(by));
      case Change.Blocked(_, var why) ->
          told.with("blocked", Value.of(PlanView.words(why, change.key())));
      case Change.Create _, Change.Update _, Change.Replace _, Change.Restart _ -> told;
      case Change.Adopt _, Change.Delete _, Change.Keep _ -> told;
    };
  }

  /// What holds it, for programs: `kind`, and `ends` where it ends by itself.
  public static Fields restraint(Restraint by) {
    var told = Fields.EMPTY.with("kind", Value.of(by.word()));
    return by.ends().map(end -> told.with("ends", Value.of(end.toString()))).orElse(told);
  }

  private static Fields closed(Change.Closed closed) {
    return Fields.EMPTY
        .with("key", Value.of(closed.on().toString()))
        .with("reason", Value.of(closed.reason().words()));
  }

  private static List<Field> fields(Change change, Plan plan) {
    return switch (change) {
      case Change.Update(_, _, var fields) -> fields;
      case Change.Replace(_, _, var fields) -> fields;
      case Change.Waiting(var then, _) -> fields(then, plan);
      case Change.Blocked(var then, _) -> fields(then, plan);
      case Change.Restart _, Change.Keep _ -> Scaling.remarks(change, plan);
      case Change.Adopt(_, _, var fields) -> fields;
      case Change.Create _, Change.Delete _ -> List.of();
    };
  }

  private static Fields field(Field field) {
    var told =
        Fields.EMPTY
            .with("path", Value.of(field.path().toString()))
            .with("cause", Value.of(PlanView.words(field.cause()).split(" ")[0]))
            .with("consequence", Value.of(PlanView.words(field.consequence())));
    if (field.cause() instanceof Field.Cause.Parameter(var name)) {
      told = told.with("parameter", Value.of(name));
    }
    if (field.cause() instanceof Field.Cause.Digest(var tag)) {
      told = told.with("tag", Value.of(tag));
    }
    told = side(told, "from", field, field.from());
    return side(told, "to", field, field.to());
  }

  private static Fields side(Fields told, String name, Field field, Optional<Value> value) {
    return value.map(v -> told.with(name, Hidden.in(field.path(), v))).orElse(told);
  }

  private static Fields action(Action action) {
    return Fields.EMPTY
        .with("call", Value.of(action.call()))
        .with("key", Value.of(action.key().toString()))
        .with("because", Value.of(action.because()));
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
