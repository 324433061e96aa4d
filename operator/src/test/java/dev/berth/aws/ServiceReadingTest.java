package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Failure;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.Exit;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Live.TaskStop;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Scope;
import dev.berth.reconcile.Scope.Depth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ServiceReadingTest {
  private static final ResourceKey API = ResourceKey.service("api");
  private static final EnvironmentSpec CREATED =
      FakeAws.environment(Origin.CREATED, Optional.empty());
  private static final String OURS =
      "{\"key\":\"berth:owner\",\"value\":\"acme/demo\"},{\"key\":\"berth:key\",\"value\":\"%s\"}";
  private static final String SETTLED =
      OURS.formatted("service/api") + ",{\"key\":\"berth:applied\",\"value\":\"1-a/api:4\"}";
  private static final String ACTIVE = "\"status\":\"ACTIVE\"";
  private static final String TD = "arn:aws:ecs:eu-west-1:1:task-definition/api:4";

  private final FakeAws aws = new FakeAws();

  @BeforeEach
  void home() {
    aws.on("DescribeClusters", "{\"clusters\":[{\"clusterArn\":\"arn:c\"}]}");
  }

  @Test
  @Tag("R-01")
  void the_owner_is_whom_the_tags_name_or_lost_where_only_the_revision_knows() {
    definition("ACTIVE", "{\"key\":\"berth:owner\",\"value\":\"acme/demo\"}");
    assertThat(owner(OURS.formatted("service/api"))).isEqualTo(new Owner.Ours("acme/demo"));
    assertThat(owner(OURS.formatted("service/ui")))
        .isEqualTo(new Owner.Foreign(Optional.of("acme/demo")));
    assertThat(owner("{\"key\":\"berth:owner\",\"value\":\"acme/prod\"}"))
        .isEqualTo(new Owner.Foreign(Optional.of("acme/prod")));
    assertThat(owner("")).isEqualTo(new Owner.Lost());
    assertThat(owner("{\"key\":\"berth:key\",\"value\":\"service/api\"}"))
        .isEqualTo(new Owner.Lost());

    definition("ACTIVE", "{\"key\":\"berth:owner\",\"value\":\"acme/prod\"}");
    assertThat(owner("")).isEqualTo(new Owner.Foreign(Optional.empty()));
  }

  @Test
  @Tag("R-06")
  void a_refresh_reads_every_revision_and_finds_those_that_were_deregistered() {
    service(SETTLED, ACTIVE);
    definition("INACTIVE", "");
    assertThat(observe(CREATED, Depth.REFRESH).service(API).flatMap(LiveService::definition))
        .contains(
            new Definition(
                TD,
                Definition.Status.INACTIVE,
                Fields.EMPTY.with("family", Value.of("api")),
                Marks.NONE));

    aws.refuses("DescribeTaskDefinition", "ClientException", "Unable to describe task definition.");
    assertThat(observe(CREATED, Depth.REFRESH).service(API).flatMap(LiveService::definition))
        .contains(new Definition(TD, Definition.Status.INACTIVE, Fields.EMPTY, Marks.NONE));
  }

  @Test
  @Tag("R-06")
  void what_was_seen_deregistered_is_read_again_until_something_else_runs() {
    service(SETTLED, ACTIVE);
    definition("INACTIVE", "");
    var api = new SdkEcsApi(aws.clients(), CREATED);

    for (var depth : List.of(Depth.TAGS, Depth.REFRESH, Depth.TAGS, Depth.TAGS)) {
      api.observe(scope(CREATED, depth));
    }

    assertThat(aws.operations()).filteredOn("DescribeTaskDefinition"::equals).hasSize(3);
  }

  @Test
  @Tag("R-11")
  void a_roll_out_that_is_not_what_runs_is_looked_up() {
    diverted();
    aws.on(
        "ListServiceDeployments",
        """
        {"serviceDeployments":[{"serviceDeploymentArn":"arn:sd/1","status":"ROLLBACK_SUCCESSFUL",
          "statusReason":"why","targetServiceRevisionArn":"arn:sr/c/api/77","createdAt":50}]}\
        """);
    aws.on(
        "DescribeServiceRevisions",
        """
        {"serviceRevisions":[{"serviceRevisionArn":"arn:sr/c/api/77","taskDefinition":"arn:t/5"}]}\
        """);

    assertThat(observe(CREATED, Depth.TAGS).service(API).orElseThrow().history())
        .containsExactly(
            new PastDeployment(
                "arn:sd/1",
                "ROLLBACK_SUCCESSFUL",
                "why",
                "arn:t/5",
                "ecs-svc/77",
                Instant.ofEpochSecond(50)));
  }

  @Test
  void what_has_no_service_deployments_has_no_history_but_a_broken_ecs_is_told() {
    diverted();
    aws.refuses("ListServiceDeployments", "UnsupportedFeatureException", "not here");
    assertThat(observe(CREATED, Depth.TAGS).service(API).orElseThrow().history()).isEmpty();

    aws.fails(
        "ListServiceDeployments", 500, "application/json", "{\"__type\":\"ServerException\"}");
    assertThat(failure(CREATED).kind()).isEqualTo(Failure.Kind.TRANSIENT);
  }

  @Test
  void an_emulator_without_service_deployments_has_no_history_at_the_third_look() {
    diverted();
    aws.fails("ListServiceDeployments", 500, "text/html", "<html>oops</html>");
    var ecs = new SdkEcsApi(aws.clients(), CREATED);

    var looks = new ArrayList<String>();
    for (int look = 1; look <= 3; look++) {
      var failure =
          catchThrowableOfType(EcsFailure.class, () -> ecs.observe(scope(CREATED, Depth.TAGS)));
      looks.add(failure == null ? "seen" : failure.failure().kind().name());
    }

    assertThat(looks).containsExactly("TRANSIENT", "TRANSIENT", "seen");
  }

  @Test
  void why_tasks_ended_is_read_where_a_deployment_fails_tasks() {
    service(
        SETTLED,
        """
        "status":"ACTIVE","deployments":[{"id":"ecs-svc/2","status":"PRIMARY","failedTasks":1,
          "createdAt":1,"taskDefinition":"%s"}]\
        """
            .formatted(TD));
    aws.on("ListTasks", "{\"taskArns\":[\"arn:task/1\"]}");
    aws.on(
        "DescribeTasks",
        """
        {"tasks":[{"taskArn":"arn:task/1","startedBy":"ecs-svc/2","stopCode":"TaskFailedToStart",
          "stoppedReason":"because","stoppedAt":30,"containers":[
            {"name":"migrations","exitCode":1},{"name":"api","reason":"never ran"}]}]}\
        """);

    assertThat(observe(CREATED, Depth.TAGS).service(API).orElseThrow().stops())
        .containsExactly(
            new TaskStop(
                "arn:task/1",
                "ecs-svc/2",
                "TaskFailedToStart",
                "because",
                Instant.ofEpochSecond(30),
                List.of(
                    new Exit("migrations", Optional.of(1), ""),
                    new Exit("api", Optional.empty(), "never ran"))));
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

  /// Applied is not what runs.
  private void diverted() {
    definition("ACTIVE", "");
    aws.on("ListTasks", "{\"taskArns\":[]}");
    var tags =
        OURS.formatted("service/api") + ",{\"key\":\"berth:applied\",\"value\":\"1-b/api:5\"}";
    service(tags, ACTIVE);
  }

  private void definition(String status, String tags) {
    aws.on(
        "DescribeTaskDefinition",
        """
        {"taskDefinition":{"taskDefinitionArn":"%s","family":"api","revision":4,"status":"%s"},
         "tags":[%s]}\
        """
            .formatted(TD, status, tags));
  }

  private Owner owner(String tags) {
    service(tags, ACTIVE);
    return observe(CREATED, Depth.TAGS).service(API).orElseThrow().owner();
  }

  private Observed observe(EnvironmentSpec environment, Depth depth) {
    return new SdkEcsApi(aws.clients(), environment).observe(scope(environment, depth));
  }

  private static Scope scope(EnvironmentSpec environment, Depth depth) {
    return new Scope(environment, new TreeMap<>(Map.of(API, "1-a")), depth);
  }

  private Failure failure(EnvironmentSpec environment) {
    return catchThrowableOfType(EcsFailure.class, () -> observe(environment, Depth.TAGS)).failure();
  }
}
