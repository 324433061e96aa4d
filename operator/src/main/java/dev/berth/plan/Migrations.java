package dev.berth.plan;

import dev.berth.model.Ledger;
import dev.berth.model.Live.Definition;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey.Kind;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What may have changed a database since a content was rolled out, so that going back to it is not
/// going back altogether: init containers of later roll-outs that are not its own, and Jobs that
/// the service depends on.
final class Migrations {
  private static final List<String> ENDS = List.of("SUCCESS", "COMPLETE");

  private Migrations() {}

  /// One sentence each.
  ///
  /// @param newer what was rolled out since, or tried, the newest first
  static List<String> containers(Definition back, List<Definition> newer) {
    var own = initContainers(back.fields());
    var told = new TreeMap<String, String>();
    for (var definition : newer) {
      var revision = Definition.revision(definition.arn());
      initContainers(definition.fields())
          .forEach((name, container) -> {
            if (container.equals(own.get(name))) return;
            var image = container.text("image").orElse("");
            told.putIfAbsent(name, "%s ran %s of %s".formatted(revision, name, image));
          });
    }
    return List.copyOf(told.values());
  }

  /// @param since when the content that is gone back to was rolled out
  static List<String> jobs(Wanted want, Observed observed, Instant since) {
    var told = new ArrayList<String>();
    for (var edge : want.wiring().dependsOn()) {
      if (edge.on().kind() != Kind.JOB) continue;
      observed
          .job(edge.on())
          .flatMap(job -> job.ledger().outcome())
          .filter(outcome -> outcome.result() == Ledger.Result.SUCCEEDED)
          .filter(outcome -> outcome.at().isAfter(since))
          .ifPresent(outcome -> told.add(edge.on() + " ran to its end at " + outcome.at()));
    }
    return List.copyOf(told);
  }

  /// Those that others wait for to end, by name.
  private static SortedMap<String, Fields> initContainers(Fields definition) {
    var canonical = Canonical.task(definition);
    var awaited = new ArrayList<String>();
    for (var container : canonical.each("containerDefinitions")) {
      for (var edge : container.each("dependsOn")) {
        boolean ends = edge.text("condition").filter(ENDS::contains).isPresent();
        if (ends) edge.text("containerName").ifPresent(awaited::add);
      }
    }
    var found = new TreeMap<String, Fields>();
    for (var container : canonical.each("containerDefinitions")) {
      Optional.of(container.text("name").orElse(""))
          .filter(awaited::contains)
          .ifPresent(name -> found.put(name, content(container)));
    }
    return found;
  }

  /// What it runs: an image, words and variables. Where its log goes migrates nothing.
  private static Fields content(Fields container) {
    var kept = new TreeMap<String, Value>(container.map());
    kept.keySet().retainAll(List.of("image", "command", "entryPoint", "environment", "secrets"));
    return new Fields(kept);
  }
}
