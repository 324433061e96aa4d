package dev.berth.cli;

import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.PastRollout;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The roll-outs of a service, newest first.
final class HistoryText {
  private static final int WIDTH = 100;
  private static final int VERSION = 1;

  private HistoryText() {}

  /// @param good the revision to go back to
  /// @param unseen what the endpoint has no operation for
  record Told(
      LiveService live,
      List<PastRollout> past,
      Optional<String> good,
      Instant now,
      List<String> unseen) {
    Told {
      past = List.copyOf(past);
      unseen = List.copyOf(unseen);
    }
  }

  static String of(Told told) {
    var text = new StringBuilder();
    int wide = told.past().stream().mapToInt(p -> p.revision().length()).max().orElse(8);
    var format = "%-" + Math.max(8, wide) + "s  %-12s  %-8s  %s";
    text.append(format.formatted("REVISION", "COMMIT", "AGO", "OUTCOME").stripTrailing());
    text.append('\n');
    for (var rollout : told.past()) {
      var ago = Durations.text(Duration.between(rollout.deployment().createdAt(), told.now()));
      var commit = commit(rollout).map(HistoryText::brief).orElse("");
      var line = format.formatted(rollout.revision(), commit, ago, words(rollout));
      text.append(line.stripTrailing()).append('\n');
      if (rollout.deployment().reason().isEmpty()) continue;
      Lines.below("  ", rollout.deployment().reason(), WIDTH)
          .forEach(why -> text.append(why).append('\n'));
    }
    return text.append('\n').append(summary(told)).append('\n').toString();
  }

  private static String summary(Told told) {
    var live = told.live();
    var lines = new ArrayList<>(List.of(live.key().name() + " runs " + live.revision()));
    told.good().ifPresent(revision -> lines.add("  to go back to: " + revision));
    var held = live.marks().skip().map(Marks.Skip::words);
    held.ifPresent(words -> lines.addAll(Lines.below("  held: ", words, WIDTH)));
    told.unseen().forEach(what -> lines.addAll(Lines.below("  ", "not seen: " + what, WIDTH)));
    return String.join("\n", lines);
  }

  private static String words(PastRollout rollout) {
    return rollout.deployment().status().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Optional<String> commit(PastRollout rollout) {
    return rollout.definition().map(Definition::marks).flatMap(Marks::revision);
  }

  private static String brief(String commit) {
    return commit.length() > 12 ? commit.substring(0, 12) : commit;
  }

  static Value value(Told told) {
    return Fields.EMPTY
        .with("version", Value.of(VERSION))
        .with("service", Value.of(told.live().key().name()))
        .with("runs", Value.of(told.live().revision()))
        .with("good", Value.of(told.good().orElse("")))
        .with("held", Value.of(told.live().marks().skip().map(Marks.Skip::words).orElse("")))
        .with("unseen", Value.texts(told.unseen()))
        .with("rollouts", Value.items(told.past().stream().map(HistoryText::value).toList()));
  }

  private static Fields value(PastRollout rollout) {
    var deployment = rollout.deployment();
    var told =
        Fields.EMPTY
            .with("revision", Value.of(rollout.revision()))
            .with("commit", Value.of(commit(rollout).orElse("")))
            .with("status", Value.of(deployment.status()))
            .with("reason", Value.of(deployment.reason()))
            .with("createdAt", Value.of(deployment.createdAt().toString()));
    return rollout
        .finishedAt()
        .map(at -> told.with("finishedAt", Value.of(at.toString())))
        .orElse(told);
  }
}
