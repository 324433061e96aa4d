package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Json;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action;
import dev.berth.plan.Action.Definition;
import dev.berth.plan.Expect;
import dev.berth.plan.Fingerprint;
import dev.berth.reconcile.EcsApi.Performed;
import dev.berth.reconcile.EcsApi.Performed.Done;
import dev.berth.reconcile.EcsApi.Performed.Stale;
import dev.berth.reconcile.EcsFailure;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsTest {
  private static final ResourceKey API = ResourceKey.service("api");
  private static final EnvironmentSpec ENVIRONMENT =
      FakeAws.environment(Origin.CREATED, Optional.of(Origin.CREATED));
  private static final String OURS =
      """
      {"key":"berth:key","value":"service/api"},{"key":"berth:owner","value":"acme/demo"}\
      """;
  private static final Optional<String> REGISTERED = Optional.of("arn/api:5");
  private static final Performed NOTHING_MADE = new Done(Optional.empty());

  private final FakeAws aws = new FakeAws();
  private final SdkEcsApi ecs = new SdkEcsApi(aws.clients(), ENVIRONMENT);

  @Test
  void a_service_is_created_with_its_marks_and_a_token() {
    aws.on("DescribeServices", "{\"services\":[]}");
    aws.on("CreateService", "{\"service\":{\"serviceArn\":\"arn:api\"}}");

    assertThat(ecs.perform(create(), REGISTERED)).isEqualTo(new Done(Optional.of("arn:api")));
    assertThat(aws.requests())
        .containsExactly(
            looked(),
            "CreateService "
                + """
                {"clientToken":"token","cluster":"c","desiredCount":1,"serviceName":"api",\
                "tags":[{"key":"berth:applied","value":"1-a/api:5"},\
                {"key":"team","value":"t"}],"taskDefinition":"arn/api:5"}\
                """);
  }

  @Test
  void a_service_that_appeared_meanwhile_is_not_created() {
    aws.on("DescribeTaskDefinition", "{\"taskDefinition\":{\"taskDefinitionArn\":\"a/api:4\"}}");
    live("", "ecs-svc/1");

    assertThat(ecs.perform(create(), REGISTERED))
        .isEqualTo(new Stale("absent", "ACTIVE, api:4, deployment ecs-svc/1"));
    assertThat(aws.operations()).doesNotContain("CreateService");
  }

  @Test
  void a_creation_whose_answer_was_lost_is_done() {
    live(OURS + ",{\"key\":\"berth:applied\",\"value\":\"1-a/api:5\"}", "ecs-svc/1");

    assertThat(ecs.perform(create(), REGISTERED)).isEqualTo(new Done(Optional.of("arn:api")));
    assertThat(aws.operations()).containsExactly("DescribeServices");
  }

  @Test
  void the_intent_names_the_revision_that_was_registered() {
    var expect = live(OURS, "ecs-svc/1");
    aws.on("TagResource", "{}");

    var action = new Action.MarkApplied(API, "1-b", tags(), expect, "");
    assertThat(ecs.perform(action, REGISTERED)).isEqualTo(NOTHING_MADE);
    assertThat(aws.requests())
        .containsExactly(
            looked(),
            "TagResource "
                + """
                {"resourceArn":"arn:api","tags":[{"key":"berth:applied","value":"1-b/api:5"},\
                {"key":"team","value":"t"}]}\
                """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          UNCHANGED | {"cluster":"c","desiredCount":2,"service":"api"}
          SAME_AGAIN | {"cluster":"c","desiredCount":2,"forceNewDeployment":true,"service":"api"}
          REGISTERED | {"cluster":"c","desiredCount":2,"service":"api","taskDefinition":"arn/api:5"}
          """)
  void an_update_names_the_definition_that_the_plan_means(Definition definition, String body) {
    var expect = live(OURS, "ecs-svc/1");
    aws.on("UpdateService", "{}");

    var action =
        new Action.UpdateService(API, fields("{\"desiredCount\":2}"), definition, expect, "");
    assertThat(ecs.perform(action, REGISTERED)).isEqualTo(NOTHING_MADE);
    assertThat(aws.requests()).containsExactly(looked(), "UpdateService " + body);
  }

  @Test
  void nothing_is_written_to_a_service_that_is_not_as_it_was_planned_for() {
    var expect = live(OURS, "ecs-svc/1");
    live(OURS, "ecs-svc/2");
    var stale = new Stale("as it was planned for", "ACTIVE, api:4, deployment ecs-svc/2");

    for (var action : all(expect)) {
      assertThat(ecs.perform(action, REGISTERED)).isEqualTo(stale);
    }
    assertThat(aws.operations()).containsOnly("DescribeServices");

    aws.on("DescribeServices", "{\"services\":[]}");
    assertThat(ecs.perform(all(expect).getFirst(), REGISTERED))
        .isEqualTo(new Stale("as it was planned for", "absent"));
  }

  @Test
  void the_marks_that_berth_writes_itself_do_not_make_its_plan_stale() {
    var expect = live(OURS, "ecs-svc/1");
    live(OURS + ",{\"key\":\"berth:applied\",\"value\":\"1-b/api:5\"}", "ecs-svc/1");
    aws.on("UpdateService", "{}");

    var action = new Action.UpdateService(API, Fields.EMPTY, Definition.REGISTERED, expect, "");
    assertThat(ecs.perform(action, REGISTERED)).isEqualTo(NOTHING_MADE);
  }

  @Test
  void a_tag_is_removed_by_its_name() {
    var expect = live(OURS, "ecs-svc/1");
    aws.on("UntagResource", "{}");

    ecs.perform(new Action.Untag(API, List.of("berth:skip"), expect, ""), Optional.empty());

    assertThat(aws.requests())
        .contains("UntagResource {\"resourceArn\":\"arn:api\",\"tagKeys\":[\"berth:skip\"]}");
  }

  @Test
  void a_page_in_place_of_an_empty_answer_is_no_success() {
    var expect = live(OURS, "ecs-svc/1");
    aws.fails("TagResource", 200, "text/html", "<html><body>Welcome</body></html>");

    var action = new Action.Tag(API, tags(), expect, "");
    assertThatThrownBy(() -> ecs.perform(action, Optional.empty()))
        .isInstanceOf(EcsFailure.class)
        .hasMessageContaining("is not JSON");
  }

  @Test
  void an_answer_that_only_calls_itself_a_page_counts() {
    var expect = live(OURS, "ecs-svc/1");
    aws.fails("TagResource", 200, "text/html; charset=utf-8", "{}");

    var action = new Action.Tag(API, tags(), expect, "");
    assertThat(ecs.perform(action, Optional.empty())).isEqualTo(NOTHING_MADE);
  }

  @Test
  void a_service_is_deleted_by_force_and_once() {
    var expect = live(OURS, "ecs-svc/1");
    aws.on("DeleteService", "{}");
    var action = new Action.DeleteService(API, expect, "");

    assertThat(ecs.perform(action, Optional.empty())).isEqualTo(NOTHING_MADE);
    assertThat(aws.requests())
        .contains("DeleteService {\"cluster\":\"c\",\"force\":true,\"service\":\"api\"}");

    aws.forget();
    aws.on("DescribeServices", "{\"services\":[]}");
    assertThat(ecs.perform(action, Optional.empty())).isEqualTo(NOTHING_MADE);
    assertThat(aws.operations()).containsExactly("DescribeServices");
  }

  @Test
  @Tag("R-11")
  void a_roll_out_that_ended_by_itself_needs_no_stop() {
    var action = new Action.StopDeployment(API, "arn:sd/1", "");
    aws.on("StopServiceDeployment", "{}");
    assertThat(ecs.perform(action, Optional.empty())).isEqualTo(NOTHING_MADE);
    assertThat(aws.requests())
        .containsExactly(
            "StopServiceDeployment "
                + "{\"serviceDeploymentArn\":\"arn:sd/1\",\"stopType\":\"ROLLBACK\"}");

    aws.refuses("StopServiceDeployment", "ConflictException", "it has ended");
    assertThat(ecs.perform(action, Optional.empty()))
        .isEqualTo(new Stale("a roll-out under way", "it has ended"));
  }

  private static Action.CreateService create() {
    return new Action.CreateService(
        API, fields("{\"desiredCount\":1}"), tags(), "1-a", "token", "");
  }

  private static List<Action> all(Expect expect) {
    return List.of(
        new Action.MarkApplied(API, "1-b", tags(), expect, ""),
        new Action.UpdateService(API, Fields.EMPTY, Definition.REGISTERED, expect, ""),
        new Action.Tag(API, tags(), expect, ""),
        new Action.Untag(API, List.of("t"), expect, ""),
        new Action.DeleteService(API, expect, ""));
  }

  /// @return that the service is as it is laid down here
  private Expect live(String tags, String primary) {
    aws.on(
        "DescribeServices",
        """
        {"services":[{"serviceName":"api","serviceArn":"arn:api","status":"ACTIVE","tags":[%s],
          "taskDefinition":"arn/api:4",
          "deployments":[{"id":"%s","status":"PRIMARY","createdAt":1}]}]}\
        """
            .formatted(tags, primary));
    var found = new Services(aws.clients(), ENVIRONMENT).find(API).orElseThrow();
    aws.forget();
    return new Expect.Unchanged(Fingerprint.of(found));
  }

  private static String looked() {
    return "DescribeServices {\"cluster\":\"c\",\"include\":[\"TAGS\"],\"services\":[\"api\"]}";
  }

  private static SortedMap<String, String> tags() {
    var tags = new TreeMap<String, String>();
    tags.put("team", "t");
    return tags;
  }

  private static Fields fields(String json) {
    return (Fields) Json.parse(json);
  }
}
