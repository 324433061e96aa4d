package dev.berth.simulator;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The AWS JSON protocols: `X-Amz-Target` names the API and the action.
final class JsonDoors {
  static final String JSON = "application/x-amz-json-1.1";

  private final List<Door> doors;
  private final Shapes shapes;

  JsonDoors(List<Door> doors, Shapes shapes) {
    this.doors = List.copyOf(doors);
    this.shapes = shapes;
  }

  Exchange exchange(Request request, Caller caller) {
    var target = request.header("X-Amz-Target");
    var dot = target.lastIndexOf('.');
    var prefix = target.substring(0, Math.max(dot, 0));
    var door = doors.stream().filter(each -> each.prefix().equals(prefix)).findFirst();
    return new JsonExchange(request, caller, door, target.substring(dot + 1));
  }

  static ObjectNode read(Request request) {
    var text = new String(request.body(), StandardCharsets.UTF_8);
    return text.isBlank() ? Json.object() : Json.parse(text);
  }

  private final class JsonExchange implements Exchange {
    private final Request request;
    private final Caller caller;
    private final Optional<Door> door;
    private final String operation;

    /// @param door absent when no API has that prefix
    JsonExchange(Request request, Caller caller, Optional<Door> door, String operation) {
      this.request = request;
      this.caller = caller;
      this.door = door;
      this.operation = operation;
    }

    @Override
    public String api() {
      return door.map(Door::prefix).orElse("");
    }

    @Override
    public String operation() {
      return operation;
    }

    @Override
    public String resource() {
      return Resources.of(request.body());
    }

    @Override
    public Response perform() {
      var found = door.orElseThrow(() -> ApiError.unknownOperation(operation));
      var input = shapes.read(found.prefix(), operation, read(request));
      var answer = found.api().call(operation, input, caller);
      return Response.of(200, found.contentType(), Json.write(answer));
    }

    @Override
    public Response refused(ApiError error) {
      var plain = Json.object().put("__type", error.code()).put("message", error.getMessage());
      var body = door.map(known -> known.error(error)).orElse(plain);
      body.setAll(error.extra());
      var contentType = door.map(Door::contentType).orElse(JSON);
      var answer = Response.of(error.status(), contentType, Json.write(body));
      var former = door.map(known -> known.former(error)).orElse("");
      return former.isEmpty() ? answer : answer.with("x-amzn-query-error", former);
    }
  }
}
