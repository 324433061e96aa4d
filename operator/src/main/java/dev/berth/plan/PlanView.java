package dev.berth.plan;

import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.plan.Change.Progress;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Field.Cause;
import dev.berth.plan.Field.Consequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A plan in words: what text, Markdown and JSON say alike.
///
/// @param waves counted from 1
/// @param counts how many resources have which verdict; none that nobody has
/// @param hash of the plan; empty where nothing differs
record PlanView(
    SortedMap<Integer, List<Resource>> waves,
    SequencedMap<Verdict, Integer> counts,
    int calls,
    Optional<String> hash) {
  private static final String NOTHING = "nothing to do";

  /// In the order of the summary.
  enum Verdict {
    CREATE("+", "to create"),
    UPDATE("~", "to update"),
    REPLACE("±", "to replace"),
    DELETE("-", "to delete"),
    RESTART("@", "to restart"),
    ADOPT("?", "to adopt"),
    RUN(">", "to run"),
    WAITING("…", "waiting"),
    BLOCKED("!", "blocked"),
    ROLLING("=", "rolling out"),
    RUNNING("=", "running"),
    UNCHANGED(" ", "unchanged");

    private final String sign;
    private final String words;

    Verdict(String sign, String words) {
      this.sign = sign;
      this.words = words;
    }

    String sign() {
      return sign;
    }

    String words() {
      return words;
    }
  }

  /// @param then what is done where nothing holds it; otherwise the verdict itself
  /// @param consequence in words; empty where it says nothing new
  /// @param held what it waits for, or why it is blocked
  record Resource(
      ResourceKey key,
      Verdict verdict,
      Verdict then,
      String consequence,
      List<String> held,
      List<Line> fields) {
    Resource {
      held = List.copyOf(held);
      fields = List.copyOf(fields);
    }

    /// Whether there is more to tell than that it is as wanted.
    boolean told() {
      return verdict != Verdict.UNCHANGED || !fields.isEmpty();
    }

    private Resource with(List<Field> differing) {
      var lines = differing.stream().map(PlanView::line).toList();
      return new Resource(key, verdict, then, consequence, held, lines);
    }

    private Resource held(Verdict by, List<String> words) {
      return new Resource(key, by, then, consequence, words, fields);
    }
  }

  /// @param from covered where it is secret; empty where there is none
  record Line(
      String path, Optional<Value> from, Optional<Value> to, String unstated, String cause) {
    String fromWords() {
      return from.map(Words::shown).orElse(unstated);
    }

    String toWords() {
      return to.map(Words::shown).orElse(unstated);
    }
  }

  PlanView {
    waves = Collections.unmodifiableSortedMap(new TreeMap<>(waves));
    counts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(counts));
  }

  static PlanView of(Plan plan) {
    var waves = new TreeMap<Integer, List<Resource>>();
    var counted = new TreeMap<Verdict, Integer>();
    for (var change : plan.changes()) {
      var resource = resource(change, plan);
      int wave = plan.waves().getOrDefault(change.key(), 0) + 1;
      waves.computeIfAbsent(wave, _ -> new ArrayList<>()).add(resource);
      counted.merge(resource.verdict(), 1, Integer::sum);
    }
    var hash = plan.differs() ? Optional.of(PlanHash.of(plan)) : Optional.<String>empty();
    return new PlanView(waves, counted, plan.observed().calls(), hash);
  }

  /// `2 to create, 1 waiting, 5 unchanged; 4 API calls`.
  String summary() {
    var words = new ArrayList<String>();
    counts.forEach((verdict, count) -> words.add(count + " " + verdict.words()));
    var all = words.isEmpty() ? "nothing is wanted" : String.join(", ", words);
    return all + "; " + calls + (calls == 1 ? " API call" : " API calls");
  }

  static Resource resource(Change change, Plan plan) {
    return change.key().kind() == ResourceKey.Kind.JOB ? job(change, plan) : other(change, plan);
  }

  private static Resource job(Change change, Plan plan) {
    return switch (change) {
      case Change.Create _ -> plain(change, Verdict.RUN, "run");
      case Change.Update(_, _, var fields) -> plain(change, Verdict.RUN, "run again").with(fields);
      case Change.Restart(_, _, var because) ->
          plain(change, Verdict.RUN, "run again: " + Words.plain(because));
      case Change.Keep(_, _, Progress.Rolling(var told)) ->
          plain(change, Verdict.RUNNING, "running: " + Words.plain(told));
      case Change.Keep _, Change.Replace _, Change.Adopt _, Change.Delete _ -> other(change, plan);
      case Change.Waiting _, Change.Blocked _ -> other(change, plan);
    };
  }

  private static Resource other(Change change, Plan plan) {
    return switch (change) {
      case Change.Create _ -> plain(change, Verdict.CREATE, "create");
      case Change.Update(_, _, var fields) -> differing(change, Verdict.UPDATE, fields);
      case Change.Replace(_, _, var fields) -> differing(change, Verdict.REPLACE, fields);
      case Change.Restart(_, _, var because) ->
          plain(change, Verdict.RESTART, "new deployment of the same content: " + because)
              .with(Scaling.remarks(change, plan));
      case Change.Adopt(_, _, var fields) ->
          plain(change, Verdict.ADOPT, adopted(fields)).with(fields);
      case Change.Delete _ -> plain(change, Verdict.DELETE, "delete: no manifest wants it");
      case Change.Keep(_, _, var progress) ->
          kept(change, progress).with(Scaling.remarks(change, plan));
      case Change.Waiting waiting ->
          resource(waiting.then(), plan).held(Verdict.WAITING, words(plan.roots(waiting)));
      case Change.Blocked(Change.Adopt _, Why.Foreign why) -> others(change, why);
      case Change.Blocked(Change.Adopt _, Why.OwnershipLost why) -> others(change, why);
      case Change.Blocked(var then, var why) ->
          resource(then, plan).held(Verdict.BLOCKED, List.of(words(why, change.key())));
    };
  }

  /// Nobody asked to adopt it: that it is there, and whose, is all that there is to tell.
  private static Resource others(Change change, Why why) {
    var words = List.of(words(why, change.key()));
    return plain(change, Verdict.ADOPT, "exists").held(Verdict.BLOCKED, words);
  }

  /// What is closed for the same reason is told in one sentence.
  private static List<String> words(List<Change.Closed> on) {
    var byReason = new LinkedHashMap<Change.Reason, List<String>>();
    for (var closed : on) {
      byReason.computeIfAbsent(closed.reason(), _ -> new ArrayList<>()).add(closed.on().brief());
    }
    var sentences = new ArrayList<String>();
    byReason.forEach((reason, keys) ->
        sentences.add(Words.listed(keys) + ", which " + reason.words(keys.size())));
    return sentences;
  }

  private static Resource kept(Change change, Progress progress) {
    return switch (progress) {
      case Progress.Settled() -> plain(change, Verdict.UNCHANGED, "unchanged");
      case Progress.Rolling(var told) -> plain(change, Verdict.ROLLING, "rolling out: " + told);
    };
  }

  private static Resource plain(Change change, Verdict verdict, String words) {
    return new Resource(change.key(), verdict, verdict, words, List.of(), List.of());
  }

  private static Resource differing(Change change, Verdict verdict, List<Field> fields) {
    return plain(change, verdict, heaviest(fields)).with(fields);
  }

  private static String adopted(List<Field> fields) {
    var then = heaviest(fields);
    return then.equals(NOTHING) ? "adopt: tags only" : "adopt: tags only, then: " + then;
  }

  private static String heaviest(List<Field> fields) {
    var words = fields.stream().map(f -> words(f.consequence())).toList();
    for (var heavy : List.of("replace", "new deployment", "in place")) {
      if (words.contains(heavy)) return heavy;
    }
    return NOTHING;
  }

  static String words(Consequence consequence) {
    return switch (consequence) {
      case Consequence.InPlace() -> "in place";
      case Consequence.NewDeployment() -> "new deployment";
      case Consequence.Replace() -> "replace";
      case Consequence.RunAgain() -> "run again";
      case Consequence.Ignored(var why) -> "ignored: " + why;
    };
  }

  private static Line line(Field field) {
    return new Line(
        field.path().toString(),
        field.from().map(value -> Hidden.in(field.path(), value)),
        field.to().map(value -> Hidden.in(field.path(), value)),
        unstated(field),
        field.ignored() ? words(field.consequence()) : words(field.cause()));
  }

  static String words(Cause cause) {
    return switch (cause) {
      case Cause.Manifest() -> "manifest";
      case Cause.Parameter(var name) -> "parameter " + name;
      case Cause.Digest(var tag) -> "digest of " + tag;
      case Cause.Drift() -> "drift";
    };
  }

  /// What an element that one side lacks is there: nothing, where a member would be its default.
  private static String unstated(Field field) {
    var row = ServiceFields.TABLE.row(field.path());
    boolean member =
        row.filter(r -> !(r.unstated() instanceof FieldRow.Unstated.Nothing)).isPresent();
    boolean inElement = FieldTable.general(field.path()).contains("[]");
    return member || !inElement ? "default" : "none";
  }

  private static String paths(List<Path> what) {
    var first = what.getFirst().toString();
    return what.size() == 1 ? first : first + " and " + (what.size() - 1) + " more";
  }

  static String words(Why why, ResourceKey key) {
    return switch (why) {
      case Why.Skipped(var reason) ->
          "this content failed before ("
              + reason
              + "); mend it, or `berth retry "
              + key.name()
              + "`";
      case Why.Held(var told) ->
          told + "; change the manifest, or `berth retry " + key.name() + "`";
      case Why.Foreign(var owner) -> "not ours, its owner is " + owner;
      case Why.Denied(var findings) ->
          "a policy objects: "
              + findings.stream()
                  .map(f -> f.sentence() + " (" + f.rule() + ")")
                  .collect(Collectors.joining("; "));
      case Why.JobFailed(var reason, _) ->
          "it failed (" + reason + "); mend it, or `berth retry " + key.name() + "`";
      case Why.JobLost(var since) ->
          JobRuns.lost(since) + "; if it may run again, `berth retry " + key.name() + "`";
      case Why.OwnershipLost() -> "its tags are gone; put berth:owner and berth:key back";
      case Why.Unresolved(var what) -> what;
      case Why.Restrained(var by) -> by.words();
      case Why.Itself() ->
          "the operator does not stop itself; if that is meant, `berth apply` from elsewhere";
      case Why.PruneLimit(_, _, var limit, _) ->
          "more than " + limit + " deletions need your approval";
      case Why.Disappearing(var what) ->
          "%s would disappear; say adopt: replace".formatted(paths(what));
    };
  }
}
