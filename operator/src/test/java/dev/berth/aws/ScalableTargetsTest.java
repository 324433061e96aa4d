package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Failure;
import dev.berth.model.Json;
import dev.berth.model.Live;
import dev.berth.model.Live.HiddenScalableTarget;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.ScalingFields;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Scope;
import dev.berth.reconcile.Scope.Depth;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-04")
class ScalableTargetsTest {
  private static final EnvironmentSpec EXPECTED =
      FakeAws.environment(Origin.EXPECTED, Optional.empty());
  private static final String LOOK = "DescribeScalableTargets";
  private static final String JSON = "application/x-amz-json-1.1";

  private static final String ONE =
      """
      {"ScalableTargets":[{"ServiceNamespace":"ecs","ResourceId":"service/c/s0","MinCapacity":1,
        "MaxCapacity":10,"ScalableDimension":"ecs:service:DesiredCount","RoleARN":"arn:role",
        "CreationTime":1,"ScalableTargetARN":"arn:target"}]}\
      """;

  private final FakeAws aws = new FakeAws().homes();

  /// Services that run two tasks.
  ScalableTargetsTest() {
    aws.on(
        "DescribeServices",
        request -> {
          var texts =
              request.items("services").stream()
                  .map(name -> service(((Value.Text) name).text()))
                  .toList();
          return (Fields) Json.parse("{\"services\":[" + String.join(",", texts) + "]}");
        });
  }

  @Test
  void a_target_of_our_own_is_known_by_its_tags_though_the_service_tells_nothing() {
    aws.on(LOOK, ONE);
    aws.on(
        "ListTagsForResource",
        """
        {"Tags":{"berth:owner":"acme/demo","berth:key":"scalable-target/s0"}}\
        """);
    aws.on("DescribeScalingPolicies", "{}");
    aws.on("DescribeScheduledActions", "{}");

    assertThat(targets(2, 3)).extracting(Live::owner).containsExactly(new Owner.Ours("acme/demo"));
  }

  @Test
  void a_target_is_seen_where_the_count_is_not_the_stated_one() {
    aws.on(LOOK, ONE);
    aws.on("ListTagsForResource", "{}");

    assertThat(targets(2, 3))
        .singleElement()
        .isInstanceOfSatisfying(
            LiveScalableTarget.class,
            target -> {
              assertThat(target.key()).isEqualTo(key("s0"));
              assertThat(target.arn()).isEqualTo("arn:target");
              assertThat(target.owner()).isEqualTo(new Owner.Foreign(Optional.empty()));
              assertThat(ScalingFields.range(target.fields()))
                  .contains(new ScalingFields.Range(1, 10));
            });
    assertThat(looks())
        .containsExactly(
            LOOK
                + " {\"ResourceIds\":[\"service/c/s0\",\"service/c/s1\"],"
                + "\"ScalableDimension\":\"ecs:service:DesiredCount\",\"ServiceNamespace\":\"ecs\"}");
  }

  @Test
  void a_world_with_the_stated_counts_costs_no_look() {
    assertThat(targets(30, 2)).isEmpty();
    assertThat(looks()).isEmpty();
  }

  @Test
  void one_look_is_for_fifty_services_and_follows_its_pages() {
    aws.on(
        LOOK,
        request ->
            (Fields)
                Json.parse(
                    request.text("NextToken").isPresent()
                        ? "{\"ScalableTargets\":[]}"
                        : "{\"ScalableTargets\":[],\"NextToken\":\"more\"}"));

    assertThat(targets(51, 3)).isEmpty();
    assertThat(looks()).hasSize(4);
  }

  @Test
  void a_look_that_is_denied_is_told_of_each_service_and_fails_nothing() {
    aws.refuses(LOOK, "AccessDeniedException", "no");

    assertThat(targets(2, 3))
        .containsExactly(
            new HiddenScalableTarget(
                key("s0"), "application-autoscaling:DescribeScalableTargets is denied"),
            new HiddenScalableTarget(
                key("s1"), "application-autoscaling:DescribeScalableTargets is denied"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | application/x-amz-json-1.1 | {"__type":"UnknownOperationException"}
          404 | text/plain                 | not found
          500 | text/html                  | <html>oops</html>
          501 | text/html                  | <html>oops</html>
          501 | text/plain                 | no
          501 | application/x-amz-json-1.1 | {"__type":"InternalFailure", \
          "message":"API for service 'application-autoscaling' not yet implemented or pro feature"}
          """)
  void an_emulator_without_application_auto_scaling_has_no_targets(
      int status, String type, String body) {
    aws.fails(LOOK, status, type, body);

    assertThat(targets(1, 3)).isEmpty();
    assertThat(looks()).hasSize(1);
  }

  @Test
  void a_look_that_fails_otherwise_fails_the_observation() {
    aws.refuses(LOOK, "ThrottlingException", "Rate exceeded");
    assertThat(failure().kind()).isEqualTo(Failure.Kind.THROTTLED);

    aws.fails(LOOK, 500, JSON, "{\"__type\":\"InternalServiceException\"}");
    assertThat(failure().kind()).isEqualTo(Failure.Kind.TRANSIENT);

    aws.refuses(LOOK, "ExpiredTokenException", "expired");
    assertThat(failure().kind()).isEqualTo(Failure.Kind.DENIED);
  }

  private Failure failure() {
    return catchThrowableOfType(EcsFailure.class, () -> targets(1, 3)).failure();
  }

  /// What scales so many services of which each states that count.
  private List<Live> targets(int services, int stated) {
    var hashes = new TreeMap<ResourceKey, String>();
    var counts = new TreeMap<ResourceKey, Integer>();
    for (int i = 0; i < services; i++) {
      hashes.put(ResourceKey.service("s" + i), "1-a");
      counts.put(ResourceKey.service("s" + i), stated);
    }
    var scope = new Scope(EXPECTED, hashes, counts, Depth.TAGS);
    return new SdkEcsApi(aws.clients(), EXPECTED)
        .observe(scope).live().values().stream()
            .filter(live -> live.key().kind() == ResourceKey.Kind.SCALABLE_TARGET)
            .toList();
  }

  private List<String> looks() {
    return aws.requests().stream().filter(request -> request.startsWith(LOOK)).toList();
  }

  private static ResourceKey key(String service) {
    return ResourceKey.scalableTarget(service);
  }

  private static String service(String name) {
    return """
    {"serviceName":"%s","serviceArn":"arn:%s","taskDefinition":"arn:t/%s:4","status":"ACTIVE",
     "desiredCount":2,"tags":[{"key":"berth:owner","value":"acme/demo"},
       {"key":"berth:key","value":"service/%s"},{"key":"berth:applied","value":"1-a/%s:4"}]}\
    """
        .formatted(name, name, name, name, name);
  }
}
