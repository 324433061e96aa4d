package dev.berth.telemetry;

import dev.berth.model.Failure;
import dev.berth.plan.Plan;
import dev.berth.plan.PlanHash;
import dev.berth.reconcile.Condition;
import dev.berth.reconcile.Condition.Truth;
import dev.berth.reconcile.Condition.Type;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.Newest;
import dev.berth.reconcile.Outcome;
import dev.berth.reconcile.Spent;
import dev.berth.reconcile.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells of what happens to one environment, or to the source, what is new: a visit that finds all
/// as it was is no news. One thread at a time.
public final class Teller implements Listener {
  private final String environment;
  private final List<Consumer<Told>> ears;
  private String pass = "";
  private String commit = "";
  private String plan = "";
  private Optional<Standing> standing = Optional.empty();
  private Optional<Newest> newest = Optional.empty();

  /// @param environment empty for the source
  public Teller(String environment, List<Consumer<Told>> ears) {
    this.environment = environment;
    this.ears = List.copyOf(ears);
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Began began -> {
        pass = began.pass();
        commit = began.commit();
      }
      case Event.Planned(var made) -> planned(made);
      case Event.Acted(var outcome) -> tell(acted(outcome));
      case Event.Stood stood -> stood(stood);
      case Event.Fetched(var now, var took) -> fetched(now, took);
      case Event.Broke(var what, var error) ->
          tell(Told.bug("broke", "a bug in Berth; it is tried again", error).with("at", what));
      case Event.Observing _, Event.Passed _, Event.Pausing _ -> {}
    }
  }

  private void tell(Told told) {
    ears.forEach(ear -> ear.accept(told));
  }

  /// Of the environment, in the pass that is under way.
  private Told here(Told told) {
    return told.with("environment", environment).with("pass", pass);
  }

  private void planned(Plan made) {
    var hash = made.differs() ? PlanHash.of(made) : "";
    if (hash.equals(plan)) return;
    plan = hash;
    if (hash.isEmpty()) return;
    tell(
        here(Told.info("planned", "a plan was made"))
            .with("plan", hash)
            .with("commit", commit)
            .with("actions", String.valueOf(made.actions().size())));
  }

  private Told acted(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(_, var arn) -> of(outcome, Told.info("acted", "done"), arn.orElse(""));
      case Outcome.Stale(_, var expected, var found) ->
          of(outcome, Told.warn("acted", "not done: the world moved"), "")
              .with("expected", expected)
              .with("found", found);
      case Outcome.Failed(_, var failure) ->
          failed(of(outcome, Told.warn("acted", "failed"), ""), failure);
      case Outcome.NotRun(_, var blockedBy) ->
          of(outcome, Told.warn("acted", "not done: what comes before it was not"), "")
              .with("blockedBy", blockedBy.toString());
      case Outcome.Interrupted(_, var why) ->
          of(outcome, Told.info("acted", "not done: interrupted"), "").with("why", why);
    };
  }

  private Told of(Outcome outcome, Told told, String arn) {
    var action = outcome.action();
    return here(told)
        .with("call", action.call())
        .with("key", action.key().toString())
        .with("because", action.because())
        .with("arn", arn);
  }

  private static Told failed(Told told, Failure failure) {
    return told.with("code", failure.code())
        .with("error", failure.message())
        .with("hint", failure.hint());
  }

  private void stood(Event.Stood stood) {
    var now = stood.standing();
    boolean news = now.passes().stream().limit(1).anyMatch(last -> last.id().equals(pass));
    if (news) {
      var last = now.passes().getFirst();
      var told =
          here(Told.info("passed", "a pass ended"))
              .with("commit", commit)
              .with("end", last.end())
              .with("took", seconds(stood.took()));
      tell(spent(told, stood.spent()));
    }
    now.conditions().forEach(this::changed);
    standing = Optional.of(now);
  }

  private static Told spent(Told told, Spent spent) {
    var all = told.with("calls", String.valueOf(spent.total()));
    if (spent.waited().toMillis() > 0) all = all.with("waited", seconds(spent.waited()));
    if (spent.throttled() == 0) return all;
    return all.with("throttled", String.valueOf(spent.throttled()));
  }

  private void changed(Condition now) {
    var before = standing.map(s -> s.condition(now.type()));
    boolean same =
        before.filter(b -> b.truth() == now.truth() && b.reason().equals(now.reason())).isPresent();
    if (same) return;
    boolean bad = now.type() != Type.PROGRESSING && now.truth() != Truth.TRUE && stays(now);
    var told = bad ? Told.warn("condition", "changed") : Told.info("condition", "changed");
    tell(
        here(told)
            .with("condition", now.type().word())
            .with("truth", now.truth().word())
            .with("reason", now.reason())
            .with("error", now.message())
            .with("was", before.map(b -> b.truth().word()).orElse("")));
  }

  /// Not what passes by itself.
  private static boolean stays(Condition condition) {
    return switch (condition.reason()) {
      case "Converging", "Starting", "StandingBy", "Observing", "TasksMissing" -> false;
      default -> true;
    };
  }

  private void fetched(Newest now, Duration took) {
    var before = newest;
    newest = Optional.of(now);
    var trouble = now.trouble();
    var known = before.flatMap(Newest::trouble);
    if (trouble.isPresent()) {
      boolean same = known.filter(k -> k.message().equals(trouble.get().message())).isPresent();
      if (!same) tell(trouble(trouble.get()));
      return;
    }
    if (known.isPresent()) tell(Told.info("source", "the source can be read again"));
    var found = now.commit().orElseThrow();
    if (before.flatMap(Newest::commit).filter(found::equals).isPresent()) return;
    tell(
        Told.info("fetched", "a new commit")
            .with("commit", found.id())
            .with("subject", found.subject())
            .with("took", seconds(took)));
  }

  private static Told trouble(Newest.Trouble trouble) {
    return Told.warn("source", "the source cannot be read")
        .with("reason", trouble.reason())
        .with("error", trouble.message())
        .with("hint", trouble.hint());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3fs", time.toNanos() / 1e9);
  }
}
