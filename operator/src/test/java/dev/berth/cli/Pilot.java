package dev.berth.cli;

import dev.berth.controller.Operator;
import dev.berth.reconcile.ManifestSource;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The operator over a folder, wired as `berth run` wires it; it does nothing until it is stepped.
final class Pilot {
  private static final Duration POLL = Duration.ofMinutes(1);
  private static final Duration RESYNC = Duration.ofMinutes(5);

  private Pilot() {}

  /// Over the folder and the account of a drill.
  static Operator of(Drill drill, String... environments) {
    return of(drill, Hearing.NOBODY, environments);
  }

  /// With somebody who hears what it does.
  static Operator of(Drill drill, Hearing hearing, String... environments) {
    return of(drill, hearing, folder(drill), environments);
  }

  static ManifestSource folder(Drill drill) {
    return new FolderSource(new DirectoryFiles(), drill.folder().toString());
  }

  static Operator of(Drill drill, Hearing hearing, ManifestSource source, String... environments) {
    var out = new ByteArrayOutputStream();
    var outside = drill.outside(out, out);
    var endpoint = Common.endpoint(outside, Optional.empty());
    var operating =
        new Operating(outside, endpoint, Optional.empty(), POLL, RESYNC, Optional.empty());
    return operating.operator(source, new TreeSet<>(List.of(environments)), hearing);
  }

  /// Steps whatever is due, and moves the clock to what is due next.
  static void run(Operator operator, Drill drill, Duration time) {
    var end = drill.simulator().now().plus(time);
    while (drill.simulator().now().isBefore(end)) {
      if (operator.controller().step(drill.simulator().now())) continue;
      var next = operator.controller().wakeAt().filter(end::isAfter).orElse(end);
      drill.advance(Duration.between(drill.simulator().now(), next));
    }
  }
}
