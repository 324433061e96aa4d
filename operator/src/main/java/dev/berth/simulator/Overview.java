package dev.berth.simulator;

import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The world as a page for people: services and their roll-outs, tasks, events, task definitions,
/// who called what, and what goes wrong on purpose. Rendered anew each time; no script is needed.
final class Overview {
  private static final String TEMPLATE = "overview.html";
  private static final String PLACE = "<!-- the page -->";
  private static final int TASKS = 40;
  private static final int EVENTS = 25;
  private static final int CALLS = 25;

  private final JsonNode world;
  private final CallLog log;
  private final Html html = new Html();

  private Overview(JsonNode world, CallLog log) {
    this.world = world;
    this.log = log;
  }

  /// A browser's question; no API is asked by GET at the root.
  static boolean asked(Request request) {
    return request.path().equals("/")
        && request.method().equals("GET")
        && request.header("X-Amz-Target").isEmpty();
  }

  /// @param speed of its clock; 0 when it is stepped
  /// @param settings what can be told beside the world, by title: faults, rules, switches
  static Response of(
      JsonNode world, double speed, CallLog log, Map<String, List<String>> settings) {
    var page = new Overview(world, log);
    page.header(pace(speed));
    page.html.open("main", "");
    page.clusters();
    page.tasks();
    page.events();
    page.html.open("div", "two");
    page.calls();
    page.latest();
    page.definitions();
    settings.forEach(page::settings);
    page.html.close("div").close("main");
    return Response.of(
            200, "text/html; charset=utf-8", template().replace(PLACE, page.html.toString()))
        .with("Cache-Control", "no-store")
        .with(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
                + " connect-src 'self'; base-uri 'none'; form-action 'none'");
  }

  private static String pace(double speed) {
    if (speed == 0) return "its clock is stepped";
    if (speed == 1) return "in real time";
    return BigDecimal.valueOf(speed).stripTrailingZeros().toPlainString()
        + " times as fast as real";
  }

