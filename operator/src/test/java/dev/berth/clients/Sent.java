package dev.berth.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.simulator.Request;
import dev.berth.simulator.wire.Json;
import java.net.URLDecoder;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// A request as a client sent it, without what differs from run to run: the host, the signature,
/// ids, tokens, and the kernel and versions that user agents tell. No secret is in it.
///
/// @param operation with the API in front: `ecs CreateService`
/// @param path with its query; `/` of all but REST APIs
/// @param target `X-Amz-Target`, empty of all but JSON APIs
/// @param agent the family of the client: `Boto3`, `aws-cli`, `Terraform`
/// @param body forms are objects of texts
record Sent(
    String operation,
    String method,
    String path,
    String target,
    String contentType,
    String agent,
    ObjectNode body) {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]+/\\d+/[^/]+/([^/]+)/aws4_request");
  private static final Pattern AGENT = Pattern.compile("Terraform|aws-cli|Boto3");

  static Sent of(Request request) {
    var scope = SCOPE.matcher(request.header("Authorization"));
    var api = scope.find() ? scope.group(1) : "unsigned";
    var target = request.header("X-Amz-Target");
    var type = request.header("Content-Type").replaceFirst(";.*", "");
    var body = body(type, new String(request.body(), UTF_8));
    var path = Placeholders.path(request.path());
    var name = target.substring(target.lastIndexOf('.') + 1);
    if (target.isEmpty()) name = request.method() + " " + path;
    if (body.has("Action")) name = body.get("Action").stringValue();
    var query = request.query().isEmpty() ? "" : "?" + request.query();
    return new Sent(
        api + " " + name,
        request.method(),
        path + query,
        target,
        type,
        agent(request.header("User-Agent")),
        Placeholders.in(body, name));
  }

  private static String agent(String text) {
    var found = AGENT.matcher(text);
    return found.find() ? found.group() : "other";
  }

  private static ObjectNode body(String type, String text) {
    if (!type.equals("application/x-www-form-urlencoded")) {
      return text.isBlank() ? Json.object() : Json.parse(text);
    }
    var fields = new TreeMap<String, String>();
    for (var each : text.split("&")) {
      var pair = each.split("=", 2);
      fields.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8));
    }
    var form = Json.object();
    fields.forEach(form::put);
    return form;
  }

  Sent with(ObjectNode other) {
    return new Sent(operation, method, path, target, contentType, agent, other);
  }

  /// What is alike of requests that differ in values alone.
  String shape() {
    return operation + " " + Shape.of(body);
  }
}
