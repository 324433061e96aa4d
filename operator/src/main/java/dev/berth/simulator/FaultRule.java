package dev.berth.simulator;

import dev.berth.simulator.Fault.Moment;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// Which calls a fault hits.
///
/// @param operation all operations when it is empty
/// @param resource all resources when it is empty
/// @param nth the first of the matching calls that it hits, from 1 on
/// @param times how many in a row; 0 for all from then on
record FaultRule(String operation, String resource, int nth, int times, Fault fault) {
  private static final Set<String> MEMBERS =
      new TreeSet<>(
          List.of(
              "kind",
              "operation",
              "resource",
              "nth",
              "times",
              "when",
              "status",
              "code",
              "message",
              "body",
              "time",
              "call",
              "chance",
              "scale"));
  private static final Duration STALE = Duration.ofSeconds(10);
  private static final String PAGE =
      "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>";

  boolean concerns(String name, String resources) {
    if (!operation.isEmpty() && !operation.equals(name)) return false;
    if (resource.isEmpty()) return true;
    for (var each : resources.split(",")) {
      if (each.equals(resource) || each.startsWith(resource + ":")) return true;
    }
    return false;
  }

  /// @param matched how many calls it concerned so far, this one included
  boolean hits(int matched) {
    return matched >= nth && (times == 0 || matched < nth + times);
  }

  static FaultRule of(ObjectNode rule) {
    return new FaultRule(
        Json.text(rule, "operation", ""),
        Json.text(rule, "resource", ""),
        atLeast(rule, "nth", 1),
        atLeast(rule, "times", 0),
        fault(rule));
  }

  static void checkMembers(ObjectNode rule) {
    for (var entry : rule.properties()) {
      if (!MEMBERS.contains(entry.getKey())) {
        throw invalid("unknown member '" + entry.getKey() + "'; use " + String.join(", ", MEMBERS));
      }
    }
  }

  private static int atLeast(ObjectNode rule, String member, int least) {
    var value = Json.integer(rule, member, 1);
    if (value < least) throw invalid(member + " must be at least " + least + ": " + value);
    return value;
  }

  private static Fault fault(ObjectNode rule) {
    var when = moment(rule);
    var kind = Json.text(rule, "kind", "");
    return switch (kind) {
      case "throttle" -> new Fault.Throttled(when);
      case "error" ->
          new Fault.Refusal(
              when,
              Json.text(rule, "code", "ServerException"),
              Json.text(rule, "message", "Service Unavailable. Please try again later."),
              status(rule, 500));
      case "http" -> new Fault.Answer(when, status(rule, 503), "", Json.text(rule, "body", ""));
      case "html" -> new Fault.Answer(when, status(rule, 200), "text/html", PAGE);
      case "reset" -> new Fault.Reset(when);
      case "latency" -> new Fault.Latency(Json.duration(rule, "time"));
      case "stale" -> new Fault.Stale(lag(rule));
      default ->
          throw invalid(
              "unknown kind '%s'; use throttle, error, http, html, reset, latency, stale, cut,"
                      .formatted(kind)
                  + " quotas, lose, double or late");
    };
  }

  private static Duration lag(ObjectNode rule) {
    return Json.has(rule, "time") ? Json.duration(rule, "time") : STALE;
  }

  static Moment moment(ObjectNode rule) {
    var text = Json.text(rule, "when", "before");
    return switch (text) {
      case "before" -> Moment.BEFORE;
      case "after" -> Moment.AFTER;
      default -> throw invalid("unknown when '" + text + "'; use before or after");
    };
  }

  private static int status(ObjectNode rule, int otherwise) {
    var status = Json.integer(rule, "status", otherwise);
    if (status < 200 || status > 599) throw invalid("no HTTP status: " + status);
    return status;
  }

  static ApiError invalid(String message) {
    return ApiError.of("InvalidFault", message);
  }
}
