package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.aws.InProcessHttp;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What may stand between Berth and an account: servers that are almost ECS.
final class Meddler {
  private Meddler() {}

  /// Takes what it is sent, answers with success, and loses a member.
  static UnaryOperator<InProcessHttp.Server> losing(Set<String> operations, String member) {
    return server ->
        (method, path, headers, body) -> {
          if (!operations.contains(operation(headers))) {
            return server.answer(method, path, headers, body);
          }
          var request = (Fields) Json.parse(new String(body, UTF_8));
          var rest = Json.compact(request.without(member)).getBytes(UTF_8);
          return server.answer(method, path, headers, rest);
        };
  }

  /// Never tells when things were made.
  static UnaryOperator<InProcessHttp.Server> ageless() {
    return server ->
        (method, path, headers, body) -> {
          var answer = server.answer(method, path, headers, body);
          var text = new String(answer.body(), UTF_8);
          var ageless = text.replaceAll("\"createdAt\":[0-9.E]+,?", "").replace(",}", "}");
          return new InProcessHttp.Answer(
              answer.status(), answer.headers(), ageless.getBytes(UTF_8));
        };
  }

  private static String operation(Map<String, List<String>> headers) {
    var named = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    named.putAll(headers);
    var target = named.getOrDefault("X-Amz-Target", List.of("")).getFirst();
    return target.substring(target.lastIndexOf('.') + 1);
  }
}
