package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// AWS STS, as far as the question goes that tools ask first: who am I. The account's root, unless
/// somebody else was stated.
public final class SecurityTokens implements Api {
  private String role = "";
  private List<String> passes = List.of();

  void assumed(String name, List<String> may) {
    role = name;
    passes = List.copyOf(may);
  }

  boolean passes(String arn) {
    return role.isEmpty() || passes.contains(arn.substring(arn.lastIndexOf('/') + 1));
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    if (!operation.equals("GetCallerIdentity")) throw ApiError.unknownOperation(operation);
    var account = caller.account();
    var arn =
        role.isEmpty()
            ? "arn:aws:iam::%s:root".formatted(account)
            : "arn:aws:sts::%s:assumed-role/%s/session".formatted(account, role);
    return Json.object()
        .put("Arn", arn)
        .put("UserId", role.isEmpty() ? account : "AROAEXAMPLE:session")
        .put("Account", account);
  }
}
