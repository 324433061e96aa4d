package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Json;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Scope;
import dev.berth.reconcile.Scope.Depth;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ObservationCostTest {
  private static final EnvironmentSpec CREATED =
      FakeAws.environment(Origin.CREATED, Optional.of(Origin.CREATED));
  private static final String OURS =
      "{\"key\":\"berth:owner\",\"value\":\"acme/demo\"},{\"key\":\"berth:key\",\"value\":\"%s\"}";
  private static final String SETTLED =
      OURS.formatted("service/api") + ",{\"key\":\"berth:applied\",\"value\":\"1-a/api:4\"}";
  private static final String ACTIVE = "\"status\":\"ACTIVE\"";
  private static final String TD = "arn:aws:ecs:eu-west-1:1:task-definition/api:4";

  private static final String DEPLOYED =
      "\"currentServiceDeployment\":\"arn:sd\",\"deployments\":[{\"id\":\"ecs-svc/1\",\"status\":"
          + "\"PRIMARY\",\"taskDefinition\":\""
          + TD
          + "\",\"createdAt\":1735787000}]";

  private final FakeAws aws = new FakeAws().homes();

  @Test
  @Tag("R-06")
  void a_settled_world_costs_a_call_for_ten_services_and_reads_no_definition() {
    int services = 25;
    settled();

    var observed = new SdkEcsApi(aws.clients(), CREATED).observe(scope(services, Depth.TAGS));

    assertThat(observed.live()).hasSize(services + 2);
    assertThat(observed.calls()).isEqualTo(aws.requests().size()).isEqualTo(3 + 5);
    assertThat(aws.operations()).doesNotContain("DescribeTaskDefinition");
  }

  @Test
  void what_rolls_out_by_stages_costs_a_call_for_twenty_services_more() {
    int services = 45;
    var staged = "%s,\"deploymentConfiguration\":{\"strategy\":\"CANARY\"},%s";
    settled(staged.formatted(ACTIVE, DEPLOYED));
    aws.on("DescribeServiceDeployments", "{\"serviceDeployments\":[]}");

    var observed = new SdkEcsApi(aws.clients(), CREATED).observe(scope(services, Depth.TAGS));

    assertThat(observed.calls()).isEqualTo(aws.requests().size()).isEqualTo(5 + 5 + 3);
  }

  @Test
  void reads_side_by_side_see_the_same_world() {
    int services = 95;
    settled();
    definition("ACTIVE", "");
    var scope = scope(services, Depth.REFRESH);

    var one = new SdkEcsApi(aws.clients(), CREATED).observe(scope);
    var other = new SdkEcsApi(aws.clientsAbreast(), CREATED).observe(scope);

    assertThat(other).isEqualTo(one);
  }

  @Test
  void the_first_failure_of_reads_side_by_side_is_told() {
    settled();
    aws.refuses("DescribeTaskDefinition", "AccessDeniedException", "no");

    var thrown =
        catchThrowableOfType(
            EcsFailure.class,
            () -> new SdkEcsApi(aws.clientsAbreast(), CREATED).observe(scope(95, Depth.REFRESH)));

    assertThat(thrown.failure().code()).isEqualTo("AccessDeniedException");
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

  /// Any number of services, each with the content that is wanted.
  private void settled() {
    settled(ACTIVE);
  }

  private void settled(String members) {
    aws.on(
        "DescribeServices",
        request -> {
          var texts =
              request.items("services").stream()
                  .map(name -> ((Value.Text) name).text())
                  .map(name -> service(name, SETTLED.replace("/api\"", "/" + name + "\""), members))
                  .toList();
          return (Fields) Json.parse("{\"services\":[" + String.join(",", texts) + "]}");
        });
  }

  private static String service(String name, String tags, String members) {
    return """
    {"serviceName":"%s","serviceArn":"arn:%s","taskDefinition":"%s","tags":[%s],%s}\
    """
        .formatted(name, name, TD, tags, members);
  }

  private static Scope scope(int services, Depth depth) {
    var hashes = new TreeMap<ResourceKey, String>();
    for (int i = 0; i < services; i++) hashes.put(ResourceKey.service("s" + i), "1-a");
    return new Scope(CREATED, hashes, depth);
  }
}
