package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The default bus of each region: what AWS's services say there goes to the queues of the rules
/// that want it. Other targets hear nothing. Source: EventBridge user guide, "Events".
public final class EventBus {
  private static final String QUEUE = "arn:aws:sqs:";

  private final Ids ids;
  private final EventRules rules;
  private final Queues queues;
  private final EventDice dice;

  /// @param ids of its own, as nothing may depend on whether anybody listens
  EventBus(Ids ids, EventRules rules, Queues queues, EventDice dice) {
    this.ids = ids;
    this.rules = rules;
    this.queues = queues;
    this.dice = dice;
  }

  /// @param source such as `aws.ecs`
  /// @param owner the account and region in which it happened
  /// @param resource the ARN of what it happened to
  /// @param detail is made only when some rule is on
  public void send(
      String source,
      String type,
      Instant at,
      Caller owner,
      String resource,
      Supplier<ObjectNode> detail) {
    if (!rules.listening()) return;
    var event = Json.object().put("version", "0").put("id", ids.uuid()).put("detail-type", type);
    event.put("source", source).put("account", owner.account());
    event.put("time", at.truncatedTo(ChronoUnit.SECONDS).toString()).put("region", owner.region());
    event.putArray("resources").add(resource);
    event.set("detail", detail.get());
    rules.wanting(event, owner).forEach(target -> deliver(target, event, at));
  }

  private void deliver(ObjectNode target, ObjectNode event, Instant at) {
    var arn = Json.text(target, "Arn", "");
    if (!arn.startsWith(QUEUE)) return;
    for (var delay : dice.copies()) queues.deliver(arn, body(target, event), at, at.plus(delay));
  }

  /// The event, a part of it, or a constant text, as the target wants it.
  private static String body(ObjectNode target, ObjectNode event) {
    if (Json.has(target, "Input")) return Json.text(target, "Input", "");
    JsonNode part = event;
    for (var step : Json.text(target, "InputPath", "$").substring(1).split("\\.")) {
      if (!step.isEmpty()) part = part.path(step);
    }
    return part.isMissingNode() ? "" : Json.write(part);
  }
}
