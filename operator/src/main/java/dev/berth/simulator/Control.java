package dev.berth.simulator;

import dev.berth.simulator.ecs.Consistency;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What no AWS has: looking at the world from outside, and writing its script, under `/_berth/`.
/// Calls to it are not in the call log and meet no faults.
final class Control {
  static final String ROOT = "/_berth/";
  private static final String PATHS =
      "GET|DELETE calls, GET world, POST|DELETE rules, POST|DELETE faults, POST account,"
          + " POST|DELETE metrics, GET|POST|DELETE consistency,"
          + " GET|POST|DELETE switches,"
          + " POST advance, GET|POST clock";

  private final Simulator simulator;
  private final VirtualClock clock;

  Control(Simulator simulator, VirtualClock clock) {
    this.simulator = simulator;
    this.clock = clock;
  }

  /// Whether a request changes the world or its script; the speed of the clock belongs to neither.
  static boolean changes(Request request) {
    return request.path().startsWith(ROOT)
        && !request.method().equals("GET")
        && !request.path().equals(ROOT + "clock");
  }

  Response handle(Request request) {
    try {
      var path = request.path().substring(ROOT.length());
      return json(200, answer(request.method() + " " + path, request));
    } catch (ApiError e) {
      return json(e.status(), Json.object().put("error", e.getMessage()));
    } catch (IllegalArgumentException e) {
      return json(400, Json.object().put("error", e.getMessage()));
    }
  }

  private JsonNode answer(String route, Request request) {
    return switch (route) {
      case "GET calls" -> simulator.callLog().toJson();
      case "DELETE calls" -> clearCalls();
      case "GET world" -> simulator.dump();
      case "POST rules" -> script(input(request));
      case "DELETE rules" -> clearRules();
      case "POST faults" -> fault(input(request));
      case "DELETE faults" -> clearFaults();
      case "POST account" -> state(input(request));
      case "POST metrics" -> metric(input(request));
      case "DELETE metrics" -> clearMetrics();
      case "GET consistency" -> consistency();
      case "POST consistency" -> consistency(Consistency.of(input(request)));
      case "DELETE consistency" -> consistency(Consistency.STRONG);
      case "GET switches" -> simulator.switches();
      case "POST switches" -> turn(input(request));
      case "DELETE switches" -> resetSwitches();
      case "GET clock" -> time();
      case "POST clock" -> run(input(request));
      case "POST advance" -> advance(input(request));
      default -> throw ApiError.of("NotFound", "no such path; there are " + PATHS);
    };
  }

  private JsonNode clearCalls() {
    var last = simulator.callLog().toJson();
    simulator.clearCallLog();
    return last;
  }

  private JsonNode script(ObjectNode rule) {
    simulator.script(rule);
    return Json.object();
  }

  private JsonNode clearRules() {
    simulator.clearScript();
    return Json.object();
  }

  private JsonNode fault(ObjectNode rule) {
    simulator.fault(rule);
    return Json.object();
  }

  private JsonNode clearFaults() {
    simulator.clearFaults();
    return Json.object();
  }

  private JsonNode state(ObjectNode thing) {
    simulator.state(thing);
    return Json.object();
  }

  private JsonNode metric(ObjectNode rule) {
    simulator.metric(rule);
    return Json.object();
  }

  private JsonNode clearMetrics() {
    simulator.clearMetrics();
    return Json.object();
  }

  private JsonNode consistency(Consistency wanted) {
    simulator.become(wanted);
    return consistency();
  }

  private JsonNode consistency() {
    var shown = Json.object();
    simulator.consistency().spans().forEach((name, span) -> shown.put(name, Json.text(span)));
    return shown;
  }

  private JsonNode turn(ObjectNode positions) {
    simulator.turn(positions);
    return simulator.switches();
  }

  private JsonNode resetSwitches() {
    simulator.resetSwitches();
    return simulator.switches();
  }

  private JsonNode time() {
    var shown = Json.object().put("now", clock.now().toString()).put("stepped", clock.stepped());
    return clock.stepped() ? shown : shown.put("speed", clock.speed());
  }

  private JsonNode run(ObjectNode input) {
    var speed = input.path("speed");
    if (!speed.isNumber()) throw new IllegalArgumentException("speed must be a number");
    clock.rescale(speed.doubleValue());
    return time();
  }

  private JsonNode advance(ObjectNode input) {
    if (!clock.stepped()) {
      throw new IllegalArgumentException(
          "this clock runs by itself; only a stepped one is advanced");
    }
    simulator.advance(Json.duration(input, "by"));
    return time();
  }

  private static ObjectNode input(Request request) {
    return Json.parse(new String(request.body(), StandardCharsets.UTF_8));
  }

  private static Response json(int status, JsonNode body) {
    return Response.of(status, "application/json", Json.write(body) + "\n");
  }
}
