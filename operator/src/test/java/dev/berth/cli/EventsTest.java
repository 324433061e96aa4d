package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.controller.Ears;
import dev.berth.controller.Operator;
import dev.berth.model.Failure;
import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.Bells;
import dev.berth.reconcile.EcsFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ECS's events make the operator look; without them it looks by the clock.
class EventsTest {
  private static final Duration LONG = Duration.ofMinutes(40);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration WATCH = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Drill drill;
  private Operating operating;
  private Operator operator;
  private String queue;
  private final List<Optional<Failure>> told = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    drill = Drill.tracecat(folder);
    queue = asked("AmazonSQS.CreateQueue", "{'QueueName': 'berth'}").text("QueueUrl").orElseThrow();
    var pattern = Page.at("operator/docs/events.md").blocks("json").getFirst();
    var rule = Fields.EMPTY.with("Name", Value.of("berth"));
    asked("AWSEvents.PutRule", rule.with("EventPattern", Value.of(pattern)));
    asked(
        "AWSEvents.PutTargets",
        "{'Rule': 'berth', 'Targets': [{'Id': 'q', 'Arn':"
            + " 'arn:aws:sqs:us-east-1:000000000000:berth'}]}");
    operator = operator(Duration.ofMinutes(15));
  }

  private Operator operator(Duration resync) {
    var out = new ByteArrayOutputStream();
    var outside = drill.outside(out, out);
    var endpoint = Common.endpoint(outside, Optional.empty());
    var poll = Duration.ofMinutes(1);
    operating =
        new Operating(outside, endpoint, Optional.empty(), poll, resync, Optional.of(WATCH));
    var source = new FolderSource(outside.files(), drill.folder().toString());
    return operating.operator(source, new TreeSet<>(List.of("demo")));
  }

  private Fields asked(String target, String request) {
    return asked(target, (Fields) Json.parse(request.replace('\'', '"')));
  }

  private Fields asked(String target, Fields request) {
    var headers = new TreeMap<String, List<String>>();
    headers.put("X-Amz-Target", List.of(target));
    headers.put("Content-Type", List.of("application/x-amz-json-1.1"));
    var answer = drill.quietly("POST", "/", headers, Json.compact(request).getBytes(UTF_8));
    var text = new String(answer.body(), UTF_8);
    assertThat(answer.status()).describedAs(text).isEqualTo(200);
    return text.isEmpty() ? Fields.EMPTY : (Fields) Json.parse(text);
  }

  private Ears ears(Bells bells) {
    return new Ears(operator, bells, operating.pace(), drill.simulator()::now, told::add);
  }

  /// A second at a time, with both ears open.
  ///
  /// @return after how many seconds all was as wanted and stayed so
  private long heard(Ears ears, Duration time) {
    long settled = 0;
    int failures = 0;
    for (long second = 1; second <= time.toSeconds(); second++) {
      drill.advance(TICK);
      failures = ears.step(failures);
      while (operator.controller().step(drill.simulator().now())) {}
      if (!wanted()) settled = second;
    }
    return settled;
  }

  private boolean wanted() {
    return operator.standings().containsKey("demo")
        && operator.standings().get("demo").conditions().getFirst().reason().equals("AsWanted")
        && operator.standings().get("demo").conditions().getLast().reason().equals("Settled");
  }

  private static Bells deaf() {
    return bells(new TreeSet<>());
  }

  private static Bells bells(SortedSet<String> always) {
    return new Bells() {
      @Override
      public SortedSet<String> heard() {
        return always;
      }

      @Override
      public void close() {}
    };
  }

  private int visits() {
    return drill.calls("DescribeClusters");
  }

  @Test
  void a_roll_out_goes_on_when_ecs_tells_that_it_can() {
    try (var ears = ears(operating.bells(queue))) {
      heard(ears, LONG);
      drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
      long with = heard(ears, LONG);
      int looks = visits();
      drill.edit("common.yaml", "imageTag: 1.0.0-beta.10", "imageTag: 1.0.0-beta.11");
      long without = heard(ears(deaf()), LONG);
      System.out.printf(
          "a release by events in %d s, by a look every %d s in %d s%n",
          with, WATCH.toSeconds(), without);

      assertThat(with).isLessThan(without);
      assertThat(looks).isPositive();
    }
  }

  @Test
  void events_that_are_lost_doubled_and_late_change_nothing_of_the_end() {
    drill.fault("{\"kind\": \"lose\", \"chance\": 0.5}");
    drill.fault("{\"kind\": \"double\", \"chance\": 0.5}");
    drill.fault("{\"kind\": \"late\", \"chance\": 0.5, \"time\": \"5m\"}");
    try (var ears = ears(operating.bells(queue))) {
      heard(ears, LONG);
      drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
      heard(ears, LONG);

      assertThat(wanted()).isTrue();
      assertThat(drill.berth("diff").code()).isZero();
    }
  }

  @Test
  void a_storm_is_a_look_a_second_and_of_another_cluster_none() {
    heard(ears(deaf()), LONG);
    var mine = "arn:aws:ecs:us-east-1:000000000000:cluster/" + Tracecat.CLUSTER;
    int before = visits();

    heard(
        ears(bells(new TreeSet<>(List.of(mine.replace("us-east-1", "eu-west-1"))))),
        TICK.multipliedBy(60));
    int others = visits() - before;
    var storm = ears(bells(new TreeSet<>(List.of(mine))));
    for (int i = 0; i < 600; i++) {
      drill.advance(Duration.ofMillis(100));
      storm.step(0);
      while (operator.controller().step(drill.simulator().now())) {}
    }
    int own = visits() - before - others;

    assertThat(others).isZero();
    assertThat(own).isBetween(55, 61);
  }

  @Test
  void an_idle_hour_takes_a_look_every_quarter_of_it() {
    try (var ears = ears(operating.bells(queue))) {
      heard(ears, LONG);
      int[] before = {visits(), calls()};
      heard(ears, Duration.ofHours(1));
      int looks = visits() - before[0];
      int calls = calls() - before[1];
      System.out.printf(
          "an idle hour with events: %d looks, %d calls beside 180 that wait at the queue%n",
          looks, calls);

      assertThat(looks).isBetween(3, 5);
    }
  }

  /// Of any kind but to the queue: the stepped clock asks it every second.
  private int calls() {
    return (int)
        drill.simulator().callLog().calls().stream()
            .filter(call -> !call.operation().matches("ReceiveMessage|DeleteMessageBatch"))
            .count();
  }

  @Test
  void why_nothing_is_heard_is_told_once_and_so_is_the_end_of_that() {
    var failure = new Failure(Failure.Kind.DENIED, "AccessDenied", "no", "");
    var failing =
        new Bells() {
          private int asked;

          @Override
          public SortedSet<String> heard() {
            if (asked++ < 3) throw new EcsFailure(failure, new IllegalStateException());
            return new TreeSet<>();
          }

          @Override
          public void close() {}
        };

    heard(ears(failing), Duration.ofMinutes(1));

    assertThat(told).containsExactly(Optional.of(failure), Optional.empty());
  }
}
