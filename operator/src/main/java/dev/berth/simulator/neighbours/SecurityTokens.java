package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// AWS STS, as far as the question goes that tools ask first: who am I.
public final class SecurityTokens implements Api {
  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    if (!operation.equals("GetCallerIdentity")) throw ApiError.unknownOperation(operation);
    return Json.object()
        .put("Arn", "arn:aws:iam::" + caller.account() + ":root")
        .put("UserId", caller.account())
        .put("Account", caller.account());
  }
}
