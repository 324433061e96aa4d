package dev.berth.plan;

import static dev.berth.plan.Schema.any;
import static dev.berth.plan.Schema.described;
import static dev.berth.plan.Schema.pattern;
import static dev.berth.plan.Schema.ref;
import static dev.berth.plan.Schema.type;
import static dev.berth.plan.Schema.words;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.List;
import java.util.TreeMap;

/// What a Job's spec has beside RunTask's members.
final class JobSchema {
  /// What a tag's value takes: the ledger keeps it.
  private static final String TRIGGER = "^[A-Za-z0-9 _.:/=+@-]{0,256}$";

  private JobSchema() {}

  static TreeMap<String, Value> terms() {
    var retries = type("integer").with("minimum", Value.of(0)).with("maximum", Value.of(100));
    return Schema.properties(
        "retries",
        described(
            any(retries, ref("parameter")),
            "How often more a task is asked for that could not be started. Unstated: 3."),
        "trigger",
        described(
            any(pattern(TRIGGER), type("number"), type("boolean"), ref("parameter")),
            "A text that makes it run again where it changes."),
        "runPolicy",
        described(
            any(words(List.of("onChange", "once")), ref("parameter")),
            "once: never again after it succeeded. Unstated: onChange."),
        "onLost",
        described(
            any(words(List.of("report", "rerun")), ref("parameter")),
            "What to do where nobody saw how it ended. Unstated: report."));
  }

  /// A Job has no deployments: what a change of a field means for one is left out.
  static Value withoutConsequences(Value schema) {
    return switch (schema) {
      case Value.Text(var text) ->
          Value.of(text.replaceAll("A change (starts|is made|replaces)[^.]*\\. ?", ""));
      case Value.Items(var items) ->
          Value.items(items.stream().map(JobSchema::withoutConsequences).toList());
      case Fields(var map) -> {
        var changed = new TreeMap<String, Value>();
        map.forEach((name, value) -> changed.put(name, withoutConsequences(value)));
        yield new Fields(changed);
      }
      case Value.Num _, Value.Flag _ -> schema;
    };
  }
}
