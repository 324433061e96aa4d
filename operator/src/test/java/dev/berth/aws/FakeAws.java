package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Json;
import dev.berth.model.PolicySettings;
import dev.berth.model.Value.Fields;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Answers each operation by what a test has laid down for it; every other one as AWS answers an
/// action that it does not know. For answers that no simulated world gives.
final class FakeAws implements InProcessHttp.Server {
  private record Laid(int status, String type, UnaryOperator<Fields> answer, String text) {}

  private final Map<String, Laid> answers = new TreeMap<>();
  private final List<String> requests = new ArrayList<>();
  private final SteppedTime time = new SteppedTime();

  FakeAws on(String operation, String json) {
    return on(operation, _ -> (Fields) Json.parse(json));
  }

  FakeAws on(String operation, UnaryOperator<Fields> answer) {
    answers.put(operation, new Laid(200, "application/x-amz-json-1.1", answer, ""));
    return this;
  }

  FakeAws fails(String operation, int status, String type, String body) {
    answers.put(operation, new Laid(status, type, UnaryOperator.identity(), body));
    return this;
  }

  FakeAws refuses(String operation, String code, String message) {
    var body = "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message);
    return fails(operation, 400, "application/x-amz-json-1.1", body);
  }

  /// A cluster of our own, and a namespace of our name that somebody else made, on two pages.
  FakeAws homes() {

    on(
        "DescribeClusters",
        """
        {"clusters":[{"clusterName":"c","clusterArn":"arn:c","status":"ACTIVE","tags":[%s],
          "settings":[{"name":"containerInsights","value":"disabled"}],"runningTasksCount":3}]}\
        """
            .formatted(
                "{\"key\":\"berth:owner\",\"value\":\"acme/demo\"},"
                    + "{\"key\":\"berth:key\",\"value\":\"cluster/c\"}"));
    on(
        "ListNamespaces",
        """
        {"Namespaces":[{"Id":"ns-2","Arn":"arn:ns-2","Name":"internal","Type":"DNS_PRIVATE"},
          {"Id":"ns-1","Arn":"arn:ns-1","Name":"internal","Type":"HTTP"},
          {"Id":"ns-0","Arn":"arn:ns-0","Name":"other","Type":"HTTP"}]}\
        """);
    on("ListTagsForResource", "{\"Tags\":[{\"Key\":\"berth:owner\",\"Value\":\"x/y\"}]}");
    on(
        "ListServices",
        request ->
            (Fields)
                Json.parse(
                    request.text("NextToken").isPresent()
                        ? "{\"Services\":[{\"Id\":\"srv-1\",\"Name\":\"api\",\"CreateDate\":9.5}]}"
                        : """
                        {"Services":[{"Id":"srv-2","Name":"ui","CreateDate":7}],"NextToken":"t"}\
                        """));
    return this;
  }

  /// Each as `Operation {body}`, in the order in which they came.
  List<String> requests() {
    return List.copyOf(requests);
  }

  List<String> operations() {
    return requests.stream().map(request -> request.substring(0, request.indexOf(' '))).toList();
  }

  void forget() {
    requests.clear();
  }

  SteppedTime time() {
    return time;
  }

  AwsClients clients() {
    return new AwsClients(settings().through(new InProcessHttp(this)));
  }

  /// The same, with reads side by side.
  AwsClients clientsAbreast() {
    var one = settings();
    return new AwsClients(
        new AwsSettings(
            one.endpoint(),
            one.region(),
            one.role(),
            one.agent(),
            () -> new InProcessHttp(this),
            one.buckets(),
            one.lane(),
            one.clock(),
            one.pause(),
            8,
            one.attempt()));
  }

  /// The same, by another clock.
  AwsClients clients(SteppedTime other) {
    return new AwsClients(settings(other).through(new InProcessHttp(this)));
  }

  private AwsSettings settings() {
    return settings(time);
  }

  static AwsSettings settings(SteppedTime time) {
    return AwsSettings.of(
        Optional.of(URI.create("http://localhost")),
        Optional.of("eu-west-1"),
        new AwsSettings.Agent("1", "1"),
        time,
        time);
  }

  static EnvironmentSpec environment(Origin cluster, Optional<Origin> namespace) {
    return new EnvironmentSpec(
        "demo",
        "acme",
        Optional.empty(),
        new Home("c", cluster, Fields.EMPTY),
        namespace.map(origin -> new Home("internal", origin, Fields.EMPTY)),
        new TreeMap<>(),
        EnvironmentSpec.Sync.FIRST,
        Optional.empty(),
        PolicySettings.NONE);
  }

  @Override
  public InProcessHttp.Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    var target = headers.get("X-Amz-Target").getFirst();
    var operation = target.substring(target.indexOf('.') + 1);
    var request = (Fields) Json.parse(new String(body, StandardCharsets.UTF_8));
    return reply(operation, request);
  }

  private synchronized InProcessHttp.Answer reply(String operation, Fields request) {
    requests.add(operation + " " + Json.compact(request));
    var laid = answers.get(operation);
    if (laid == null) return http(400, "text/plain", "{\"__type\":\"UnknownOperationException\"}");
    if (!laid.text().isEmpty()) return http(laid.status(), laid.type(), laid.text());
    return http(laid.status(), laid.type(), Json.compact(laid.answer().apply(request)));
  }

  private static InProcessHttp.Answer http(int status, String type, String body) {
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", type);
    headers.put("Date", "Thu, 02 Jan 2025 03:04:05 GMT");
    return new InProcessHttp.Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
