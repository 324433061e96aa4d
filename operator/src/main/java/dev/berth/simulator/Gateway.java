package dev.berth.simulator;

import dev.berth.simulator.CallLog.Access;
import dev.berth.simulator.CallLog.Call;
import dev.berth.simulator.Fault.Moment;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// AWS JSON 1.1: finds the API of a call, lets the scripted faults have it, and words the answer.
final class Gateway {
  static final String JSON = "application/x-amz-json-1.1";
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]+/\\d+/([a-z0-9-]+)/[^/]+/aws4_request");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final List<Door> doors;
  private final QueryDoor query = new QueryDoor();
  private final Shapes shapes = new Shapes();
  private final VirtualClock clock;
  private final CallLog log;
  private final Faults faults;
  private final Ids requestIds;
  private final Runnable catchUp;

  /// @param catchUp brings the world up to the clock
  Gateway(
      List<Door> doors,
      VirtualClock clock,
      CallLog log,
      Faults faults,
      Ids requestIds,
      Runnable catchUp) {
    this.doors = List.copyOf(doors);
    this.clock = clock;
    this.log = log;
    this.faults = faults;
    this.requestIds = requestIds;
    this.catchUp = catchUp;
  }

  /// One call on its way; the door is absent when no API has that prefix.
  private record Passage(
      Request request, long sequence, Optional<Door> door, String operation, String resource) {}

  /// An answer and what the log says of it.
  private record Result(Response response, String error) {}

  Response handle(Request request) {
    var requestId = requestIds.uuid();
    var response =
        request.header("X-Amz-Target").isEmpty()
            ? query(request, requestId)
            : json(passage(request));
    return response.with("x-amzn-RequestId", requestId).with("Date", DATE.format(clock.now()));
  }

  private Response query(Request request, String requestId) {
    var answer = query.handle(request, caller(request), requestId);
    var sequence = log.begin();
    log.end(
        new Call(
            sequence,
            clock.now(),
            answer.operation(),
            "",
            Access.of(answer.operation()),
            answer.error(),
            request.header("amz-sdk-invocation-id")));
    return answer.response();
  }

  private Passage passage(Request request) {
    var target = request.header("X-Amz-Target");
    var dot = target.lastIndexOf('.');
    var prefix = target.substring(0, Math.max(dot, 0));
    var door = doors.stream().filter(each -> each.prefix().equals(prefix)).findFirst();
    return new Passage(
        request, log.begin(), door, target.substring(dot + 1), Resources.of(request.body()));
  }

  private Response json(Passage passage) {
    var fault = faults.next(passage.sequence(), passage.operation(), passage.resource());
    var delay = Duration.ZERO;
    if (fault.isPresent() && fault.get() instanceof Fault.Latency(var time)) delay = hold(time);
    if (hits(fault, Moment.BEFORE)) return fail(passage, fault.get()).after(delay);
    var result = perform(passage);
    if (hits(fault, Moment.AFTER)) return fail(passage, fault.get()).after(delay);
    note(passage, result.error());
    return result.response().after(delay);
  }

  /// On a stepped clock the call itself takes that long; else a door holds the answer back.
  private Duration hold(Duration time) {
    if (!clock.stepped()) return Duration.ofNanos((long) (time.toNanos() / clock.speed()));
    clock.advance(time);
    catchUp.run();
    return Duration.ZERO;
  }

  private static boolean hits(Optional<Fault> fault, Moment moment) {
    if (fault.isEmpty()) return false;
    return switch (fault.get()) {
      case Fault.Refusal refusal -> refusal.when() == moment;
      case Fault.Answer answer -> answer.when() == moment;
      case Fault.Reset reset -> reset.when() == moment;
      case Fault.Latency _ -> false;
    };
  }

  private Response fail(Passage passage, Fault fault) {
    return switch (fault) {
      case Fault.Refusal(_, var code, var message, var status) -> {
        note(passage, code);
        yield refused(passage, code, message, status, Json.object());
      }
      case Fault.Answer(_, var status, var contentType, var body) -> {
        note(passage, "HTTP " + status);
        yield Response.of(status, contentType, body);
      }
      case Fault.Reset _ -> {
        note(passage, "ConnectionReset");
        throw new ConnectionReset();
      }
      case Fault.Latency _ -> throw new IllegalStateException("latency fails nothing");
    };
  }

  private Result perform(Passage passage) {
    try {
      var operation = passage.operation();
      var door = passage.door().orElseThrow(() -> ApiError.unknownOperation(operation));
      var input = shapes.read(door.prefix(), operation, input(passage.request()));
      var answer = door.api().call(operation, input, caller(passage.request()));
      return new Result(Response.of(200, JSON, Json.write(answer)), "");
    } catch (ApiError e) {
      var response = refused(passage, e.code(), e.getMessage(), e.status(), e.extra());
      return new Result(response, e.code());
    }
  }

  private static ObjectNode input(Request request) {
    var text = new String(request.body(), StandardCharsets.UTF_8);
    return text.isBlank() ? Json.object() : Json.parse(text);
  }

  private static Response refused(
      Passage passage, String code, String message, int status, ObjectNode extra) {
    var plain = Json.object().put("__type", code).put("message", message);
    var body = passage.door().map(door -> door.error(code, message)).orElse(plain);
    body.setAll(extra);
    return Response.of(status, JSON, Json.write(body));
  }

  private void note(Passage passage, String error) {
    log.end(
        new Call(
            passage.sequence(),
            clock.now(),
            passage.operation(),
            passage.resource(),
            Access.of(passage.operation()),
            error,
            passage.request().header("amz-sdk-invocation-id")));
  }

  /// Any signature will do; its scope tells the region.
  private static Caller caller(Request request) {
    var scope = SCOPE.matcher(request.header("Authorization"));
    return new Caller(Caller.DEFAULT_ACCOUNT, scope.find() ? scope.group(1) : "us-east-1");
  }
}
