package dev.berth.plan;

import dev.berth.model.Live;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.PauseMark;
import dev.berth.model.ResourceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What people want left as it is for a time: services, with what scales them, and Jobs.
public final class Pauses {
  private Pauses() {}

  /// The same plan, with what is paused held.
  public static Plan respected(Plan plan) {
    return Holding.of(plan, change -> on(change.key(), plan.observed()).map(Restraint.Paused::new));
  }

  /// A pause that is not over.
  public static Optional<PauseMark> on(ResourceKey key, Observed observed) {
    return mark(key, observed).filter(pause -> !pause.over(observed.at()));
  }

  /// Whether there is a tag that says so, over or not.
  public static boolean marked(Live live) {
    return switch (live) {
      case LiveService service -> service.marks().pause().isPresent();
      case LiveJob job -> job.definition().marks().pause().isPresent();
      case Live.LiveCluster _, Live.LiveNamespace _, Live.LiveScalableTarget _ -> false;
      case Live.LiveScalingPart _, Live.HiddenScalableTarget _ -> false;
    };
  }

  private static Optional<PauseMark> mark(ResourceKey key, Observed observed) {
    var service = key.ofService().flatMap(observed::service).map(live -> live.marks());
    var job = observed.job(key).map(live -> live.definition().marks());
    return service.or(() -> job).flatMap(Marks::pause);
  }

  /// Each pause that is not over, in a sentence.
  static List<String> notes(Plan plan) {
    var keys = new TreeSet<ResourceKey>();
    plan.observed().live().keySet().stream().filter(key -> !key.scales()).forEach(keys::add);
    plan.observed().strays().known().forEach(stray -> keys.add(stray.key()));
    var paused = new LinkedHashMap<PauseMark, List<String>>();
    for (var key : keys) {
      on(key, plan.observed())
          .ifPresent(p -> paused.computeIfAbsent(p, _ -> new ArrayList<>()).add(key.name()));
    }
    var notes = new ArrayList<String>();
    paused.forEach((pause, names) ->
        notes.add(Words.plain(Restraint.paused(pause)) + " (" + Words.few(names) + ")"));
    return notes;
  }

  /// What `berth pause` writes on something that is there.
  public static Action pausing(Live live, PauseMark pause) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.PAUSE, pause.toString());
    var because = "berth pause " + live.key().name();
    if (live instanceof LiveJob job) {
      var family = job.definition().fields().text("family").orElse(job.key().name());
      return new Action.MarkJob(job.key(), family, tags, new Expect.Anything(), because);
    }
    return new Action.Tag(live.key(), tags, new Expect.Anything(), because);
  }

  /// What `berth resume` writes.
  public static Action resuming(Live live) {
    var tags = List.of(Marks.PAUSE);
    var because = "berth resume " + live.key().name();
    return live instanceof LiveJob job
        ? new Action.Disown(job.key(), job.arn(), tags, because)
        : new Action.Untag(live.key(), tags, new Expect.Anything(), because);
  }
}
