package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Failure;
import dev.berth.model.Json;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action;
import dev.berth.reconcile.EcsApi.Performed.Done;
import dev.berth.reconcile.EcsApi.Performed.Stale;
import dev.berth.reconcile.EcsFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HomeWritesTest {
  private final FakeAws aws = new FakeAws();
  private final SdkEcsApi ecs =
      new SdkEcsApi(aws.clients(), FakeAws.environment(Origin.CREATED, Optional.empty()));

  @Test
  void a_cluster_that_is_there_already_is_ours_or_refused() {
    var key = ResourceKey.cluster("c");
    var action = new Action.CreateCluster(key, fields("{\"settings\":[]}"), "");
    aws.on("DescribeClusters", "{\"clusters\":[]}");
    aws.on("CreateCluster", "{\"cluster\":{\"clusterArn\":\"arn:c\",\"status\":\"ACTIVE\"}}");
    assertThat(ecs.perform(action, Optional.empty())).isEqualTo(new Done(Optional.of("arn:c")));
    assertThat(aws.requests()).contains("CreateCluster {\"clusterName\":\"c\",\"settings\":[]}");

    aws.on("DescribeClusters", "{\"clusters\":[{\"clusterArn\":\"arn:c\",\"status\":\"ACTIVE\"}]}");
    assertThat(ecs.perform(action, Optional.empty()))
        .isEqualTo(new Stale("absent", "owned by nobody"));
  }

  @Test
  void a_namespace_is_waited_for() {
    aws.on("ListNamespaces", "{\"Namespaces\":[]}");
    aws.on("CreateHttpNamespace", "{\"OperationId\":\"op\"}");
    aws.on(
        "GetOperation",
        _ ->
            fields(
                aws.time().pauses().size() < 2
                    ? "{\"Operation\":{\"Status\":\"PENDING\"}}"
                    : """
                    {"Operation":{"Status":"SUCCESS","Targets":{"NAMESPACE":"ns-1"}}}\
                    """));
    aws.on("GetNamespace", "{\"Namespace\":{\"Arn\":\"arn:ns-1\"}}");

    var action = new Action.CreateNamespace(ResourceKey.namespace("internal"), tags(), "");
    assertThat(ecs.perform(action, Optional.empty())).isEqualTo(new Done(Optional.of("arn:ns-1")));
    assertThat(aws.time().pauses()).hasSize(2).containsOnly(Duration.ofSeconds(1));
    assertThat(aws.requests())
        .anyMatch(request ->
            request.startsWith("CreateHttpNamespace ")
                && request.endsWith(
                    "\"Name\":\"internal\",\"Tags\":[{\"Key\":\"team\",\"Value\":\"t\"}]}"));
  }

  @Test
  void a_namespace_that_cloud_map_could_not_make_is_told() {
    aws.on("ListNamespaces", "{\"Namespaces\":[]}");
    aws.on("CreateHttpNamespace", "{\"OperationId\":\"op\"}");
    aws.on(
        "GetOperation",
        """
        {"Operation":{"Status":"FAIL","ErrorCode":"ACCESS_DENIED","ErrorMessage":"no"}}\
        """);

    var action = new Action.CreateNamespace(ResourceKey.namespace("internal"), tags(), "");
    var thrown =
        catchThrowableOfType(EcsFailure.class, () -> ecs.perform(action, Optional.empty()));
    assertThat(thrown.failure())
        .isEqualTo(new Failure(Failure.Kind.UNKNOWN, "ACCESS_DENIED", "no", ""));
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
