package dev.berth.contract;

import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A request that is legal as it stands, to be changed where a check looks.
final class Draft {
  private final ObjectNode input;
  private final Function<ObjectNode, Reply> sender;

  Draft(ObjectNode input, Function<ObjectNode, Reply> sender) {
    this.input = input;
    this.sender = sender;
  }

  /// Members in single quotes, without braces: `'cpu': '512'`.
  Draft with(String members) {
    input.setAll((ObjectNode) Reply.json("{" + members + "}"));
    return this;
  }

  Draft without(String... members) {
    for (var each : members) input.remove(each);
    return this;
  }

  /// Members of its first container.
  Draft app(String members) {
    ((ObjectNode) containers().get(0)).setAll((ObjectNode) Reply.json("{" + members + "}"));
    return this;
  }

  Draft appWithout(String... members) {
    for (var each : members) ((ObjectNode) containers().get(0)).remove(each);
    return this;
  }

  /// A further container.
  Draft beside(String members) {
    containers()
        .add(Reply.json("{'image': '" + Account.IMAGE + "', 'memory': 64, " + members + "}"));
    return this;
  }

  private ArrayNode containers() {
    return (ArrayNode) input.get("containerDefinitions");
  }

  /// What becomes of its first container. A real one does so by its command; the simulator is told
  /// by the variable FATE.
  Draft fate(String fate) {
    var command =
        switch (fate) {
          case "crashes" -> "sleep 2; exit 1";
          case "ends" -> "sleep 2; exit 0";
          case "falters" -> "sleep 70; exit 1";
          case "eats-memory" -> "tail /dev/zero";
          case "sickens" -> "sleep 90; touch /tmp/sick; sleep 3600";
          default -> "trap '' TERM; sleep 3600";
        };
    app("'environment': [{'name': 'FATE', 'value': '" + fate + "'}]");
    var list = ((ObjectNode) containers().get(0)).putArray("command");
    list.add("sh").add("-c").add(command);
    return this;
  }

  /// The same, as it stands now, to be changed another way.
  Draft copy() {
    return new Draft(input.deepCopy(), sender);
  }

  ObjectNode input() {
    return input;
  }

  Reply send() {
    return sender.apply(input.deepCopy());
  }

  /// Sends it, and that must work.
  Reply ok() {
    return send().ok();
  }

  Reply refused(String code, String... words) {
    return send().refused(code, words);
  }
}
