package dev.berth.cli;

import dev.berth.aws.InProcessHttp;
import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An account in which nothing but tags of services can be changed: it shows what AWS once showed
/// of one, in AWS's own spelling, however it is asked. What it does not know it refuses as AWS
/// does.
final class RecordedAws implements InProcessHttp.Server {
  private static final String JSON = "application/x-amz-json-1.1";

  private Fields live;
  private final List<String> calls = new ArrayList<>();

  /// @param live `{"now", "clusters", "services", "taskDefinitions", "tasks", "namespaces", "tags",
  ///   "discovery"}`: members of the answers, and the tags of Cloud Map's resources by ARN
  RecordedAws(String live) {
    this.live = (Fields) Json.parse(live);
  }

  int calls(String operation) {
    return (int) calls.stream().filter(operation::equals).count();
  }

  /// Every call that would have changed something beside tags, in order.
  List<String> writes() {
    return calls.stream().filter(call -> !call.matches("(Describe|List|Get|Tag).*")).toList();
  }

  int services() {
    return live.each("services").size();
  }

  @Override
  public InProcessHttp.Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    var target = headers.get("X-Amz-Target").getFirst();
    var operation = target.substring(target.indexOf('.') + 1);
    calls.add(operation);
    var request = (Fields) Json.parse(new String(body, StandardCharsets.UTF_8));
    return answer(operation, request)
        .map(answer -> worded(200, answer))
        .orElseGet(() -> worded(400, refusal(operation)));
  }

  private Optional<Fields> answer(String operation, Fields request) {
    return switch (operation) {
      case "DescribeClusters" -> Optional.of(only("clusters", live.each("clusters")));
      case "DescribeServices" -> Optional.of(only("services", services(request)));
      case "DescribeTaskDefinition" -> definition(request.text("taskDefinition").orElse(""));
      case "ListTasks" -> Optional.of(tasks(request));
      case "DescribeTasks" -> Optional.of(only("tasks", live.each("tasks")));
      case "TagResource" -> tagged(request);
      case "ListNamespaces" -> Optional.of(only("Namespaces", live.each("namespaces")));
      case "ListServices" -> Optional.of(only("Services", live.each("discovery")));
      case "ListTagsForResource" ->
          Optional.of(
              only("Tags", live.fields("tags").each(request.text("ResourceARN").orElse(""))));
      default -> Optional.empty();
    };
  }

  private static Fields only(String name, List<Fields> items) {
    return Fields.EMPTY.with(name, Value.items(items));
  }

  private List<Fields> services(Fields request) {
    var asked = request.items("services");
    return live.each("services").stream()
        .filter(service -> asked.contains(service.at("serviceName").orElseThrow()))
        .toList();
  }

  private Optional<Fields> tagged(Fields request) {
    var services = new ArrayList<Value>();
    boolean found = false;
    for (var service : live.each("services")) {
      boolean named = service.at("serviceArn").equals(request.at("resourceArn"));
      services.add(named ? service.with("tags", tags(service, request)) : service);
      found |= named;
    }
    live = live.with("services", Value.items(services));
    return found ? Optional.of(Fields.EMPTY) : Optional.empty();
  }

  private static Value tags(Fields service, Fields request) {
    var keys = request.each("tags").stream().map(tag -> tag.at("key")).toList();
    var tags = new ArrayList<Value>(request.items("tags"));
    service.each("tags").stream().filter(tag -> !keys.contains(tag.at("key"))).forEach(tags::add);
    return Value.items(tags);
  }

  private Fields tasks(Fields request) {
    var arns =
        live.each("tasks").stream()
            .filter(task -> task.at("desiredStatus").equals(request.at("desiredStatus")))
            .map(task -> task.text("taskArn").orElseThrow())
            .toList();
    return Fields.EMPTY.with("taskArns", Value.texts(arns));
  }

  /// By ARN, by `<family>:<revision>`, or by the family for the newest.
  private Optional<Fields> definition(String name) {
    return live.each("taskDefinitions").stream()
        .filter(answer -> {
          var arn = answer.fields("taskDefinition").text("taskDefinitionArn").orElse("");
          var revision = arn.substring(arn.lastIndexOf('/') + 1);
          return arn.equals(name) || revision.equals(name) || revision.startsWith(name + ":");
        })
        .reduce((_, newest) -> newest);
  }

  private static Fields refusal(String operation) {
    boolean definition = operation.equals("DescribeTaskDefinition");
    return Fields.EMPTY
        .with("__type", Value.of(definition ? "ClientException" : "UnknownOperationException"))
        .with("message", Value.of(definition ? "Unable to describe task definition." : operation));
  }

  private InProcessHttp.Answer worded(int status, Fields answer) {
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", JSON);
    headers.put("Date", live.text("now").orElseThrow());
    var body = Json.compact(answer).getBytes(StandardCharsets.UTF_8);
    return new InProcessHttp.Answer(status, headers, body);
  }
}
