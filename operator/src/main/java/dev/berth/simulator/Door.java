package dev.berth.simulator;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// One API of the AWS JSON 1.1 protocol behind its prefix of `X-Amz-Target`, and how it spells the
/// message of an error.
record Door(String prefix, String messageMember, Api api) {

  ObjectNode error(ApiError error) {
    return Json.object().put("__type", error.code()).put(messageMember, error.getMessage());
  }
}
