package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Two machines: each a process with a home and a checkout of its own, and nothing in common but
/// the account.
@Tag("R-16")
class JobHomesTest {
  private static final double SPEED = 120;
  private static final long SEED = 5;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// The same wait in its other form: an init container, and what depends on its service.
  private static final String INITIAL =
      """
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: api}
      spec:
        networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-0]}}
        deploymentConfiguration: {deploymentCircuitBreaker: {enable: true, rollback: true}}
        taskDefinition:
          initContainers: [{name: prepare, image: "app:${tag}"}]
          containerDefinitions: [{name: api, image: "app:${tag}"}]
      ---
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: worker}
      spec:
        networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-0]}}
        taskDefinition:
          containerDefinitions: [{name: worker, image: "app:${tag}"}]
        dependsOn: [api]
      """;

  @TempDir private Path folder;
  private Simulator simulator;
  private HttpDoor door;
  private final TreeSet<String> started = new TreeSet<>();

  @BeforeEach
  void open() throws IOException {
    simulator = Simulator.scaled(SEED, SPEED);
    door = HttpDoor.start(simulator, 0);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private record Machine(Path home, JobFolder job) {}

  private record Ran(int code, String text) {}

  private record Running(Process process, Path log) {
    Ran ended() throws Exception {
      try {
        int code = process.waitFor();
        return new Ran(code, Files.readString(log));
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void two_at_once_and_one_after_another_run_a_job_once_a_release() throws Exception {
    var one = machine("one");
    var other = machine("other");

    var first = start(one, "apply");
    var second = start(other, "apply");
    assertThat(first.ended().code()).isIn(0, 5);
    assertThat(second.ended().code()).isIn(0, 5);
    look();
    ends(0, one, "apply");
    assertThat(runs()).isEqualTo(1);
    nothing(0, other);

    one.job().tag(1, 2);
    other.job().tag(1, 2);
    fails("work");
    fails("prepare");
    var told = ends(3, one, "apply");
    assertThat(told.text())
        .contains("migrate: the job failed and is held\n  why      container work exited 1\n")
        .contains("api: the roll-out failed and is held\n  why      rolled back: container prepare")
        .contains("serves   api:1, 1 of 1 tasks running");
    var again = nothing(3, other);
    assertThat(ending(again)).isEqualTo(ending(told));
    assertThat(runs()).isEqualTo(2);

    simulator.clearScript();
    ends(3, other, "retry", "migrate");
    assertThat(runs()).isEqualTo(3);
    one.job().tag(2, 3);
    ends(0, one, "apply");
    assertThat(runs()).isEqualTo(4);
  }

  /// From where it tells how it ended, with the commands that name a checkout alike.
  private static String ending(Ran ran) {
    var text = ran.text();
    return text.substring(text.indexOf("\n\n", text.indexOf("held")))
        .replaceAll("manifests/(one|other)", "manifests");
  }

  /// Nothing is registered, updated, run or noted down.
  private Ran nothing(int code, Machine machine) throws Exception {
    int before = simulator.callLog().writes().size();
    var ran = ends(code, machine, "apply");
    assertThat(simulator.callLog().writes()).hasSize(before);
    return ran;
  }

  /// How many tasks RunTask has started, however often it was called.
  private int runs() {
    assertThat(simulator.callLog().count("RunTask")).isGreaterThanOrEqualTo(started.size());
    return started.size();
  }

  /// ECS forgets a task after an hour, and here an hour is short.
  private void look() {
    for (var cluster : simulator.dump().at("/ecs/clusters")) {
      for (var task : cluster.get("tasks")) {
        var by = task.path("startedBy").asString("");
        if (by.startsWith("berth-job/")) started.add(task.get("taskArn").asString());
      }
    }
  }

  private void fails(String container) {
    var rule = "{\"match\": {\"container\": \"%s\"}, \"outcome\": {\"exit\": {\"code\": 1}}}";
    simulator.script((ObjectNode) JSON.readTree(rule.formatted(container)));
  }

  private Machine machine(String name) throws IOException {
    var home = Files.createDirectories(folder.resolve("homes").resolve(name));
    var job = JobFolder.in(folder.resolve("manifests").resolve(name));
    job.drill().write("initial.yaml", INITIAL);
    return new Machine(home, job);
  }

  private Ran ends(int code, Machine machine, String... words) throws Exception {
    var ran = start(machine, words).ended();
    look();
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    return ran;
  }

  private Running start(Machine machine, String... words) throws IOException {
    var home = machine.home().toString();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + home));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.berth.cli.Main"));
    command.addAll(List.of(words));
    command.addAll(List.of(machine.job().drill().folder().toString(), "-e", "demo"));
    command.addAll(List.of("--endpoint-url", "http://127.0.0.1:" + door.port()));
    var builder = new ProcessBuilder(command).directory(machine.home().toFile());
    builder.environment().put("HOME", home);
    builder.environment().put("XDG_CACHE_HOME", home + "/cache");
    var log = Files.createTempFile(machine.home(), "log", "");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Running(builder.start(), log);
  }
}
