package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Json;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action;
import dev.berth.reconcile.EcsApi.Performed.Done;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final ResourceKey API = ResourceKey.service("api");
  private final FakeAws aws = new FakeAws();
  private final SdkEcsApi ecs =
      new SdkEcsApi(aws.clients(), FakeAws.environment(Origin.CREATED, Optional.empty()));

  @Test
  @Tag("R-06")
  void a_revision_with_the_same_content_is_found_and_another_is_registered() {
    aws.on("RegisterTaskDefinition", "{\"taskDefinition\":{\"taskDefinitionArn\":\"arn:new\"}}");
    var ours = "{\"key\":\"berth:owner\",\"value\":\"acme/demo\"}";

    revision("ACTIVE", "web:2", ours);
    assertThat(register()).isEqualTo("arn:old");
    assertThat(aws.requests())
        .containsExactly(
            "DescribeTaskDefinition {\"include\":[\"TAGS\"],\"taskDefinition\":\"api:4\"}");

    revision("INACTIVE", "web:2", ours);
    assertThat(register()).isEqualTo("arn:new");
    revision("ACTIVE", "web:2", "{\"key\":\"berth:owner\",\"value\":\"acme/prod\"}");
    assertThat(register()).isEqualTo("arn:new");
    revision("ACTIVE", "web:1", ours);
    assertThat(register()).isEqualTo("arn:new");
    assertThat(aws.requests())
        .containsExactly(
            "DescribeTaskDefinition {\"include\":[\"TAGS\"],\"taskDefinition\":\"api:4\"}",
            "DescribeTaskDefinition {\"include\":[\"TAGS\"],\"taskDefinition\":\"api\"}",
            "RegisterTaskDefinition "
                + """
                {"containerDefinitions":[{"image":"web:2","name":"web"}],"family":"api",\
                "tags":[{"key":"team","value":"t"}]}\
                """);
  }

  @Test
  void the_first_revision_of_a_family_is_registered() {
    aws.refuses("DescribeTaskDefinition", "ClientException", "Unable to describe task definition.");
    aws.on("RegisterTaskDefinition", "{\"taskDefinition\":{\"taskDefinitionArn\":\"arn:new\"}}");

    assertThat(register()).isEqualTo("arn:new");
  }

  private String register() {
    aws.forget();
    var definition =
        fields(
            """
            {"family":"api","containerDefinitions":[{"name":"web","image":"web:2"}]}\
            """);
    var action =
        new Action.RegisterTaskDefinition(API, definition, tags(), Optional.of("api:4"), "");
    return ((Done) ecs.perform(action, Optional.empty())).arn().orElseThrow();
  }

  private void revision(String status, String image, String tags) {
    aws.on(
        "DescribeTaskDefinition",
        """
        {"taskDefinition":{"taskDefinitionArn":"arn:old","family":"api","status":"%s",
          "containerDefinitions":[{"name":"web","image":"%s","cpu":0,"essential":true,
            "environment":[],"portMappings":[],"mountPoints":[],"volumesFrom":[]}],
          "volumes":[],"placementConstraints":[],"compatibilities":["EC2"]},"tags":[%s]}\
        """
            .formatted(status, image, tags));
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
