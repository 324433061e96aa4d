package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.model.EnvironmentSpec.Approval;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.EnvironmentSpec.Sync;
import dev.berth.model.Path;
import dev.berth.model.SyncWindow;
import dev.berth.model.SyncWindow.Kind;
import dev.berth.plan.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an Environment says of the operator: `spec.sync`. The schema has told of wrong words.
final class SyncReader {
  private static final Path WINDOWS = Document.SPEC.field("sync").field("windows");

  private final Mapping stated;
  private final Findings findings;

  SyncReader(Mapping spec, Findings findings) {
    this.stated = spec.mapping("sync").orElse(Mapping.empty(spec.place()));
    this.findings = findings;
  }

  Sync read() {
    var mode = stated.text("mode").filter("apply"::equals).map(_ -> Mode.APPLY);
    var approval = stated.text("approval").filter("manual"::equals).map(_ -> Approval.MANUAL);
    var windows = new ArrayList<SyncWindow>();
    var items = stated.items("windows");
    for (int i = 0; i < items.size(); i++) {
      var path = WINDOWS.element(String.valueOf(i));
      items.get(i).asMapping().flatMap(item -> window(item, path)).ifPresent(windows::add);
    }
    return new Sync(
        mode.orElse(Sync.FIRST.mode()),
        habit("selfHeal", Sync.FIRST.selfHeal()),
        habit("prune", Sync.FIRST.prune()),
        approval.orElse(Sync.FIRST.approval()),
        windows);
  }

  private Habit habit(String name, Habit unstated) {
    return EnvironmentReader.flag(stated, name)
        .map(on -> on ? Habit.ON : Habit.OFF)
        .orElse(unstated);
  }

  /// Empty where something is missing or means nothing: that was told, or is told here.
  private Optional<SyncWindow> window(Mapping window, Path path) {
    var kind = window.text("kind").filter("deny"::equals).map(_ -> Kind.DENY).orElse(Kind.ALLOW);
    var schedule = schedule(window, path);
    var duration = duration(window, path);
    var zone = zone(window, path);
    if (schedule.isEmpty() || duration.isEmpty() || zone.isEmpty()) return Optional.empty();
    return Optional.of(
        new SyncWindow(kind, schedule.get(), duration.get(), zone.get(), services(window)));
  }

  private Optional<String> schedule(Mapping window, Path path) {
    var text = window.text("schedule").filter(schedule -> !pretended(window, "schedule"));
    var wrong = text.flatMap(Schedule::wrong);
    wrong.ifPresent(why ->
        wrong(
            window,
            path.field("schedule"),
            "`%s` is no schedule: %s".formatted(text.orElseThrow(), why),
            "write minute, hour, day, month and day of the week, such as `0 22 * * MON-FRI`"));
    return wrong.isPresent() ? Optional.empty() : text;
  }

  private Optional<Duration> duration(Mapping window, Path path) {
    var text = window.text("duration").filter(_ -> !pretended(window, "duration"));
    var duration = text.flatMap(Durations::of);
    if (duration.filter(time -> !time.isPositive()).isPresent()) {
      var sentence = "`" + text.orElseThrow() + "` is no time at all";
      wrong(window, path.field("duration"), sentence, "write it as 2h");
      return Optional.empty();
    }
    return duration;
  }

  private Optional<ZoneId> zone(Mapping window, Path path) {
    var text = window.text("timeZone");
    try {
      return Optional.of(text.map(ZoneId::of).orElse(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      var sentence = "`" + text.orElseThrow() + "` is no time zone";
      wrong(window, path.field("timeZone"), sentence, "write it as Europe/Berlin");
      return Optional.empty();
    }
  }

  private static List<String> services(Mapping window) {
    var services = new ArrayList<String>();
    for (var item : window.items("services")) {
      if (item instanceof Scalar scalar) services.add(scalar.text());
    }
    return services;
  }

  private static boolean pretended(Mapping window, String name) {
    return window.scalar(name).filter(s -> s.style() == Node.Style.PRETENDED).isPresent();
  }

  private void wrong(Mapping window, Path path, String sentence, String hint) {
    var name = path.steps().getLast().word();
    findings.error("wrong-value", window.where(name), path, sentence, hint);
  }
}
