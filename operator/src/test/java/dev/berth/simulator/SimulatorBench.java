package dev.berth.simulator;

import dev.berth.simulator.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// Measures `berth simulator`, a process of its own, over HTTP: how soon it answers, and how fast
/// it is with 1,000 services and 10,000 tasks. Started by `.ci/bench`; prints a line for each
/// figure.
final class SimulatorBench {
  private static final int STARTS = 7;
  private static final int SERVICES = 1_000;
  private static final int TASKS = 10;
  private static final int BATCH = 10;
  private static final int WARM_UP = 1_000;
  private static final int MEASURED = 2_000;
  private static final int CLIENTS = 100;
  private static final int CALLS = 60;
  private static final long LOOK_NANOS = 100_000_000;

  private final URI endpoint;

  private SimulatorBench(URI endpoint) {
    this.endpoint = endpoint;
  }

  public static void main(String[] args) throws Exception {
    var process = launch();
    try {
      var bench = new SimulatorBench(ready(process));
      bench.fill();
      bench.describe();
      bench.crowd();
    } finally {
      process.destroy();
      process.waitFor();
    }
    // Last: the launcher makes its cache beside the first start.
    starts();
  }

  /// From the start of the process to the line that it is ready, and what of it a JVM takes that
  /// does nothing.
  private static void starts() throws Exception {
    var whole = new ArrayList<Double>();
    var bare = new ArrayList<Double>();
    for (int i = 0; i <= STARTS; i++) {
      long start = System.nanoTime();
      var process = launch();
      ready(process);
      double seconds = seconds(start);
      process.destroy();
      process.waitFor();
      start = System.nanoTime();
      new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-version")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      if (i == 0) continue;
      whole.add(seconds);
      bare.add(seconds(start));
    }
    double ready = median(whole);
    double jvm = median(bare);
    System.out.printf(
        "simulator ready after %.2f s, %.2f s more than a JVM that does nothing (median of %d)%n",
        ready, ready - jvm, STARTS);
  }

  private static Process launch() throws IOException {
    return new ProcessBuilder(System.getProperty("berth.launcher"), "simulator", "--port", "0")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static URI ready(Process process) throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var at = line.indexOf("http://127.0.0.1:");
      if (at >= 0) return URI.create(line.substring(at).split("[, ]", 2)[0]);
    }
    throw new IllegalStateException("the simulator ended before it was ready");
  }

  private void fill() throws Exception {
    var client = HttpClient.newHttpClient();
    call(client, "CreateCluster", Json.object().put("clusterName", "many"));
    var definition = Json.object().put("family", "web");
    definition
        .putArray("containerDefinitions")
        .addObject()
        .put("name", "web")
        .put("image", "web:1")
        .put("memory", 64);
    call(client, "RegisterTaskDefinition", definition);
    for (int n = 0; n < SERVICES; n++) {
      var service = Json.object().put("cluster", "many").put("serviceName", name(n));
      call(
          client, "CreateService", service.put("taskDefinition", "web").put("desiredCount", TASKS));
    }
    control(client, "clock", Json.object().put("speed", 600));
    while (running(client) < SERVICES * TASKS) LockSupport.parkNanos(LOOK_NANOS);
    control(client, "clock", Json.object().put("speed", 1));
  }

  private int running(HttpClient client) throws Exception {
    var cluster = Json.object();
    cluster.putArray("clusters").add("many");
    var found = Json.items(call(client, "DescribeClusters", cluster), "clusters");
    return Json.integer(found.getFirst(), "runningTasksCount", 0);
  }

  private void describe() throws Exception {
    var client = HttpClient.newHttpClient();
    for (int i = 0; i < WARM_UP; i++) call(client, "DescribeServices", ten(i));
    var millis = new double[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      long start = System.nanoTime();
      call(client, "DescribeServices", ten(i));
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        "%d services, %d tasks: DescribeServices(%d) median %.2f ms, 99 %% under %.2f ms (%d"
            + " calls)%n",
        SERVICES,
        SERVICES * TASKS,
        BATCH,
        millis[MEASURED / 2],
        millis[MEASURED * 99 / 100],
        MEASURED);
  }

  private void crowd() throws Exception {
    var failed = new AtomicInteger();
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Callable<Void>>();
      IntStream.range(0, CLIENTS).forEach(n -> all.add(() -> one(n, failed)));
      for (var each : threads.invokeAll(all)) each.get();
    }
    System.out.printf(
        "%d clients at once, %d calls: %d answers of 5xx, %.0f calls a second%n",
        CLIENTS, CLIENTS * CALLS, failed.get(), CLIENTS * CALLS / seconds(start));
  }

  /// Reads, and every tenth call writes.
  private Void one(int number, AtomicInteger failed) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      for (int i = 0; i < CALLS; i++) {
        int status =
            i % 10 == 0
                ? status(client, "UpdateService", scaled(number, i))
                : i % 10 == 5
                    ? status(client, "ListTasks", Json.object().put("cluster", "many"))
                    : status(client, "DescribeServices", ten(number + i));
        if (status >= 500) failed.incrementAndGet();
      }
    }
    return null;
  }

  private static ObjectNode scaled(int number, int round) {
    var update = Json.object().put("cluster", "many").put("service", name(number));
    return update.put("desiredCount", TASKS + round / 10 % 2);
  }

  private static ObjectNode ten(int round) {
    var asked = Json.object().put("cluster", "many");
    var services = asked.putArray("services");
    IntStream.range(0, BATCH).forEach(n -> services.add(name((round * BATCH + n) % SERVICES)));
    return asked;
  }

  private static String name(int number) {
    return "service-%04d".formatted(number);
  }

  private ObjectNode call(HttpClient client, String operation, ObjectNode body) throws Exception {
    var answer = client.send(request(operation, body), BodyHandlers.ofString());
    if (answer.statusCode() != 200) throw new IllegalStateException(operation + answer.body());
    return Json.parse(answer.body());
  }

  private int status(HttpClient client, String operation, ObjectNode body) throws Exception {
    return client.send(request(operation, body), BodyHandlers.ofString()).statusCode();
  }

  private HttpRequest request(String operation, ObjectNode body) {
    return HttpRequest.newBuilder(endpoint)
        .version(HttpClient.Version.HTTP_1_1)
        .header("Content-Type", "application/x-amz-json-1.1")
        .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation)
        .POST(BodyPublishers.ofString(Json.write(body)))
        .build();
  }

  private void control(HttpClient client, String what, ObjectNode body) throws Exception {
    var request =
        HttpRequest.newBuilder(endpoint.resolve("/_berth/" + what))
            .POST(BodyPublishers.ofString(Json.write(body)))
            .build();
    if (client.send(request, BodyHandlers.ofString()).statusCode() != 200)
      throw new IllegalStateException("the control refused " + what);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static double median(List<Double> figures) {
    return figures.stream().sorted().toList().get(figures.size() / 2);
  }
}
