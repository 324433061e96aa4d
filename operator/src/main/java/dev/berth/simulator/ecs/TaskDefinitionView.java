package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A task definition as DescribeTaskDefinition answers it: a copy, and some of its lists in some
/// order. The others keep theirs, which Terraform relies upon.
final class TaskDefinitionView {
  /// What ECS was seen to answer in another order.
  private static final List<String> SHUFFLED = List.of("environment", "secrets");

  private final Ids ids;

  TaskDefinitionView(Ids ids) {
    this.ids = ids;
  }

  ObjectNode of(TaskDefinition found) {
    var copy = found.definition().deepCopy();
    shuffle(copy, "requiresAttributes", found.arn());
    for (var container : Json.items(copy, "containerDefinitions")) {
      SHUFFLED.forEach(list -> shuffle(container, list, found.arn()));
    }
    return copy;
  }

  private void shuffle(ObjectNode node, String member, String salt) {
    if (!Json.has(node, member)) return;
    var items = Json.items(node, member);
    ids.shuffle(salt + member, items);
    node.putArray(member).addAll(items);
  }
}
