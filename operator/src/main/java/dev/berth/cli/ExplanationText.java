package dev.berth.cli;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// `berth diff --explain`.
final class ExplanationText {
  private static final int WIDTH = 100;
  private static final int VERSION = 1;

  private ExplanationText() {}

  static String of(List<Explanation> explanations) {
    var lines = new ArrayList<String>();
    for (var one : explanations) {
      if (!lines.isEmpty()) lines.add("");
      lines.add(one.key() + " " + one.path());
      one.facts()
          .forEach(
              (name, told) -> lines.addAll(Lines.below("  %-9s ".formatted(name), told, WIDTH)));
    }
    return String.join("\n", lines) + "\n";
  }

  static Value value(List<Explanation> explanations) {
    return Fields.EMPTY
        .with("version", Value.of(VERSION))
        .with(
            "explanations", Value.items(explanations.stream().map(ExplanationText::one).toList()));
  }

  private static Fields one(Explanation explanation) {
    var facts = new TreeMap<String, Value>();
    explanation.facts().forEach((name, told) -> facts.put(name, Value.of(told)));
    var standing = explanation.standing().name().toLowerCase(Locale.ROOT);
    return Fields.EMPTY
        .with("key", Value.of(explanation.key().toString()))
        .with("path", Value.of(explanation.path().toString()))
        .with("standing", Value.of(standing))
        .with("facts", new Fields(facts));
  }
}
