package dev.berth.simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// What is going to happen, in the order of time and, at one moment, of planning. What idles costs
/// nothing, however far time is advanced.
final class Agenda {
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::number));
  private Instant now;
  private long planned;

  private record Entry(Instant at, long number, Runnable deed) {}

  Agenda(Instant start) {
    now = start;
  }

  Instant now() {
    return now;
  }

  void in(Duration delay, Runnable deed) {
    entries.add(new Entry(now.plus(delay), planned++, deed));
  }

  void advanceTo(Instant time) {
    while (!entries.isEmpty() && !entries.peek().at().isAfter(time)) {
      var entry = entries.poll();
      now = entry.at();
      entry.deed().run();
    }
    if (time.isAfter(now)) now = time;
  }
}
