package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The request quotas, category by category: ecs-semantics 5.1 and 5.3.
class QuotasTest {
  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
  private static final String CLOUD_MAP = "Route53AutoNaming_v20170314.";

  private final Simulator simulator = Simulator.stepped(1);

  @ParameterizedTest
  @CsvSource({
    "cluster modify, 20, 1, CreateCluster DeleteCluster",
    "cluster read, 50, 20, DescribeClusters ListClusters",
    "service modify, 50, 5, CreateService UpdateService DeleteService",
    "service read, 100, 20, DescribeServices ListServices",
    "ListServicesByNamespace, 10, 1, ListServicesByNamespace",
    "service deployment read, 50, 20, DescribeServiceDeployments ListServiceDeployments",
    "service revision read, 50, 20, DescribeServiceRevisions",
    "task definition modify, 20, 1, RegisterTaskDefinition DeregisterTaskDefinition",
    "task definition read, 50, 20, DescribeTaskDefinition ListTaskDefinitionFamilies",
    "DeleteTaskDefinitions, 5, 1, DeleteTaskDefinitions",
    "cluster resource modify, 100, 40, RunTask StopTask ExecuteCommand",
    "cluster resource read, 100, 20, DescribeTasks ListTasks DescribeContainerInstances",
    "task protection, 200, 80, UpdateTaskProtection GetTaskProtection",
    "capacity provider modify, 10, 1, CreateCapacityProvider",
    "capacity provider read, 50, 20, DescribeCapacityProviders",
    "tag modify, 20, 10, TagResource UntagResource",
    "tag read, 50, 20, ListTagsForResource",
    "settings modify, 10, 1, PutAccountSetting",
    "settings read, 50, 20, ListAccountSettings",
    "agent modify, 200, 120, SubmitTaskStateChange DiscoverPollEndpoint",
  })
  void a_category_of_ecs_has_one_bucket(String category, int burst, int rate, String operations) {
    simulator.fault(Json.parse("{\"kind\":\"quotas\"}"));
    var names = List.of(operations.split(" "));

    assertThat(passes(names, burst + 3)).isEqualTo(burst);
    simulator.advance(Duration.ofSeconds(1));
    assertThat(passes(names, rate + 3)).isEqualTo(rate);
    simulator.advance(Duration.ofHours(1));
    assertThat(passes(names, burst + 3)).isEqualTo(burst);
    assertThat(simulator.callLog().categoryCount(category)).isEqualTo(2 * burst + rate + 9);
    assertThat(simulator.callLog().categories()).hasSize(1);
  }

  /// How many of so many calls are not throttled, one operation after the other.
  private long passes(List<String> operations, int calls) {
    long passed = 0;
    for (var i = 0; i < calls; i++) {
      var target = ECS + operations.get(i % operations.size());
      if (!Clients.call(simulator, target, "{}").text().contains("ThrottlingException")) passed++;
    }
    return passed;
  }

  @Test
  void categories_do_not_share() {
    simulator.fault(Json.parse("{\"kind\":\"quotas\"}"));

    assertThat(passes(List.of("CreateCluster"), 30)).isEqualTo(20);
    assertThat(passes(List.of("RegisterTaskDefinition"), 30)).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 5, 2", "0.001, 1, 0", "4, 200, 80"})
  void a_scale_is_a_factor_on_burst_and_rate(double scale, int burst, int rate) {
    simulator.fault(Json.parse("{\"kind\":\"quotas\",\"scale\":" + scale + "}"));

    assertThat(passes(List.of("CreateService"), 300)).isEqualTo(burst);
    simulator.advance(Duration.ofSeconds(4));
    assertThat(passes(List.of("CreateService"), 300)).isEqualTo(rate);
  }

  @Test
  void a_throttled_call_is_refused_as_ecs_refuses_it() {
    simulator.fault(Json.parse("{\"kind\":\"quotas\",\"scale\":0.001}"));
    Clients.call(simulator, ECS + "ListClusters", "{}");

    var refused = Clients.call(simulator, ECS + "ListClusters", "{}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .isEqualTo("{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
  }

  @Test
  void cloud_map_has_its_own_buckets_and_its_own_word() {
    simulator.fault(Json.parse("{\"kind\":\"quotas\"}"));

    for (var i = 0; i < 10; i++) Clients.call(simulator, CLOUD_MAP + "ListNamespaces", "{}");
    var refused = Clients.call(simulator, CLOUD_MAP + "CreateService", "{\"Name\":\"a\"}");

    assertThat(refused.text())
        .isEqualTo("{\"__type\":\"RequestLimitExceeded\",\"Message\":\"Rate exceeded\"}");
    assertThat(Clients.call(simulator, ECS + "CreateService", "{}").text())
        .doesNotContain("ThrottlingException");
    assertThat(simulator.callLog().categories())
        .isEqualTo(Map.of("cloud map", 11, "service modify", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "DescribeTargetGroups, 40, load balancing read",
    "RegisterTargets, 20, load balancing register",
    "CreateRule, 10, load balancing intensive",
    "ModifyRule, 20, load balancing modify",
  })
  void load_balancing_has_its_own_buckets_and_its_own_word(
      String action, int burst, String category) {
    simulator.fault(Json.parse("{\"kind\":\"quotas\"}"));

    long passed = 0;
    for (var i = 0; i < 50; i++) if (!query(action).contains("<Code>Throttling</Code>")) passed++;

    assertThat(passed).isEqualTo(burst);
    assertThat(simulator.callLog().categoryCount(category)).isEqualTo(50);
  }

  @Test
  void all_of_load_balancing_shares_one_bucket_too() {
    simulator.fault(Json.parse("{\"kind\":\"quotas\"}"));

    for (var i = 0; i < 20; i++) query("RegisterTargets");
    for (var i = 0; i < 20; i++) query("ModifyRule");

    assertThat(query("DescribeTargetGroups")).contains("<Code>Throttling</Code>");
  }

  @Test
  void a_scripted_throttle_speaks_the_language_of_the_api() {
    simulator.fault(Json.parse("{\"kind\":\"throttle\",\"times\":2}"));

    assertThat(Clients.call(simulator, CLOUD_MAP + "ListServices", "{}").text())
        .contains("RequestLimitExceeded");
    assertThat(query("DescribeRules")).contains("<Code>Throttling</Code>");
  }

  @Test
  void a_wrong_scale_is_refused() {
    for (var scale : List.of("0", "-1", "\"1\"", "1001")) {
      assertThatThrownBy(
              () -> simulator.fault(Json.parse("{\"kind\":\"quotas\",\"scale\":" + scale + "}")))
          .isInstanceOf(ApiError.class)
          .hasMessageContaining("scale must be a number over 0, up to 1000");
    }
  }

  private String query(String action) {
    var headers = Map.of("Content-Type", List.of("application/x-www-form-urlencoded"));
    var form = "Version=2015-12-01&Action=" + action;
    var body = form.getBytes(StandardCharsets.UTF_8);
    return simulator.handle(Request.of("POST", "/", headers, body)).text();
  }
}
