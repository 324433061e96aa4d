package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

class SdkTreeTest {
  @Test
  void every_leaf_of_the_requests_survives_the_way_there_and_back() {
    int task = roundTrip(RegisterTaskDefinitionRequest.builder());
    int create = roundTrip(CreateServiceRequest.builder());
    int update = roundTrip(UpdateServiceRequest.builder());

    System.out.printf("leaves: task %d, create %d, update %d%n", task, create, update);
    assertThat(List.of(task, create, update)).allMatch(count -> count > 80);
  }

  @Test
  void every_leaf_of_the_answers_survives_the_way_there_and_back() {
    int service = roundTrip(Service.builder());
    int definition = roundTrip(TaskDefinition.builder());

    System.out.printf("leaves: service %d, task definition %d%n", service, definition);
    assertThat(service + definition).isGreaterThan(200);
  }

  private static <B extends SdkPojo & SdkBuilder<B, T>, T extends SdkPojo> int roundTrip(B empty) {
    var leaves = SdkLeaves.of(empty);
    leaves.forEach((path, tree) -> {
      @SuppressWarnings("unchecked")
      var builder = (B) SdkTreeTest.fresh(empty);
      assertThat(SdkTree.read(SdkTree.build(builder, tree))).as(path).isEqualTo(tree);
    });
    return leaves.size();
  }

  private static SdkPojo fresh(SdkPojo builder) {
    return switch (builder) {
      case RegisterTaskDefinitionRequest.Builder _ -> RegisterTaskDefinitionRequest.builder();
      case CreateServiceRequest.Builder _ -> CreateServiceRequest.builder();
      case UpdateServiceRequest.Builder _ -> UpdateServiceRequest.builder();
      case Service.Builder _ -> Service.builder();
      case TaskDefinition.Builder _ -> TaskDefinition.builder();
      default -> throw new IllegalArgumentException(builder.toString());
    };
  }

  @Test
  void what_the_sdk_filled_in_itself_is_absent_and_an_empty_list_is_kept() {
    var definition =
        TaskDefinition.builder()
            .family("api")
            .placementConstraints(List.of())
            .requiresCompatibilities(Compatibility.FARGATE)
            .build();

    assertThat(Json.compact(SdkTree.read(definition)))
        .isEqualTo(
            """
            {"family":"api","placementConstraints":[],"requiresCompatibilities":["FARGATE"]}\
            """);
  }

  @Test
  void an_empty_list_is_sent_as_one() {
    var tree = (Fields) Json.parse("{\"loadBalancers\":[]}");

    var request = SdkTree.build(UpdateServiceRequest.builder(), tree);

    assertThat(request.hasLoadBalancers()).isTrue();
    assertThat(request.hasServiceRegistries()).isFalse();
  }

  @Test
  void an_enum_that_the_sdk_does_not_know_keeps_its_text() {
    var tree = (Fields) Json.parse("{\"requiresCompatibilities\":[\"BALLOON\"]}");

    var request = SdkTree.build(RegisterTaskDefinitionRequest.builder(), tree);

    assertThat(SdkTree.read(request)).isEqualTo(tree);
  }

  @Test
  void a_point_of_time_is_the_number_of_seconds() {
    var deployment = Deployment.builder().createdAt(Instant.ofEpochMilli(1557119253821L)).build();

    assertThat(Json.compact(SdkTree.read(deployment))).isEqualTo("{\"createdAt\":1557119253.821}");
  }

  @Test
  void an_unknown_field_is_named_with_its_path() {
    var tree =
        (Fields) Json.parse("{\"containerDefinitions\":[{\"name\":\"api\",\"imgae\":\"a\"}]}");

    assertThatThrownBy(() -> SdkTree.build(RegisterTaskDefinitionRequest.builder(), tree))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("containerDefinitions[api].imgae: ECS has no such field");
  }

  @Test
  void a_value_of_another_type_is_named_with_its_path() {
    var tree = Fields.EMPTY.with("desiredCount", Value.of("two"));

    assertThatThrownBy(() -> SdkTree.build(UpdateServiceRequest.builder(), tree))
        .hasMessage("desiredCount: a number is needed, found Text[text=two]");
  }
}
