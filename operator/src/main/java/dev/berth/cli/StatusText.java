package dev.berth.cli;

import dev.berth.plan.Durations;
import dev.berth.plan.Palette;
import dev.berth.plan.Plan;
import dev.berth.reconcile.Status;
import java.time.Duration;
import java.util.function.Function;

/// `berth status` for people: a line a resource, by wave.
final class StatusText {
  private static final int ROOM = 40;
  private static final int WIDTH = 100;

  private StatusText() {}

  static String of(Status status, Plan plan, Palette palette) {
    var format = format(status);
    var text = new StringBuilder();
    var heading = format.formatted("NAME", "STATE      ", "TASKS", "REVISION", "SINCE");
    text.append(palette.faint(heading.stripTrailing())).append('\n');
    for (var line : status.lines()) {
      text.append(line(line, format, status, palette).stripTrailing()).append('\n');
      if (!line.why().isEmpty()) {
        Lines.below("  ", line.why(), WIDTH).forEach(why -> text.append(why).append('\n'));
      }
      line.run()
          .ifPresent(run -> JobText.lines(run).forEach(l -> text.append("  " + l).append('\n')));
    }
    text.append('\n').append(summary(status, plan)).append('\n');
    for (var note : plan.notes()) {
      Lines.below("", note, WIDTH).forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  /// Names and revisions get the room that the widest needs, within bounds.
  private static String format(Status status) {
    int name = widest(status, line -> line.key().brief(), 8);
    int revision = widest(status, Status.Line::revision, 8);
    int tasks = widest(status, Status.Line::tasks, 6);
    return "%-" + name + "s  %s %-" + tasks + "s %-" + revision + "s  %s";
  }

  private static int widest(Status status, Function<Status.Line, String> column, int least) {
    int widest = status.lines().stream().map(column).mapToInt(String::length).max().orElse(0);
    return Math.clamp(widest, least, ROOM);
  }

  private static String line(Status.Line line, String format, Status status, Palette palette) {
    var since = line.since().map(at -> Durations.text(Duration.between(at, status.at())));
    return format.formatted(
        line.key().brief(),
        painted(line.state(), "%-11s".formatted(line.state().words()), palette),
        line.tasks(),
        line.revision(),
        since.orElse(""));
  }

  static String painted(Status.State state, String words, Palette palette) {
    return switch (state) {
      case SETTLED -> palette.good(words);
      case ROLLING, RUNNING, DIFFERS, ABSENT -> palette.changes(words);
      case WAITING -> palette.waits(words);
      case HELD, REFUSED, DENIED -> palette.bad(words);
    };
  }

  private static String summary(Status status, Plan plan) {
    long settled = status.lines().stream().filter(l -> l.state() == Status.State.SETTLED).count();
    return "%d of %d settled in environment %s; %s"
        .formatted(
            settled,
            status.lines().size(),
            plan.desired().environment().name(),
            Lines.counted(plan.observed().calls(), "API call"));
  }
}
