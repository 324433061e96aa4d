package dev.berth.simulator;

import dev.berth.simulator.RestDoor.Route;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The REST JSON protocol: method and path name the action, and a request's members come from the
/// path, the query and the body.
final class RestDoors {
  private static final String JSON = "application/json";

  private final List<RestDoor> doors;
  private final Shapes shapes;

  RestDoors(List<RestDoor> doors, Shapes shapes) {
    this.doors = List.copyOf(doors);
    this.shapes = shapes;
  }

  /// Nothing where no API has that method on that path.
  Optional<Exchange> exchange(Request request, Caller caller) {
    for (var door : doors) {
      for (var route : door.routes()) {
        var labels = labels(route, request);
        if (labels.isPresent()) {
          return Optional.of(new Rest(request, caller, door, route, labels.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<SortedMap<String, String>> labels(Route route, Request request) {
    var wanted = List.of(route.path().split("/"));
    var found = List.of(request.path().split("/"));
    if (!route.method().equals(request.method()) || wanted.size() != found.size()) {
      return Optional.empty();
    }
    var labels = new TreeMap<String, String>();
    for (var i = 0; i < wanted.size(); i++) {
      var step = wanted.get(i);
      if (step.startsWith("{")) {
        labels.put(step.substring(1, step.length() - 1), Form.decoded(found.get(i)));
      } else if (!step.equals(found.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(labels);
  }

  private final class Rest implements Exchange {
    private final Request request;
    private final Caller caller;
    private final RestDoor door;
    private final Route route;
    private final SortedMap<String, String> labels;

    Rest(
        Request request,
        Caller caller,
        RestDoor door,
        Route route,
        SortedMap<String, String> labels) {
      this.request = request;
      this.caller = caller;
      this.door = door;
      this.route = route;
      this.labels = labels;
    }

    @Override
    public String api() {
      return door.shapes();
    }

    @Override
    public String operation() {
      return route.operation();
    }

    @Override
    public String resource() {
      return String.join(",", labels.values());
    }

    @Override
    public Response perform() {
      var asked = Json.object();
      Form.of(request.query().getBytes(StandardCharsets.UTF_8)).fields().forEach(asked::put);
      labels.forEach(asked::put);
      var input = shapes.typed(door.shapes(), route.operation(), asked);
      input.setAll(shapes.read(door.shapes(), route.operation(), body()));
      var answer = door.api().call(route.operation(), input, caller);
      return Response.of(200, JSON, Json.write(answer));
    }

    private ObjectNode body() {
      var text = new String(request.body(), StandardCharsets.UTF_8);
      return text.isBlank() ? Json.object() : Json.parse(text);
    }

    @Override
    public Response refused(ApiError error) {
      var body = Json.object().put("Message", error.getMessage());
      body.setAll(error.extra());
      return Response.of(error.status(), JSON, Json.write(body))
          .with("x-amzn-ErrorType", error.code());
    }
  }
}
