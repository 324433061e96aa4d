package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.aws.InProcessHttp;
import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.simulator.ConnectionReset;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A simulated account with a stepped clock, a folder of manifests on the disk, and the commands as
/// people type them. What somebody else does to the account goes by the same wire.
final class Drill {
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Workspace workspace;
  private final Simulator simulator = Simulator.stepped(1);
  private final SortedMap<String, String> variables = new TreeMap<>();
  private final List<Runnable> watchers = new ArrayList<>();
  private Optional<String> signal = Optional.empty();
  private InProcessHttp.Server door = this::answer;

  private Drill(Path folder) {
    this.workspace = new Workspace(folder);
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
  }

  /// A copy of the Tracecat manifests, to be edited.
  static Drill tracecat(Path folder) {
    var drill = new Drill(folder);
    drill.workspace.copy(Tracecat.FOLDER);
    return drill;
  }

  static Drill empty(Path folder) {
    return new Drill(folder);
  }

  /// What a command printed, and its exit code.
  record Ran(int code, String out, String err) {
    String text() {
      return out + err;
    }
  }

  /// `berth VERB <the folder> -e demo OPTIONS`.
  Ran berth(String verb, String... options) {
    var words = new ArrayList<>(List.of(verb, workspace.folder().toString(), "-e", "demo"));
    words.addAll(List.of(options));
    return run(words);
  }

  Ran retry(String name) {
    return run(List.of("retry", name, workspace.folder().toString(), "-e", "demo"));
  }

  /// Each command starts from nothing: what it knows, it has from the account.
  Ran run(List<String> words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = new App(outside(out, err)).run(words.toArray(String[]::new));
    return new Ran(code, told(out), told(err));
  }

  private String told(ByteArrayOutputStream stream) {
    return stream.toString(UTF_8).replace(workspace.folder().toString(), "manifests");
  }

  Outside outside(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Outside(
        variables,
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        Outside.Screen.PIPE,
        new DirectoryFiles(),
        simulator::now,
        simulator::advance,
        () -> signal,
        Optional.of(door),
        Optional.of(STEP));
  }

  private InProcessHttp.Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    List.copyOf(watchers).forEach(Runnable::run);
    return quietly(method, path, headers, body);
  }

  /// A call of somebody else, by hand.
  InProcessHttp.Answer quietly(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    try {
      var answer = simulator.handle(Request.of(method, path, headers, body));
      return new InProcessHttp.Answer(answer.status(), answer.headers(), answer.body());
    } catch (ConnectionReset e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  void between(UnaryOperator<InProcessHttp.Server> meddler) {
    door = meddler.apply(this::answer);
  }

  Simulator simulator() {
    return simulator;
  }

  void variable(String name, String value) {
    variables.put(name, value);
  }

  Path folder() {
    return workspace.folder();
  }

  Drill edit(String file, String from, String to) {
    workspace.edit(file, from, to);
    return this;
  }

  String read(String file) {
    return workspace.read(file);
  }

  Drill write(String file, String text) {
    workspace.write(file, text);
    return this;
  }

  void delete(String file) {
    workspace.delete(file);
  }

  /// Called before each of Berth's own calls.
  void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  void unwatch() {
    watchers.clear();
  }

  void signal(String why) {
    signal = Optional.of(why);
  }

  void noSignal() {
    signal = Optional.empty();
  }

  /// A rule about how tasks end.
  void script(String rule) {
    simulator.script((ObjectNode) JSON.readTree(rule));
  }

  void clearScript() {
    simulator.clearScript();
  }

  /// Something around ECS, such as an image.
  void state(String thing) {
    simulator.state((ObjectNode) JSON.readTree(thing));
  }

  void fault(String rule) {
    simulator.fault((ObjectNode) JSON.readTree(rule));
  }

  void advance(Duration time) {
    simulator.advance(time);
  }

  /// How often an operation was called, by the simulator's own log.
  int calls(String operation) {
    return simulator.callLog().count(operation);
  }

  int writes() {
    return simulator.callLog().writes().size();
  }

  /// Every write so far, as `Operation resource`.
  List<String> written() {
    return simulator.callLog().writes().stream()
        .map(call -> (call.operation() + " " + call.resource()).strip())
        .toList();
  }

  /// What a command wrote.
  List<String> written(Runnable command) {
    int before = written().size();
    command.run();
    var after = written();
    return after.subList(before, after.size());
  }

  /// What somebody else asks of ECS. Watchers do not see it.
  Fields ecs(String operation, Fields request) {
    var headers = new TreeMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/x-amz-json-1.1"));
    headers.put("X-Amz-Target", List.of("AmazonEC2ContainerServiceV20141113." + operation));
    var answer = quietly("POST", "/", headers, Json.compact(request).getBytes(UTF_8));
    var text = new String(answer.body(), UTF_8);
    if (answer.status() != 200) throw new AssertionError(operation + ": " + text);
    return (Fields) Json.parse(text);
  }

  Fields ecs(String operation, String request) {
    return ecs(operation, (Fields) Json.parse(request.replace('\'', '"')));
  }

  Fields service(String name) {
    return ecs(
            "DescribeServices",
            "{'cluster':'%s','services':['%s'],'include':['TAGS']}"
                .formatted(Tracecat.CLUSTER, name))
        .each("services")
        .getFirst();
  }

  String arn(String name) {
    return service(name).text("serviceArn").orElseThrow();
  }

  /// `<family>:<revision>` that a service names.
  String revision(String name) {
    var arn = service(name).text("taskDefinition").orElseThrow();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  SortedMap<String, String> revisions() {
    return revisions(Tracecat.SERVICES);
  }

  SortedMap<String, String> revisions(List<String> names) {
    var revisions = new TreeMap<String, String>();
    names.forEach(name -> revisions.put(name, revision(name)));
    return revisions;
  }

  /// How many running tasks of a service have this revision.
  int running(String service, String revision) {
    var list = "{'cluster':'%s','serviceName':'%s'}".formatted(Tracecat.CLUSTER, service);
    var arns = ecs("ListTasks", list).at("taskArns").orElseThrow();
    if (arns instanceof Value.Items(var items) && items.isEmpty()) return 0;
    var request = Fields.EMPTY.with("cluster", Value.of(Tracecat.CLUSTER)).with("tasks", arns);
    return (int)
        ecs("DescribeTasks", request).each("tasks").stream()
            .filter(task -> task.text("lastStatus").filter("RUNNING"::equals).isPresent())
            .filter(task -> task.text("taskDefinitionArn").orElse("").endsWith("/" + revision))
            .count();
  }

  SortedMap<String, String> tags(String name) {
    var tags = new TreeMap<String, String>();
    service(name)
        .each("tags")
        .forEach(tag -> tags.put(tag.text("key").orElse(""), tag.text("value").orElse("")));
    return tags;
  }

  void untag(String name, String... keys) {
    var request =
        Fields.EMPTY
            .with("resourceArn", Value.of(arn(name)))
            .with("tagKeys", Value.texts(List.of(keys)));
    ecs("UntagResource", request);
  }

  void tag(String name, String key, String value) {
    ecs(
        "TagResource",
        "{'resourceArn':'%s','tags':[{'key':'%s','value':'%s'}]}".formatted(arn(name), key, value));
  }

  boolean stable(String name) {
    var service = service(name);
    return service.each("deployments").size() == 1
        && service.text("status").filter("ACTIVE"::equals).isPresent()
        && service.whole("runningCount").equals(service.whole("desiredCount"));
  }
}
