package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Berth has rolled out is still there when the simulator that it runs on was stopped, or
/// killed, and started again: processes all of them.
class KeptWorldTest {
  @TempDir private Path folder;
  private int port;
  private Process simulator;

  @BeforeEach
  void start() throws Exception {
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    begin();
  }

  @AfterEach
  void stop() throws InterruptedException {
    simulator.destroyForcibly().waitFor();
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void a_roll_out_outlives_the_simulator() throws Exception {
    assertThat(berth("apply")).isZero();
    simulator.destroy();
    simulator.waitFor();
    var stopped = Files.readString(folder.resolve("world"));
    begin();
    assertThat(stopped).contains("\"seal\":");
    assertThat(berth("diff")).isZero();
    var before = things(world());
    simulator.destroyForcibly().waitFor();
    begin();

    assertThat(things(world())).isEqualTo(before);
    assertThat(berth("diff")).isZero();
    assertThat(calls()).contains("\"CreateService\":8");
  }

  /// What time alone does not change.
  private static List<JsonNode> things(JsonNode world) {
    return List.of(world.get("taskDefinitions"), world.get("cloudMap"), world.get("surroundings"));
  }

  private void begin() throws Exception {
    simulator =
        java(
            "simulator",
            "--port",
            "" + port,
            "--speed",
            "120",
            "--state",
            folder.resolve("world").toString());
    for (var i = 0; i < 50_000; i++) {
      try {
        fetched("/_berth/clock");
        return;
      } catch (IOException e) {
        if (!simulator.isAlive()) break;
        Thread.onSpinWait();
      }
    }
    throw new AssertionError(Files.readString(folder.resolve("out")));
  }

  private int berth(String verb) throws Exception {
    return java(
            verb,
            "../manifests/tracecat",
            "-e",
            "demo",
            "-q",
            "--endpoint-url",
            "http://127.0.0.1:" + port)
        .waitFor();
  }

  private Process java(String... words) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.berth.cli.Main"));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
        .start();
  }

  private JsonNode world() throws Exception {
    return JsonMapper.shared().readTree(fetched("/_berth/world"));
  }

  private String calls() throws Exception {
    return fetched("/_berth/calls");
  }

  private String fetched(String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + port + path);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
