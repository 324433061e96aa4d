package dev.berth.cli;

import dev.berth.model.ResourceKey;
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
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tells how passes get on: the plan first, then each line of the status whenever it changes. On a
/// terminal the lines that still move stay at the bottom.
final class Progress implements Listener, AutoCloseable {
  private static final int WIDTH = 92;

  private final Outside outside;
  private final Common common;
  private final LiveBlock block;
  private final TreeMap<String, String> told = new TreeMap<>();
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
    }
  }

  private void planned(Plan plan) {
    block.clear();
    if (start.isEmpty()) {
      start = Optional.of(plan.observed().at());
      outside.out().print(PlanText.of(plan, common.palette(outside)));
      outside.out().println();
    }
    var status = Status.of(plan);
    var elapsed = clock(Duration.between(start.get(), status.at()));
    boolean first = told.isEmpty();
    var waiting = new TreeMap<String, List<String>>();
    for (var line : status.lines()) {
      boolean waits = line.state() == Status.State.WAITING;
      var text = waits ? waitsFor(line) : text(line);
      if (text.equals(told.put(line.key().toString(), text))) continue;
      if (first && line.state() == Status.State.SETTLED) continue;
      if (waits) waiting.computeIfAbsent(text, _ -> new ArrayList<>()).add(line.key().name());
      else outside.out().println(elapsed + "  " + text);
    }
    waiting.forEach((text, names) -> waiting(elapsed, text, names));
    block.show(status, common.palette(outside));
    outside.out().flush();
  }

  private void waiting(String elapsed, String text, List<String> names) {
    var palette = common.palette(outside);
    outside.out().println(elapsed + "  " + palette.waits("waiting for " + text) + ":");
    Lines.wrapped(names, WIDTH).forEach(line -> outside.out().println("       " + line));
  }

  private static String waitsFor(Status.Line line) {
    return line.waitsFor().stream().map(ResourceKey::name).collect(Collectors.joining(", "));
  }

  private String text(Status.Line line) {
    var palette = common.palette(outside);
    var state =
        switch (line.state()) {
          case SETTLED -> palette.good(padded(line.state().words()));
          case ROLLING, DIFFERS, ABSENT -> palette.changes(padded(line.state().words()));
          case WAITING -> palette.waits(padded(line.state().words()));
          case HELD, REFUSED -> palette.bad(padded(line.state().words()));
        };
    return "%-28s %s %s".formatted(line.key().name(), state, line.why()).stripTrailing();
  }

  private static String padded(String words) {
    return "%-11s".formatted(words);
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
    if (!text.isEmpty()) outside.out().println("       " + text);
  }

  static String clock(Duration elapsed) {
    return "%02d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  @Override
  public void close() {
    block.clear();
  }
}
