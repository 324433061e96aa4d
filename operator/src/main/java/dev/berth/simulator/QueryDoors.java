package dev.berth.simulator;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import java.util.List;
import java.util.Optional;

/// The Query protocol: a form names the version of the API and the action.
final class QueryDoors {
  private static final String XML = "text/xml";

  private final List<QueryDoor> doors;
  private final Shapes shapes;

  QueryDoors(List<QueryDoor> doors, Shapes shapes) {
    this.doors = List.copyOf(doors);
    this.shapes = shapes;
  }

  Exchange exchange(Request request, Caller caller, String requestId) {
    if (!request.method().equals("POST")) return new NoQuery(request.method());
    var form = Form.of(request.body());
    var version = form.field("Version");
    var door = doors.stream().filter(each -> each.version().equals(version)).findFirst();
    return new Query(form, caller, door, requestId);
  }

  private final class Query implements Exchange {
    private final Form form;
    private final Caller caller;
    private final Optional<QueryDoor> door;
    private final String requestId;

    /// @param door absent when no API has that version
    Query(Form form, Caller caller, Optional<QueryDoor> door, String requestId) {
      this.form = form;
      this.caller = caller;
      this.door = door;
      this.requestId = requestId;
    }

    @Override
    public String api() {
      return door.map(QueryDoor::version).orElse("");
    }

    @Override
    public String operation() {
      var action = form.field("Action");
      return action.isEmpty() ? "HTTP POST" : action;
    }

    @Override
    public String resource() {
      return Resources.of(form);
    }

    @Override
    public Response perform() {
      var action = form.field("Action");
      if (action.isEmpty()) throw ApiError.of("MissingAction", "The request has no action.");
      var found = door.orElseThrow(() -> invalid(action));
      try {
        var input = shapes.typed(found.version(), action, form.tree());
        var answer = found.api().call(action, input, caller);
        return Response.of(200, XML, found.answer(action, answer, requestId));
      } catch (ApiError e) {
        throw worded(e, action);
      }
    }

    /// What the APIs say in JSON's words, in those of the Query protocol.
    private static ApiError worded(ApiError error, String action) {
      return switch (error.code()) {
        case "UnknownOperationException" -> invalid(action);
        case "SerializationException", "InvalidParameterException" ->
            ApiError.of("ValidationError", error.getMessage());
        case "ThrottlingException" -> ApiError.of("Throttling", error.getMessage());
        default -> error;
      };
    }

    private static ApiError invalid(String action) {
      var message = "The action " + action + " is not valid for this endpoint.";
      return ApiError.of("InvalidAction", message);
    }

    @Override
    public Response refused(ApiError refusal) {
      var error = worded(refusal, form.field("Action"));
      var plain = QueryDoor.error(error, "", requestId);
      var body = door.map(known -> known.error(error, requestId)).orElse(plain);
      return Response.of(error.status(), XML, body);
    }
  }

  /// A browser, say: no API takes anything but a POST.
  private record NoQuery(String method) implements Exchange {
    @Override
    public String api() {
      return "";
    }

    @Override
    public String operation() {
      return "HTTP " + method;
    }

    @Override
    public String resource() {
      return "";
    }

    @Override
    public Response perform() {
      throw ApiError.of("UnknownOperationException", "No API takes " + method);
    }

    @Override
    public Response refused(ApiError error) {
      var status = error.code().equals("UnknownOperationException") ? 404 : error.status();
      return Response.of(status, XML, "<" + error.code() + "/>\n");
    }
  }
}
