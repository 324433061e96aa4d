package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.O;

import java.time.Duration;
import java.util.List;

/// What a service says of itself.
final class Events {
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static List<String> texts(Account aws) {
    return aws.describe("web").items("/services/0/events").stream()
        .map(each -> each.at("/message").asString(""))
        .toList();
  }

  /// Waits until the service `web` says something like that.
  static void told(Account aws, String pattern) {
    aws.endpoint()
        .until(PATIENCE, () -> texts(aws).stream().anyMatch(each -> each.matches(pattern)));
    var all = texts(aws);
    if (all.stream().anyMatch(each -> each.matches(pattern))) return;
    var got = all.isEmpty() ? "no event" : all.getFirst();
    throw new Differs("events", pattern, got);
  }

  private static String service(Account aws) {
    return "\\(service " + aws.name("web") + "\\) ";
  }

  private static void up(Account aws, int count) {
    aws.service("web").with("'desiredCount': " + count).ok();
    aws.settled("web");
  }

  @Fact(line = 448, by = O)
  void a_service_tells_which_tasks_it_has_started(Account aws) {
    up(aws, 2);

    told(
        aws,
        service(aws) + "has started 2 tasks: \\(task [0-9a-f]{32}\\) \\(task [0-9a-f]{32}\\)\\.");
  }

  @Fact(line = 467, by = O)
  void one_task_is_1_tasks(Account aws) {
    up(aws, 1);

    told(aws, service(aws) + "has started 1 tasks: \\(task [0-9a-f]{32}\\)\\.");
  }

  @Fact(line = 450, by = O)
  void a_service_tells_which_tasks_it_has_stopped(Account aws) {
    up(aws, 1);
    aws.update("web", "'desiredCount': 0").ok();

    told(aws, service(aws) + "has stopped 1 running tasks: \\(task [0-9a-f]{32}\\)\\.");
  }

  @Fact(line = 453, by = O)
  void a_service_tells_that_a_deployment_is_completed(Account aws) {
    up(aws, 1);

    told(aws, service(aws) + "\\(deployment ecs-svc/\\d+\\) deployment completed\\.");
  }

  @Fact(line = 454, by = O)
  void a_service_tells_that_it_is_steady(Account aws) {
    up(aws, 1);

    told(aws, service(aws) + "has reached a steady state\\.");
  }

  @Fact(line = 455, by = O)
  void a_service_tells_that_a_deployment_failed(Account aws) {
    aws.definition("web").fate("crashes").ok();
    aws.service("web")
        .with(
            "'desiredCount': 1, 'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable':"
                + " true, 'rollback': false}}")
        .ok();

    told(
        aws,
        service(aws) + "\\(deployment ecs-svc/\\d+\\) deployment failed: tasks failed to start\\.");
  }

  @Fact(line = 459, by = D)
  void a_service_tells_that_its_tasks_do_not_start(Account aws) {
    var image = Account.IMAGE.replace(":stable", ":no-such-tag");
    aws.definition("web").app("'image': '" + image + "'").ok();
    aws.service("web").with("'desiredCount': 1").ok();

    told(aws, service(aws) + "is unable to consistently start tasks successfully\\..*");
  }

  @Fact(line = 458, by = O)
  void a_service_tells_which_task_failed_its_checks(Account aws) {
    aws.definition("web")
        .fate("sickens")
        .app(
            "'healthCheck': {'command': ['CMD-SHELL', 'test ! -e /tmp/sick'], 'interval': 5,"
                + " 'retries': 1}")
        .ok();
    up(aws, 1);

    told(aws, service(aws) + "\\(task [0-9a-f]{32}\\) failed container health checks\\.");
  }

  @Fact(line = 449, by = O)
  void a_service_tells_how_many_targets_it_has_registered(Account aws) {
    balanced(aws);

    told(aws, service(aws) + "registered 1 targets in \\(target-group arn:.*\\)");
  }

  @Fact(line = 451, by = O)
  void a_service_tells_how_many_targets_it_has_deregistered(Account aws) {
    balanced(aws);
    aws.update("web", "'desiredCount': 0").ok();

    told(aws, service(aws) + "deregistered 1 targets in \\(target-group arn:.*\\)");
  }

  @Fact(line = 452, by = O)
  void a_service_tells_that_it_drains_connections(Account aws) {
    balanced(aws);
    aws.update("web", "'desiredCount': 0").ok();

    told(
        aws,
        "\\(service "
            + aws.name("web")
            + ", taskSet ecs-svc/\\d+\\) has begun draining connections on 1 tasks\\.");
  }

  private static void balanced(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);
    aws.service("web").with("'desiredCount': 1, " + Surroundings.balanced(group)).ok();
    aws.until(() -> aws.describe("web"), "/services/0/runningCount", "1");
  }

  @Fact(line = 467, by = O)
  void an_event_has_an_id_a_time_and_a_text(Account aws) {
    up(aws, 1);

    aws.describe("web")
        .matches("/services/0/events/0/id", "[0-9a-f-]{36}")
        .number("/services/0/events/0/createdAt")
        .has("/services/0/events/0/message");
  }

  @Fact(line = 445, by = O)
  void the_newest_event_comes_first(Account aws) {
    up(aws, 1);
    told(aws, ".*has reached a steady state\\.");
    var all = aws.describe("web").items("/services/0/events");
    var first = all.getFirst().at("/createdAt").decimalValue();
    var last = all.getLast().at("/createdAt").decimalValue();

    if (first.compareTo(last) < 0) throw new Differs("events", "the newest first", "the oldest");
  }

  @Fact(line = 445, by = O)
  void what_holds_is_not_said_again(Account aws) {
    up(aws, 1);
    told(aws, ".*has reached a steady state\\.");
    aws.endpoint().pass(Duration.ofMinutes(30));

    var count = texts(aws).stream().filter(each -> each.contains("steady state")).count();
    if (count != 1) throw new Differs("steady states in half an hour", "1", "" + count);
  }
}
