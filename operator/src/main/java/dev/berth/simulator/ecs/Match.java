package dev.berth.simulator.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// What a rule about a deployment concerns; all that is given must hold.
///
/// @param open conditions that nothing was held against yet
record Match(List<Condition> open, OptionalInt revision) {
  record Condition(String what, Pattern pattern) {}

  Match {
    open = List.copyOf(open);
  }

  /// @param texts the members that are patterns; `revision` is a number
  static Match of(ObjectNode rule, String member, List<String> texts) {
    var conditions = new ArrayList<Condition>();
    var revision = OptionalInt.empty();
    for (var each : OutcomeRule.object(rule, member).properties()) {
      var where = member + "." + each.getKey();
      if (each.getKey().equals("revision")) {
        revision = OptionalInt.of(OutcomeRule.whole(each.getValue(), where));
        continue;
      }
      if (!texts.contains(each.getKey())) {
        throw OutcomeRule.bad(where, "unknown; use " + String.join(", ", texts) + " or revision");
      }
      if (!each.getValue().isString()) throw OutcomeRule.bad(where, "must be a text");
      var pattern = OutcomeRule.glob(each.getValue().stringValue());
      conditions.add(new Condition(each.getKey(), pattern));
    }
    return new Match(conditions, revision);
  }

  /// Without the conditions that this text meets.
  Match with(String what, String text) {
    var left =
        open.stream()
            .filter(each -> !each.what().equals(what) || !each.pattern().matcher(text).matches());
    return new Match(left.toList(), revision);
  }

  Match revision(int number) {
    return revision.isPresent() && revision.getAsInt() == number
        ? new Match(open, OptionalInt.empty())
        : this;
  }

  boolean holds() {
    return open.isEmpty() && revision.isEmpty();
  }
}
