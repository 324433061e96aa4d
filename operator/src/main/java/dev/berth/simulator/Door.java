package dev.berth.simulator;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// One API of the AWS JSON protocols behind its prefix of `X-Amz-Target`, and how it spells the
/// message of an error.
///
/// @param version of the protocol, `1.0` or `1.1`
record Door(String prefix, String messageMember, String version, Api api) {
  Door(String prefix, String messageMember, Api api) {
    this(prefix, messageMember, "1.1", api);
  }

  String contentType() {
    return "application/x-amz-json-" + version;
  }

  ObjectNode error(ApiError error) {
    return Json.object().put("__type", error.code()).put(messageMember, error.getMessage());
  }
}