  private static String template() {
    try (InputStream stream = Overview.class.getResourceAsStream(TEMPLATE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void header(String pace) {
    html.open("header", "").leaf("h1", "", "ECS simulator");
    html.leaf("time", "", Json.text(world, "now", ""));
    html.leaf("span", "dim", pace);
    html.leaf("span", "dim", counted(log.total(), "call"));
    html.markup("<span id=\"state\" class=\"dim\"></span>");
    html.close("header");
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private List<ObjectNode> clustersIn() {
    return values(Json.fields(Json.fields(world, "ecs"), "clusters"));
  }

  private static List<ObjectNode> values(ObjectNode node) {
    var values = new ArrayList<ObjectNode>();
    node.properties().forEach(entry -> values.add((ObjectNode) entry.getValue()));
    return values;
  }

  private void clusters() {
    if (clustersIn().isEmpty()) {
      html.open("section", "").leaf("h2", "", "Services");
      html.leaf("p", "dim", "There is no cluster yet. Point a client at this address.");
      html.close("section");
    }
    for (var cluster : clustersIn()) {
      html.open("section", "");
      var name = Json.text(cluster, "clusterName", "");
      html.open("h2", "").text("Cluster ").leaf("code", "", name).close("h2");
      var services = values(Json.fields(cluster, "services"));
      if (services.isEmpty()) html.leaf("p", "dim", "no service");
      else services(services);
      html.close("section");
    }
  }

  private void services(List<ObjectNode> services) {
    var columns = List.of("service", "#running", "#wanted", "revision", "roll-out", "-why");
    html.head(columns);
    for (var service : services) {
      var deployments = Json.items(service, "deployments");
      if (deployments.isEmpty()) idle(service);
      deployments.forEach(each -> deployment(service, each));
    }
    html.end();
  }

  private void idle(ObjectNode service) {
    html.open("tr", "").leaf("td", "", Json.text(service, "serviceName", ""));
    html.leaf("td", "n", "0").leaf("td", "n", "0").leaf("td", "", "");
    html.leaf("td", "dim", Json.text(service, "status", "")).leaf("td", "wide", "").close("tr");
  }

  private void deployment(ObjectNode service, ObjectNode each) {
    var primary = Json.text(each, "status", "").equals("PRIMARY");
    var running = Json.integer(each, "runningCount", 0);
    var wanted = Json.integer(each, "desiredCount", 0);
    html.open("tr", primary ? "" : "dim");
    html.leaf("td", "", primary ? Json.text(service, "serviceName", "") : "older deployment");
    html.leaf("td", running < wanted ? "n busy" : "n", "" + running).leaf("td", "n", "" + wanted);
    revision(last(Json.text(each, "taskDefinition", "")));
    var active = Json.text(service, "status", "").equals("ACTIVE");
    var state = active ? Json.text(each, "rolloutState", "by stages") : "DRAINING";
    html.leaf("td", mood(state), state.toLowerCase(Locale.ROOT).replace('_', ' '));
    var why = state.equals("COMPLETED") ? "" : Json.text(each, "rolloutStateReason", "");
    html.leaf("td", "wide dim", why).close("tr");
  }

  /// Where the screen is small, the number will do.
  private void revision(String name) {
    var colon = Math.max(0, name.lastIndexOf(':'));
    html.open("td", "").open("code", "").open("span", "wide").text(name.substring(0, colon));
    html.markup("</span>").text(name.substring(colon)).close("code").close("td");
  }

  private static String mood(String state) {
    return switch (state) {
      case "COMPLETED", "RUNNING", "HEALTHY", "ACTIVE" -> "good";
      case "FAILED" -> "bad";
      case "STOPPED", "INACTIVE" -> "dim";
      default -> "busy";
    };
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private void tasks() {
    var tasks = new ArrayList<ObjectNode>();
    clustersIn().forEach(each -> tasks.addAll(values(Json.fields(each, "tasks"))));
    if (tasks.isEmpty()) return;
    tasks.sort(Comparator.comparing(Overview::created).reversed());
    html.open("section", "tasks").leaf("h2", "", counted(tasks.size(), "task"));
    html.head(List.of("task", "of", "-revision", "status", "-health", "why it stopped"));
    for (var task : tasks.subList(0, Math.min(TASKS, tasks.size()))) {
      html.open("tr", "").open("td", "");
      html.leaf("code", "id", last(Json.text(task, "taskArn", "")).substring(0, 8)).close("td");
      html.leaf("td", "", Json.text(task, "group", "").replaceFirst("^(service|family):", ""));
      html.leaf("td", "wide", last(Json.text(task, "taskDefinitionArn", "")));
      var status = Json.text(task, "lastStatus", "");
      html.leaf("td", mood(status), status.toLowerCase(Locale.ROOT));
      var health = Json.text(task, "healthStatus", "");
      html.leaf("td", "wide", health.equals("UNKNOWN") ? "" : health.toLowerCase(Locale.ROOT));
      html.leaf("td", "dim why", Json.text(task, "stoppedReason", "")).close("tr");
    }
    html.end();
    if (tasks.size() > TASKS) html.leaf("p", "dim", "the newest " + TASKS);
    html.close("section");
  }

  private static Instant created(JsonNode node) {
    if (!Json.has(node, "createdAt")) return Instant.EPOCH;
    return Instant.ofEpochMilli(node.get("createdAt").decimalValue().movePointRight(3).longValue());
  }

  private void events() {
    var events = new ArrayList<ObjectNode>();
    for (var cluster : clustersIn()) {
      for (var service : values(Json.fields(cluster, "services"))) {
        events.addAll(Json.items(service, "events"));
      }
    }
    if (events.isEmpty()) return;
    events.sort(Comparator.comparing(Overview::created).reversed());
    html.open("section", "").leaf("h2", "", "Events").head(List.of("at", "what"));
    for (var each : events.subList(0, Math.min(EVENTS, events.size()))) {
      html.open("tr", "").open("td", "").leaf("time", "", "" + created(each)).close("td");
      html.leaf("td", "", Json.text(each, "message", "")).close("tr");
    }
    html.end().close("section");
  }

  private void calls() {
    html.open("section", "").leaf("h2", "", "Calls by category");
    var most = log.categories().values().stream().mapToInt(Integer::intValue).max().orElse(1);
    if (log.categories().isEmpty()) html.leaf("p", "dim", "none yet");
    else html.head(List.of("category", "#calls", ""));
    log.categories()
        .forEach((category, count) -> {
          html.open("tr", "").leaf("td", "", category).leaf("td", "n", "" + count);
          html.open("td", "").bar(Math.max(1, count * 100 / most)).close("td").close("tr");
        });
    if (!log.categories().isEmpty()) html.end();
    html.close("section");
  }

  private void latest() {
    var calls = log.calls();
    if (calls.isEmpty()) return;
    html.open("section", "").leaf("h2", "", "Latest calls");
    html.head(List.of("#no.", "operation", "of", "refused"));
    for (var call : calls.reversed().subList(0, Math.min(CALLS, calls.size()))) {
      html.open("tr", "").leaf("td", "n", "" + call.sequence());
      html.leaf("td", "", call.operation()).leaf("td", "dim", call.resource());
      html.leaf("td", "bad", call.error()).close("tr");
    }
    html.end().close("section");
  }

  private void definitions() {
    var families = Json.fields(world, "taskDefinitions");
    if (families.isEmpty()) return;
    html.open("section", "").leaf("h2", "", "Task definitions");
    html.head(List.of("family", "#revisions", "#active", "images"));
    for (var family : families.properties()) {
      var revisions = Json.items(families, family.getKey());
      var active = revisions.stream().filter(Overview::active).count();
      var newest = Json.fields(revisions.getLast(), "taskDefinition");
      html.open("tr", "").leaf("td", "", last(family.getKey()));
      html.leaf("td", "n", "" + revisions.size()).leaf("td", "n", "" + active);
      var images =
          Json.items(newest, "containerDefinitions").stream()
              .map(each -> Json.text(each, "image", ""))
              .distinct()
              .toList();
      html.open("td", "").leaf("code", "", String.join(", ", images)).close("td").close("tr");
    }
    html.end().close("section");
  }

  private static boolean active(ObjectNode revision) {
    return Json.text(Json.fields(revision, "taskDefinition"), "status", "").equals("ACTIVE");
  }

  private void settings(String title, List<String> lines) {
    html.open("section", "").leaf("h2", "", title);
    if (lines.isEmpty()) html.leaf("p", "dim", "none");
    lines.forEach(line -> html.open("p", "").leaf("code", "", line).close("p"));
    html.close("section");
  }
}
