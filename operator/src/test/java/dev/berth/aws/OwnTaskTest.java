package dev.berth.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.berth.model.Failure;
import dev.berth.plan.Self;
import dev.berth.reconcile.EcsFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the metadata endpoint of a task answers, over HTTP.
@Tag("R-29")
class OwnTaskTest {
  private static final String TASK = "arn:aws:ecs:eu-west-1:111122223333:task/platform/0123abcd";
  private static final Self BERTH =
      new Self("arn:aws:ecs:eu-west-1:111122223333:service/platform/berth");

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer metadata;
  private int status = 200;
  private String answer = "";

  @BeforeEach
  void open() throws IOException {
    metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    metadata.createContext(
        "/v4/0123/task",
        exchange -> {
          asked.incrementAndGet();
          var body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    metadata.start();
  }

  @AfterEach
  void close() {
    metadata.stop(0);
  }

  private OwnTask task(OwnTask.Groups groups) {
    var port = metadata.getAddress().getPort();
    return new OwnTask(URI.create("http://127.0.0.1:" + port + "/v4/0123"), groups);
  }

  private static String unasked(String region, String cluster, String task) {
    throw new AssertionError("nobody need ask ECS for " + task);
  }

  @Test
  void the_service_is_named_and_asked_for_once() {
    answer =
        "{\"Cluster\":\"platform\",\"ServiceName\":\"berth\",\"TaskARN\":\"%s\"}".formatted(TASK);
    var task = task(OwnTaskTest::unasked);

    assertThat(task.self()).isEqualTo(BERTH);
    assertThat(task.self()).isEqualTo(BERTH);
    assertThat(asked).hasValue(1);
  }

  @Test
  void where_it_is_not_the_group_of_the_task_tells() {
    answer = "{\"Cluster\":\"platform\",\"TaskARN\":\"%s\"}".formatted(TASK);

    var self =
        task(
                (region, cluster, arn) -> {
                  assertThat(region + " " + cluster + " " + arn)
                      .isEqualTo("eu-west-1 platform " + TASK);
                  return "service:berth";
                })
            .self();

    assertThat(self).isEqualTo(BERTH);
  }

  @Test
  void a_task_of_no_service_is_nobody() {
    answer = "{\"Cluster\":\"platform\",\"TaskARN\":\"%s\"}".formatted(TASK);

    assertThat(task((_, _, _) -> "family:berth").self()).isEqualTo(Self.NOBODY);
  }

  @Test
  void the_group_is_what_describe_tasks_says() {
    var aws = new FakeAws().on("DescribeTasks", "{\"tasks\":[{\"group\":\"service:berth\"}]}");

    assertThat(OwnTask.group(aws.clients(), "platform", TASK)).isEqualTo("service:berth");
  }

  @Test
  void what_does_not_tell_is_asked_again_and_is_nobody_never() {
    var task = task(OwnTaskTest::unasked);
    status = 503;
    failed(task, "status 503");
    status = 200;
    answer = "<html>";
    failed(task, "Unexpected character");
    answer = "{}";
    failed(task, "'' is no task");
    answer = "[]";
    failed(task, "what it answers is no object");

    answer = "{\"ServiceName\":\"berth\",\"TaskARN\":\"%s\"}".formatted(TASK);

    assertThat(task.self()).isEqualTo(BERTH);
  }

  @Test
  void where_nobody_listens_that_is_said() {
    metadata.stop(0);

    failed(task(OwnTaskTest::unasked), "does not tell whose task this is");
  }

  private static void failed(OwnTask task, String why) {
    assertThatThrownBy(task::self)
        .isInstanceOfSatisfying(
            EcsFailure.class,
            e -> {
              assertThat(e.failure().kind()).isEqualTo(Failure.Kind.TRANSIENT);
              assertThat(e.failure().message()).contains(why);
            });
  }
}
