package dev.berth.plan;

import static dev.berth.plan.Texts.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.plan.Field.Consequence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldDiffTest {
  private static final Consequence ROLL = new Consequence.NewDeployment();
  private static final Consequence PLACE = new Consequence.InPlace();

  @Test
  void a_variable_is_named_by_its_container_and_its_name() {
    var want = container("'environment': [{'name': 'LOG_LEVEL', 'value': 'debug'}]");
    var have = container("'environment': [{'name': 'LOG_LEVEL', 'value': 'info'}]");

    assertThat(diff(want, have))
        .containsExactly(
            difference(
                "taskDefinition.containerDefinitions[api].environment[LOG_LEVEL].value",
                text("info"),
                text("debug"),
                ROLL));
  }

  @Test
  void a_new_variable_and_a_removed_secret_are_one_difference_each() {
    var want = container("'environment': [{'name': 'A', 'value': '1'}]");
    var have = container("'secrets': [{'name': 'S', 'valueFrom': 'arn:s'}]");

    assertThat(diff(want, have))
        .containsExactly(
            difference(
                "taskDefinition.containerDefinitions[api].environment[A].value",
                Optional.empty(),
                text("1"),
                ROLL),
            difference(
                "taskDefinition.containerDefinitions[api].secrets[S].valueFrom",
                text("arn:s"),
                Optional.empty(),
                ROLL));
  }

  @Test
  void a_container_that_one_side_lacks_is_one_difference() {
    var want = "{'taskDefinition': {'containerDefinitions': [{'name': 'api', 'image': 'a:1'}]}}";
    var have = want.replace("[{", "[{'name': 'sidecar', 'image': 's:1', 'essential': false}, {");

    assertThat(diff(want, have))
        .containsExactly(
            difference(
                "taskDefinition.containerDefinitions[sidecar]",
                Optional.of(fields("{'name': 'sidecar', 'image': 's:1', 'essential': false}")),
                Optional.empty(),
                ROLL));
  }

  @Test
  void what_is_unstated_goes_back_to_the_default() {
    var have = "{'deploymentConfiguration': {'maximumPercent': 150}, 'enableExecuteCommand': true}";

    assertThat(diff("{}", have))
        .containsExactly(
            difference(
                "deploymentConfiguration.maximumPercent",
                Optional.of(Value.of(150)),
                Optional.empty(),
                PLACE),
            difference(
                "enableExecuteCommand", Optional.of(Value.of(true)), Optional.empty(), PLACE));
  }

  @ParameterizedTest
  @Tag("R-03")
  @ValueSource(
      strings = {
        "{'desiredCount': 7}",
        "{'platformVersion': '1.4.0'}",
        "{'availabilityZoneRebalancing': 'ENABLED'}",
        "{'roleArn': 'arn:aws:iam::1:role/mine'}",
        "{'launchType': 'FARGATE'}",
        "{'capacityProviderStrategy': [{'capacityProvider': 'FARGATE', 'weight': 2, 'base': 0}]}",
        "{'deploymentController': {'type': 'CODE_DEPLOY'}}"
      })
  void what_others_may_own_is_left_alone_when_it_is_unstated(String have) {
    assertThat(diff("{}", have)).isEmpty();
  }

  @Test
  @Tag("R-03")
  void what_others_may_own_is_put_right_when_it_is_stated_even_as_the_default() {
    assertThat(diff("{'platformVersion': 'LATEST'}", "{'platformVersion': '1.3.0'}"))
        .containsExactly(difference("platformVersion", text("1.3.0"), Optional.empty(), ROLL));
  }

  @Test
  void a_stated_launch_type_takes_a_strategy_away() {
    var have = "{'capacityProviderStrategy': [{'capacityProvider': 'FARGATE_SPOT', 'weight': 1}]}";

    assertThat(diff("{'launchType': 'FARGATE'}", have))
        .containsExactly(
            difference(
                "capacityProviderStrategy[FARGATE_SPOT]",
                Optional.of(fields("{'capacityProvider': 'FARGATE_SPOT'}")),
                Optional.empty(),
                ROLL));
  }

  @Test
  void a_strategy_in_the_place_of_a_launch_type_is_a_new_deployment() {
    var want = "{'capacityProviderStrategy': [{'capacityProvider': 'FARGATE_SPOT'}]}";

    assertThat(diff(want, "{'launchType': 'FARGATE'}"))
        .extracting(d -> d.path().toString(), Difference::consequence)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("capacityProviderStrategy[FARGATE_SPOT]", ROLL));
  }

  @Test
  void environment_files_have_an_order() {
    var want = container("'environmentFiles': [{'value': 'a', 'type': 's3'}, {'value': 'b'}]");
    var have = container("'environmentFiles': [{'value': 'b'}, {'value': 'a', 'type': 's3'}]");

    assertThat(diff(want, have))
        .extracting(d -> d.path().toString())
        .containsExactly("taskDefinition.containerDefinitions[api].environmentFiles");
  }

  @Test
  void labels_may_have_dots_in_their_names() {
    var want = container("'dockerLabels': {'com.example.team': 'a'}");

    assertThat(diff(want, container("'user': 'root'")))
        .extracting(d -> d.path().toString())
        .containsExactly(
            "taskDefinition.containerDefinitions[api].dockerLabels.com.example.team",
            "taskDefinition.containerDefinitions[api].user");
  }

  @Test
  void two_variables_of_one_name_are_both_seen() {
    var want = container("'environment': [{'name': 'A', 'value': '1'}]");
    var have =
        container("'environment': [{'name': 'A', 'value': '1'}, {'name': 'A', 'value': '2'}]");

    assertThat(diff(want, have))
        .extracting(d -> d.path().toString())
        .containsExactly("taskDefinition.containerDefinitions[api].environment[A#2].value");
  }

  @Test
  void a_definition_that_was_not_read_is_not_compared() {
    assertThat(diff(container("'image': 'a:1'"), "{}")).isEmpty();
  }

  @Test
  void a_live_member_that_nobody_knows_is_told_and_not_acted_upon() {
    var unknown = new Consequence.Ignored("this version of Berth does not know this member");

    assertThat(diff("{}", "{'news': 1}"))
        .containsExactly(difference("news", Optional.of(Value.of(1)), Optional.empty(), unknown));
    assertThat(diff(container("'image': 'a'"), container("'image': 'a', 'news': 1")))
        .extracting(Difference::consequence)
        .containsExactly(ROLL);
  }

  private static String container(String members) {
    return "{'taskDefinition': {'containerDefinitions': [{'name': 'api', " + members + "}]}}";
  }

  private static List<Difference> diff(String want, String have) {
    return FieldDiff.service(fields(want), fields(have));
  }

  private static Optional<Value> text(String text) {
    return Optional.of(Value.of(text));
  }

  /// ECS takes its first strategy first, and no network configuration back.
  @Test
  void another_order_of_strategies_is_a_difference_and_no_network_at_all_another_service() {
    var want =
        fields("{'placementStrategy': [{'type': 'random'}, {'type': 'spread', 'field': 'a'}]}");
    var have =
        fields(
            """
            {'placementStrategy': [{'type': 'spread', 'field': 'a'}, {'type': 'random'}],
             'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['s']}}}
            """);

    var found = FieldDiff.service(want, have);

    assertThat(found.stream().map(d -> d.path() + " " + d.consequence()))
        .containsExactly(
            "networkConfiguration.awsvpcConfiguration.subnets Replace[]",
            "placementStrategy InPlace[]");
    var sent = ServiceRequest.update(want, found.stream().map(Difference::path).toList());
    assertThat(sent).isEqualTo(want);
  }

  private static Difference difference(
      String path, Optional<Value> from, Optional<Value> to, Consequence consequence) {
    return new Difference(Path.of(path), from, to, consequence);
  }
}
