package dev.berth.simulator.wire;

import tools.jackson.databind.node.ObjectNode;

/// One family of operations: what stands behind one prefix of `X-Amz-Target`.
public interface Api {
  /// Answers one call, or throws [ApiError]. The input belongs to the callee.
  ObjectNode call(String operation, ObjectNode input, Caller caller);
}
