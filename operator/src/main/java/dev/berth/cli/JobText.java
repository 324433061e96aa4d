package dev.berth.cli;

import dev.berth.plan.JobReport;
import java.util.ArrayList;
import java.util.List;

/// Where to look for a Job's newest attempt.
final class JobText {
  private static final int ROOM = 96;

  private JobText() {}

  /// `task` and `logs`, each with its value.
  static List<String> lines(JobReport report) {
    var lines = new ArrayList<String>();
    report.task().ifPresent(id -> lines.add("task     " + id));
    report
        .log()
        .ifPresent(
            log -> lines.addAll(Lines.below("logs     ", log.group() + " " + log.stream(), ROOM)));
    return lines;
  }
}
