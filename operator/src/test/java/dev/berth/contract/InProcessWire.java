package dev.berth.contract;

import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A simulator without a socket.
final class InProcessWire implements Wire {
  private static final String SCOPE =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/%s/aws4_request, Signature=0";

  private final Simulator simulator = Simulator.stepped(7);

  @Override
  public Answer call(Call call) {
    var headers = new TreeMap<String, List<String>>();
    call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    headers.put("Authorization", List.of(SCOPE.formatted(call.service())));
    return answered("POST", "/", headers, call.bytes());
  }

  @Override
  public Answer control(String method, String path, String body) {
    return answered(method, path, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer answered(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    var answer = simulator.handle(Request.of(method, path, headers, body));
    var read = new TreeMap<String, String>();
    answer.headers().forEach((name, value) -> read.put(name.toLowerCase(Locale.ROOT), value));
    return new Answer(answer.status(), read, new String(answer.body(), StandardCharsets.UTF_8));
  }
}
