package dev.berth.cli;

import dev.berth.plan.Durations;
import dev.berth.plan.Palette;
import dev.berth.plan.Plan;
import dev.berth.reconcile.Status;
import java.time.Duration;

/// `berth status` for people: a line a resource, by wave.
final class StatusText {
  private static final String FORMAT = "%-28s %s %-6s %-34s %-7s";

  private StatusText() {}

  static String of(Status status, Plan plan, Palette palette) {
    var text = new StringBuilder();
    var heading = FORMAT.formatted("NAME", "STATE      ", "TASKS", "REVISION", "SINCE");
    text.append(palette.faint(heading.stripTrailing())).append('\n');
    for (var line : status.lines()) {
      var since = line.since().map(at -> Durations.text(Duration.between(at, status.at())));
      text.append(
              FORMAT
                  .formatted(
                      line.key().name(),
                      state(line.state(), palette),
                      line.tasks(),
                      line.revision(),
                      since.orElse(""))
                  .stripTrailing())
          .append('\n');
      if (!line.why().isEmpty()) text.append("  ").append(line.why()).append('\n');
    }
    return text.append('\n').append(summary(status, plan)).append('\n').toString();
  }

  private static String state(Status.State state, Palette palette) {
    var words = "%-11s".formatted(state.words());
    return switch (state) {
      case SETTLED -> palette.good(words);
      case ROLLING, DIFFERS, ABSENT -> palette.changes(words);
      case WAITING -> palette.waits(words);
      case HELD, REFUSED -> palette.bad(words);
    };
  }

  private static String summary(Status status, Plan plan) {
    long settled = status.lines().stream().filter(l -> l.state() == Status.State.SETTLED).count();
    return "%d of %d settled in environment %s; %d API calls"
        .formatted(
            settled,
            status.lines().size(),
            plan.desired().environment().name(),
            plan.observed().calls());
  }
}
