package dev.berth.contract;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The simulator with a stepped clock: time passes when it is told to, by its control API.
final class SimulatorEndpoint implements Endpoint {
  private static final Duration STEP = Duration.ofSeconds(5);

  /// What the containers of a real account do of themselves: see [Draft].
  private static final List<String> FATES =
      List.of(
          "{'match': {'environment': 'FATE=crashes'}, 'outcome': {'exit': {'code': 1, 'after':"
              + " '2s'}}}",
          "{'match': {'environment': 'FATE=falters'}, 'outcome': {'exit': {'code': 1, 'after':"
              + " '70s'}}}",
          "{'match': {'environment': 'FATE=eats-memory'}, 'outcome': {'outOfMemory': {'after':"
              + " '2s'}}}",
          "{'match': {'environment': 'FATE=is-deaf'}, 'outcome': {'failingTarget': {'after':"
              + " '10s'}}}",
          "{'match': {'environment': 'FATE=ends'}, 'outcome': {'exit': {'code': 0, 'after':"
              + " '2s'}}}",
          "{'match': {'environment': 'FATE=sickens'}, 'outcome': {'unhealthy': {'after': '90s'}}}",
          "{'match': {'environment': 'FATE=is-sick'}, 'outcome': {'neverHealthy': true}}",
          "{'match': {'environment': 'FATE=ignores-stop'}, 'outcome': {'ignoresStop': true}}",
          "{'match': {'image': '*:no-such-tag'}, 'outcome': {'imageMissing': true}}");

  /// The default network of a real account.
  private static final List<String> NETWORK =
      List.of(
          "{'subnet': 'subnet-1', 'zone': 'us-east-1a'}",
          "{'subnet': 'subnet-2', 'zone': 'us-east-1b'}",
          "{'securityGroup': 'sg-1'}");

  private final Wire wire;

  SimulatorEndpoint(Wire wire) {
    this.wire = wire;
    FATES.forEach(rule -> control("POST", "rules", rule));
    NETWORK.forEach(thing -> control("POST", "account", thing));
  }

  @Override
  public Reply send(Call call) {
    var answer = wire.call(call);
    return new Reply(call.operation(), answer.status(), answer.headers(), answer.body());
  }

  @Override
  public void pass(Duration time) {
    control("POST", "advance", "{'by': '%dms'}".formatted(time.toMillis()));
  }

  @Override
  public boolean until(Duration most, BooleanSupplier holds) {
    for (var left = most; !left.isNegative(); left = left.minus(STEP)) {
      if (holds.getAsBoolean()) return true;
      pass(STEP);
    }
    return holds.getAsBoolean();
  }

  @Override
  public void strained(Runnable calls) {
    control("POST", "faults", "{'kind': 'quotas'}");
    try {
      calls.run();
    } finally {
      control("DELETE", "faults", "");
    }
  }

  @Override
  public String run() {
    return "";
  }

  private void control(String method, String path, String body) {
    var answer = wire.control(method, "/_berth/" + path, body.replace('\'', '"'));
    if (answer.status() != 200) throw new IllegalStateException(path + ": " + answer.body());
  }
}
