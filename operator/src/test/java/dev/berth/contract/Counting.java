package dev.berth.contract;

import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// An endpoint that knows which operations it was asked for.
final class Counting implements Endpoint {
  private final Endpoint endpoint;
  private final SortedSet<String> operations = new TreeSet<>();

  Counting(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// `41: ecs CreateCluster …, elasticloadbalancing …`
  String operations() {
    return operations.size() + ": " + String.join(", ", operations);
  }

  @Override
  public Reply send(Call call) {
    operations.add(call.service() + ":" + call.operation());
    return endpoint.send(call);
  }

  @Override
  public void pass(Duration time) {
    endpoint.pass(time);
  }

  @Override
  public boolean until(Duration most, BooleanSupplier holds) {
    return endpoint.until(most, holds);
  }

  @Override
  public void strained(Runnable calls) {
    endpoint.strained(calls);
  }

  @Override
  public String run() {
    return endpoint.run();
  }
}
