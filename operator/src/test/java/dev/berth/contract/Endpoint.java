package dev.berth.contract;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Something that speaks AWS's protocols, and how time is brought to pass there.
interface Endpoint {
  /// Answers one request; the operation is for messages.
  Reply send(Call call);

  /// Lets that much time of the endpoint pass.
  void pass(Duration time);

  /// Lets time pass until it holds, at most so much; false if it never did.
  boolean until(Duration most, BooleanSupplier holds);

  /// Runs it while the endpoint holds its callers to the documented request quotas.
  void strained(Runnable calls);

  /// Put behind names, so that a second run meets nothing of the first.
  String run();
}
