package dev.berth.simulator;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// One API of the Query protocol, form in and XML out, found by the `Version` that every form
/// states.
///
/// @param namespace of the answer's XML
record QueryDoor(String version, String namespace, Spelling spelling, Api api) {
  /// How answers are worded: as most Query APIs do, as IAM does, which has no result where there is
  /// nothing to tell, or as Amazon EC2 does.
  enum Spelling {
    MEMBERS,
    SPARSE,
    ITEMS
  }

  String answer(String action, ObjectNode result, String requestId) {
    var response = Json.object();
    switch (spelling) {
      case MEMBERS, SPARSE -> {
        if (!result.isEmpty() || resulting(action)) response.set(action + "Result", result);
        response.putObject("ResponseMetadata").put("RequestId", requestId);
      }
      case ITEMS -> {
        response.put("requestId", requestId);
        response.setAll(result);
      }
    }
    return Xml.write(action + "Response", namespace, element(), response);
  }

  /// Of IAM's actions one has a result that is always empty.
  private boolean resulting(String action) {
    return spelling == Spelling.MEMBERS || action.equals("UpdateRole");
  }

  String error(ApiError error, String requestId) {
    return switch (spelling) {
      case MEMBERS, SPARSE -> error(error, namespace, requestId);
      case ITEMS -> {
        var response = Json.object();
        var first = Json.object().put("Code", error.code()).put("Message", error.getMessage());
        response.putObject("Errors").set("Error", first);
        yield Xml.write("Response", "", element(), response.put("RequestID", requestId));
      }
    };
  }

  /// The refusal of a form that no API takes has no namespace.
  static String error(ApiError error, String namespace, String requestId) {
    var response = Json.object();
    response
        .putObject("Error")
        .put("Type", error.status() < 500 ? "Sender" : "Receiver")
        .put("Code", error.code())
        .put("Message", error.getMessage());
    return Xml.write("ErrorResponse", namespace, "member", response.put("RequestId", requestId));
  }

  private String element() {
    return switch (spelling) {
      case MEMBERS, SPARSE -> "member";
      case ITEMS -> "item";
    };
  }
}
