package dev.berth.cli;

import dev.berth.model.ResourceKey;
import dev.berth.plan.Palette;
import dev.berth.plan.Plan;
import dev.berth.plan.PlanText;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.Outcome;
import dev.berth.reconcile.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Tells how passes get on: the plan first, then each line of the status whenever it changes. On a
/// terminal the lines that still move stay at the bottom.
final class Progress implements Listener, AutoCloseable {
  private static final int WIDTH = 100;

  private final Outside outside;
  private final Common common;
  private final LiveBlock block;
  private final TreeMap<String, String> told = new TreeMap<>();
  private final TreeMap<ResourceKey, String> undone = new TreeMap<>();
  private final TreeSet<String> unseen = new TreeSet<>();
  private Optional<Instant> start = Optional.empty();

  private Progress(Outside outside, Common common) {
    this.outside = outside;
    this.common = common;
    this.block = new LiveBlock(outside);
  }

  static Progress of(Outside outside, Common common) {
    return new Progress(outside, common);
  }

  @Override
  public void on(Event event) {
    if (common.quiet() || common.format() != Common.Format.text) return;
    switch (event) {
      case Event.Planned(var plan) -> planned(plan);
      case Event.Acted(var outcome) -> acted(outcome);
      case Event.Observing _, Event.Passed _, Event.Pausing _ -> {}
      case Event.Began _, Event.Stood _, Event.Fetched _, Event.Broke _ -> {}
    }
  }

  private void planned(Plan plan) {
    block.clear();
    if (start.isEmpty()) {
      start = Optional.of(plan.observed().at());
      outside.out().print(PlanText.of(plan, palette()));
      outside.out().println();
      unseen.addAll(plan.observed().unseen());
    }
    unseen(plan.observed().unseen());
    var status = Status.of(plan);
    var elapsed = clock(Duration.between(start.get(), status.at()));
    boolean first = told.isEmpty();
    var waiting = new TreeMap<String, List<String>>();
    for (var line : status.lines()) {
      boolean waits = line.state() == Status.State.WAITING;
      var text = waits ? waitsFor(line) : line.state() + " " + line.why();
      if (text.equals(told.put(line.key().toString(), text))) continue;
      if (first && line.state() == Status.State.SETTLED) continue;
      if (waits) waiting.computeIfAbsent(text, _ -> new ArrayList<>()).add(line.key().brief());
      else tell(elapsed + "  ", line);
    }
    waiting.forEach((text, names) -> waiting(elapsed, text, names));
    block.show(status, palette());
    outside.out().flush();
  }

  /// Told once, by the first plan or when it turns out.
  private void unseen(SortedSet<String> now) {
    for (var what : now) {
      if (!unseen.add(what)) continue;
      Lines.below("       ", "not seen: " + what, WIDTH).forEach(outside.out()::println);
    }
  }

  private void waiting(String elapsed, String text, List<String> names) {
    outside.out().println(elapsed + "  " + palette().waits("waiting for " + text) + ":");
    Lines.wrapped(names, WIDTH - 7).forEach(line -> outside.out().println("       " + line));
  }

  private static String waitsFor(Status.Line line) {
    return line.waitsFor().stream().map(ResourceKey::brief).collect(Collectors.joining(", "));
  }

  /// The state is coloured last, as colours take no room.
  private void tell(String elapsed, Status.Line line) {
    var name = elapsed + "%-28s ".formatted(line.key().brief());
    var state = "%-11s ".formatted(line.state().words());
    var lines = Lines.below(name + state, line.why(), WIDTH);
    var end = Math.min(name.length() + state.length(), lines.getFirst().length());
    var shown = lines.getFirst().substring(name.length(), end);
    var rest = lines.getFirst().substring(end);
    outside.out().println(name + StatusText.painted(line.state(), shown, palette()) + rest);
    lines.stream().skip(1).forEach(outside.out()::println);
  }

  private Palette palette() {
    return common.palette(outside);
  }

  private void acted(Outcome outcome) {
    var text =
        switch (outcome) {
          case Outcome.Done(var action, _) ->
              common.verbose() ? action.call() + " " + action.key() : "";
          case Outcome.Stale(var action, _, var found) ->
              action.call() + " " + action.key() + " not made: now it is " + found;
          case Outcome.Failed(var action, var failure) ->
              action.call() + " " + action.key() + " failed: " + failure.message();
          case Outcome.Interrupted(var action, var why) ->
              action.call() + " " + action.key() + " not made: " + why;
          case Outcome.NotRun _ -> "";
        };
    if (text.isEmpty() || again(outcome, text)) return;
    Lines.below("       ", text, WIDTH).forEach(outside.out()::println);
  }

  /// What fails in every pass is told once.
  private boolean again(Outcome outcome, String text) {
    var key = outcome.action().key();
    if (!(outcome instanceof Outcome.Done)) return text.equals(undone.put(key, text));
    undone.remove(key);
    return false;
  }

  static String clock(Duration elapsed) {
    return "%02d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  @Override
  public void close() {
    block.clear();
  }
}
