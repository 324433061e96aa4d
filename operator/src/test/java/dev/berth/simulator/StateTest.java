package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A world that is kept in a file is the same world when it is gone on with.
class StateTest {
  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";

  /// So slow that it stands still between two calls.
  private static final double STILL = 1e-9;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("world.jsonl");
  }

  private Simulator open(double speed) {
    return Simulator.kept(file(), Optional.empty(), speed);
  }

  private static String ask(Simulator simulator, String operation, String body) {
    return Clients.call(simulator, ECS + operation, body.replace('\'', '"')).text();
  }

  private static void begin(Simulator simulator) {
    ask(simulator, "CreateCluster", "{'clusterName':'c'}");
    register(simulator);
    ask(
        simulator,
        "CreateService",
        "{'cluster':'c','serviceName':'web','taskDefinition':'web','desiredCount':2,"
            + "'launchType':'FARGATE','networkConfiguration':{'awsvpcConfiguration':"
            + "{'subnets':['subnet-1']}}}");
    control(simulator, "POST", "rules", "{\"match\":{},\"outcome\":{\"exit\":{\"code\":3}}}");
    control(
        simulator,
        "POST",
        "faults",
        "{\"kind\":\"throttle\",\"operation\":\"ListTasks\",\"nth\":3}");
    ask(simulator, "ListTasks", "{'cluster':'c'}");
    ask(simulator, "DescribeServices", "{'cluster':'c','services':['web']}");
  }

  private static void register(Simulator simulator) {
    ask(
        simulator,
        "RegisterTaskDefinition",
        "{'family':'web','cpu':'256','memory':'512','networkMode':'awsvpc',"
            + "'requiresCompatibilities':['FARGATE'],"
            + "'containerDefinitions':[{'name':'web','image':'web:ü'}]}");
  }

  private static String control(Simulator simulator, String method, String path, String body) {
    return simulator
        .handle(Request.of(method, "/_berth/" + path, Map.of(), body.getBytes()))
        .text();
  }

  @Test
  void the_world_the_log_and_the_script_go_on_where_they_were() {
    var first = open(STILL);
    begin(first);
    first.advance(Duration.ZERO);
    var world = first.dump();
    var calls = first.callLog().toJson();
    first.close();

    var second = open(STILL);

    assertThat(second.dump()).isEqualTo(world);
    assertThat(second.callLog().toJson()).isEqualTo(calls);
    assertThat(ask(second, "ListTasks", "{'cluster':'c'}")).contains("taskArns");
    assertThat(ask(second, "ListTasks", "{'cluster':'c'}")).contains("Rate exceeded");
    second.close();
  }

  @Test
  void what_comes_is_what_had_come_without_a_break() {
    var start = Scenario.parse("s", "{\"seed\": 4, \"start\": \"2026-05-01T00:00:00Z\"}");
    var broken = Simulator.kept(file(), Optional.of(start), STILL);
    var whole = Simulator.scaled(start, STILL);
    begin(whole);
    begin(broken);
    broken.close();
    var again = Simulator.kept(file(), Optional.of(start), STILL);
    for (var each : List.of(whole, again)) register(each);

    assertThat(again.dump()).isEqualTo(whole.dump());
    assertThat(ask(again, "RunTask", "{'cluster':'c','taskDefinition':'web:9'}"))
        .isEqualTo(ask(whole, "RunTask", "{'cluster':'c','taskDefinition':'web:9'}"));
    again.close();
  }

  @Test
  void time_goes_on_and_does_not_go_by_while_nobody_is_there() {
    var first = open(3600);
    begin(first);
    var left = first.now();
    first.close();

    var second = open(STILL);

    assertThat(Duration.between(left, second.now())).isBetween(Duration.ZERO, Duration.ofHours(1));
    second.close();
  }

  @Test
  void a_line_that_was_not_ended_was_never_answered() throws IOException {
    var first = open(STILL);
    begin(first);
    var world = first.dump();
    first.close();
    Files.writeString(file(), Files.readString(file()) + "{\"at\":\"2026-01-01T00:0");

    var second = open(STILL);

    assertThat(second.dump()).isEqualTo(world);
    second.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|world.jsonl:1: is no state of a simulator",
        "[]|world.jsonl:1: is broken: Expected a JSON object",
        "{'berthSimulatorState':2}|world.jsonl: is version 2 of the simulator's state, and this one"
            + " knows 1; use a newer Berth",
        "{'berthSimulatorState':1,'scenario':{'moods':1}}|world.jsonl:1: is broken: ",
        "{'berthSimulatorState':1,'scenario':{'start':'2026-01-01T00:00:00Z'}};{'at':'noon'}|"
            + "world.jsonl:2: is broken: ",
        "{'berthSimulatorState':1,'scenario':{'start':'2026-01-01T00:00:00Z'}};{'at"
            + "':'2026-01-01T00:00:00Z','seal':'abc'}|world.jsonl:2: what was done up to here gives"
            + " another world",
      })
  void what_is_not_to_be_used_is_refused_and_left_as_it_is(String text, String why)
      throws IOException {
    var content = text.replace('\'', '"').replace(';', '\n') + "\n";
    Files.writeString(file(), content);

    assertThatThrownBy(() -> open(1)).isInstanceOf(UnusableState.class).hasMessageContaining(why);
    assertThat(Files.readString(file())).isEqualTo(content);
    assertThatThrownBy(() -> open(1)).as("the lock is free again").hasMessageContaining(why);
  }

  @Test
  void another_scenario_is_another_world() {
    open(1).close();
    var other = Scenario.parse("s", "{\"seed\": 99}");

    assertThatThrownBy(() -> Simulator.kept(file(), Optional.of(other), 1))
        .hasMessageContaining("its world began with another scenario; leave out --scenario");
    Simulator.kept(file(), Optional.of(Scenario.seeded(1)), 1).close();
  }

  @Test
  void no_secrets_value_is_kept() throws IOException {
    var first = open(STILL);
    Clients.call(
        first,
        "secretsmanager.CreateSecret",
        "{\"Name\":\"db\", \"SecretString\" : \"hun\\\"ter2\", \"ClientRequestToken\":\"%s\"}"
            .formatted("a".repeat(32)));
    Clients.call(
        first,
        "AmazonSSM.PutParameter",
        "{\"Name\":\"/token\",\"Type\":\"SecureString\",\"Value\":\"hunter3\"}");
    var plain = "{\"Name\":\"/size\",\"Type\":\"String\",\"Value\":\"größe\"}";
    Clients.call(first, "AmazonSSM.PutParameter", plain);
    var world = first.dump();
    first.close();

    assertThat(Files.readString(file()))
        .contains("CreateSecret", "PutParameter")
        .doesNotContain("hun", "ter2", "ter3");
    var second = open(STILL);
    assertThat(second.dump()).isEqualTo(world);
    second.close();
  }

  @Test
  void two_simulators_do_not_share_a_file() {
    var first = open(1);

    assertThatThrownBy(() -> open(1)).hasMessageContaining("another simulator keeps its world");
    first.close();
    open(1).close();
  }

  /// The process is killed by the system, in the middle of calls.
  @Test
  void a_killed_process_leaves_every_answered_call() throws Exception {
    var port = free();
    var process = start(port);
    try (var client = HttpClient.newHttpClient()) {
      await(client, port);
      var answered = untilItDies(client, port, process);
      process = start(port);
      await(client, port);
      var world = Json.parse(fetched(client, port, "/_berth/world"));
      var kept = world.get("taskDefinitions").values().iterator().next().size();
      assertThat(kept).isBetween(answered, answered + 1);
      assertThat(Json.parse(fetched(client, port, "/_berth/calls")).get("total").asInt())
          .isEqualTo(kept);
      assertThat(post(client, port)).contains("task-definition/f:" + (kept + 1));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /// @return how many calls were answered before it was killed inside of one
  private static int untilItDies(HttpClient client, int port, Process process) throws Exception {
    for (var answered = 0; ; answered++) {
      try {
        if (answered == 60) Thread.startVirtualThread(process::destroyForcibly);
        post(client, port);
      } catch (IOException e) {
        process.waitFor();
        return answered;
      }
    }
  }

  private Process start(int port) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.berth.cli.Main",
            "simulator",
            "--port",
            "" + port,
            "--state",
            file().toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void await(HttpClient client, int port) throws Exception {
    for (var i = 0; i < 20_000; i++) {
      try {
        fetched(client, port, "/_berth/clock");
        return;
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("the simulator does not start");
  }

  private static String fetched(HttpClient client, int port, String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private static String post(HttpClient client, int port) throws Exception {
    var body =
        "{\"family\":\"f\",\"containerDefinitions\":[{\"name\":\"a\",\"image\":\"i\",\"memory\":64}]}";
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("X-Amz-Target", ECS + "RegisterTaskDefinition")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
