package dev.berth.plan;

import static dev.berth.plan.Texts.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.Path;
import dev.berth.plan.Field.Consequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTableTest {
  private static final Consequence ROLL = new Consequence.NewDeployment();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a | text | | |\na | text | | |",
        "a | text | |",
        "a | letter | | |",
        "a | map of text | 3 | |",
        "a | text | | | clear=somehow",
        "a | text | | | same=roughly"
      })
  void a_table_that_says_nothing_sensible_is_refused(String text) {
    assertThatThrownBy(() -> FieldTable.of("", ROLL, text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "desiredCount, desiredCount",
    "loadBalancers[api/80], loadBalancers",
    "taskDefinition.containerDefinitions[api].environment[A].value,"
        + " taskDefinition.containerDefinitions[].environment[].value",
    "taskDefinition.containerDefinitions[api].dockerLabels.com.example.team,"
        + " taskDefinition.containerDefinitions[].dockerLabels",
    "networkConfiguration.awsvpcConfiguration.subnets,"
        + " networkConfiguration.awsvpcConfiguration.subnets"
  })
  void a_path_finds_its_row(String path, String row) {
    assertThat(ServiceFields.TABLE.row(Path.of(path)).map(FieldRow::path)).contains(row);
  }

  @Test
  void a_path_that_no_row_has_finds_none() {
    assertThat(ServiceFields.TABLE.row(Path.of("desiredCount.more"))).isEmpty();
    assertThat(ServiceFields.TABLE.row(Path.of("news"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'containerPort': 53}                      | 53
          {'containerPort': 53, 'protocol': 'tcp'}   | 53
          {'containerPort': 53, 'protocol': 'udp'}   | 53/udp
          {'containerPortRange': '53-60', 'name': 'a'} | 53-60
          """)
  void a_port_mapping_is_known_by_its_port_and_by_a_protocol_that_is_not_tcp(
      String mapping, String key) {
    var list = "containerDefinitions[].portMappings";

    assertThat(TaskFields.TABLE.identity(list).orElseThrow().of(fields(mapping))).isEqualTo(key);
  }

  @Test
  void every_row_names_a_page_of_the_api_reference() {
    assertThat(ServiceFields.TABLE.rows()).allMatch(row -> row.page().matches("[A-Z][A-Za-z]+"));
  }
}
