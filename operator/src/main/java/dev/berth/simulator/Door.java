package dev.berth.simulator;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// One API behind its prefix of `X-Amz-Target`, and how it spells the message of an error.
record Door(String prefix, String messageMember, Api api) {

  ObjectNode error(String code, String message) {
    return Json.object().put("__type", code).put(messageMember, message);
  }
}
