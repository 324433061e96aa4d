package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Failure;
import dev.berth.model.Json;
import dev.berth.model.Live;
import dev.berth.model.Live.Counts;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveNamespace;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Live.Server;
import dev.berth.model.Live.State;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Scope;
import dev.berth.reconcile.Scope.Depth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private static final ResourceKey API = ResourceKey.service("api");
  private static final EnvironmentSpec CREATED =
      FakeAws.environment(Origin.CREATED, Optional.of(Origin.CREATED));
  private static final EnvironmentSpec EXPECTED =
      FakeAws.environment(Origin.EXPECTED, Optional.of(Origin.EXPECTED));
  private static final String OURS =
      "{\"key\":\"berth:owner\",\"value\":\"acme/demo\"},{\"key\":\"berth:key\",\"value\":\"%s\"}";
  private static final String SETTLED =
      OURS.formatted("service/api") + ",{\"key\":\"berth:applied\",\"value\":\"1-a/api:4\"}";
  private static final String ACTIVE = "\"status\":\"ACTIVE\"";
  private static final String TD = "arn:aws:ecs:eu-west-1:1:task-definition/api:4";

  private final FakeAws aws = new FakeAws().homes();

  @Test
  void a_service_is_what_can_be_asked_for_and_what_goes_on() {
    service(
        SETTLED,
        """
        "status":"ACTIVE","desiredCount":2,"runningCount":1,"pendingCount":1,
        "launchType":"FARGATE","platformVersion":"LATEST","platformFamily":"Linux",
        "loadBalancers":[],"roleArn":"arn:role","createdBy":"arn:me","schedulingStrategy":"REPLICA",
        "deployments":[
          {"id":"ecs-svc/1","status":"ACTIVE","taskDefinition":"arn:t/api:3","desiredCount":1,
           "runningCount":1,"pendingCount":0,"createdAt":100.5,"rolloutState":"COMPLETED",
           "rolloutStateReason":"ECS deployment ecs-svc/1 completed."},
          {"id":"ecs-svc/2","status":"PRIMARY","taskDefinition":"%s","desiredCount":1,
           "runningCount":0,"pendingCount":1,"createdAt":1735787000,"rolloutState":"IN_PROGRESS",
           "platformVersion":"1.4.0","serviceConnectConfiguration":{"enabled":true}}],
        "events":[{"id":"e","createdAt":210,"message":"(service api) has started 1 tasks"}]\
        """
            .formatted(TD));

    var tags = new TreeMap<String, String>();
    tags.put(Marks.OWNER, "acme/demo");
    tags.put(Marks.KEY, "service/api");
    tags.put(Marks.APPLIED, "1-a/api:4");
    assertThat(observe(CREATED, Depth.TAGS).service(API))
        .contains(
            new LiveService(
                API,
                "arn:api",
                new Owner.Ours("acme/demo"),
                State.ACTIVE,
                (Fields)
                    Json.parse(
                        """
                        {"desiredCount":2,"launchType":"FARGATE","loadBalancers":[],
                         "platformVersion":"LATEST","roleArn":"arn:role","schedulingStrategy":"REPLICA",
                         "serviceConnectConfiguration":{"enabled":true}}\
                        """),
                TD,
                new Counts(2, 1, 1),
                new Marks(tags),
                List.of(
                    new Deployment(
                        "ecs-svc/2",
                        "PRIMARY",
                        TD,
                        Optional.of(Rollout.IN_PROGRESS),
                        "",
                        new Counts(1, 0, 1),
                        0,
                        Instant.ofEpochSecond(1735787000)),
                    new Deployment(
                        "ecs-svc/1",
                        "ACTIVE",
                        "arn:t/api:3",
                        Optional.of(Rollout.COMPLETED),
                        "ECS deployment ecs-svc/1 completed.",
                        new Counts(1, 1, 0),
                        0,
                        Instant.ofEpochMilli(100_500))),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of("(service api) has started 1 tasks")));
  }

  @Test
  void the_namespace_shows_what_its_clients_can_find_on_every_page() {
    service(SETTLED, ACTIVE);

    var observed = observe(CREATED, Depth.TAGS);

    assertThat(observed.live().get(ResourceKey.namespace("internal")))
        .isEqualTo(
            new LiveNamespace(
                ResourceKey.namespace("internal"),
                "arn:ns-1",
                new Owner.Foreign(Optional.of("x/y")),
                List.of(
                    new Server("api", Instant.ofEpochMilli(9_500)),
                    new Server("ui", Instant.ofEpochSecond(7)))));
    assertThat(observed.live().get(ResourceKey.cluster("c")))
        .isEqualTo(
            new Live.LiveCluster(
                ResourceKey.cluster("c"),
                "arn:c",
                new Owner.Ours("acme/demo"),
                (Fields)
                    Json.parse(
                        "{\"settings\":[{\"name\":\"containerInsights\","
                            + "\"value\":\"disabled\"}]}"),
                0));
    assertThat(observed.at()).isEqualTo(Instant.parse("2025-01-02T03:04:05Z"));
  }

  @Test
  void the_tags_of_a_namespace_that_others_made_are_not_asked_for() {
    service(SETTLED, ACTIVE);

    observe(EXPECTED, Depth.TAGS);

    assertThat(aws.operations())
        .containsExactly(
            "DescribeClusters",
            "ListNamespaces",
            "ListServices",
            "ListServices",
            "DescribeServices");
  }

  @Test
  void a_deleted_service_is_absent_and_a_draining_one_is_not() {
    service(SETTLED, "\"status\":\"INACTIVE\"");
    assertThat(observe(CREATED, Depth.TAGS).service(API)).isEmpty();

    aws.on("DescribeServices", "{\"failures\":[{\"arn\":\"arn:api\",\"reason\":\"MISSING\"}]}");
    assertThat(observe(CREATED, Depth.TAGS).service(API)).isEmpty();

    service(SETTLED, "\"status\":\"DRAINING\"");
    assertThat(observe(CREATED, Depth.TAGS).service(API).map(LiveService::state))
        .contains(State.DRAINING);
  }

  @Test
  void another_trouble_with_a_service_is_no_absence() {
    aws.on(
        "DescribeServices",
        "{\"failures\":[{\"arn\":\"arn:api\",\"reason\":\"ODD\",\"detail\":\"why\"}]}");

    assertThat(failure(CREATED))
        .isEqualTo(
            new Failure(Failure.Kind.UNKNOWN, "ODD", "ECS cannot describe arn:api: why", ""));
  }

  @Test
  void an_expected_home_that_is_missing_is_named() {
    aws.on("DescribeClusters", "{\"clusters\":[{\"clusterName\":\"c\",\"status\":\"INACTIVE\"}]}");
    assertThat(failure(EXPECTED))
        .isEqualTo(
            new Failure(
                Failure.Kind.MISSING,
                "ClusterNotFound",
                "there is no cluster c in eu-west-1",
                "create it, correct its name, or say create: true in the environment"));

    aws.homes();
    aws.on("ListNamespaces", "{\"Namespaces\":[]}");
    assertThat(failure(EXPECTED).message())
        .isEqualTo("there is no namespace internal in eu-west-1");
  }

  @Test
  void nothing_is_asked_of_a_cluster_that_is_still_to_be_made() {
    aws.on("DescribeClusters", "{\"clusters\":[]}").on("ListNamespaces", "{\"Namespaces\":[]}");

    assertThat(observe(CREATED, Depth.TAGS))
        .isEqualTo(new Observed(Instant.parse("2025-01-02T03:04:05Z"), 2, new TreeMap<>()));
  }

  private void service(String tags, String members) {
    aws.on("DescribeServices", "{\"services\":[%s]}".formatted(service("api", tags, members)));
  }

  private static String service(String name, String tags, String members) {
    return """
    {"serviceName":"%s","serviceArn":"arn:%s","taskDefinition":"%s","tags":[%s],%s}\
    """
        .formatted(name, name, TD, tags, members);
  }

  private Observed observe(EnvironmentSpec environment, Depth depth) {
    var scope = new Scope(environment, new TreeMap<>(Map.of(API, "1-a")), depth);
    return new SdkEcsApi(aws.clients(), environment).observe(scope);
  }

  private Failure failure(EnvironmentSpec environment) {
    return catchThrowableOfType(EcsFailure.class, () -> observe(environment, Depth.TAGS)).failure();
  }
}
