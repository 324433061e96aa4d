package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ParameterNeeds.Result.Known;
import dev.berth.model.Authority;
import dev.berth.model.Desired;
import dev.berth.model.Finding;
import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-21")
class ParametersTest {
  private static final String SOURCES =
      """
        region: eu-central-1
        parametersFrom: {terraformOutputs: outputs.json}
        parameters:
          literal: 1.0
          other: {value: x}
          stored: {ssm: /demo/stored}
          put: {output: put_out}
          again: ${stored}/more
      """;

  private static final String COUNTED = Folder.SERVICE + "  desiredCount: ${count}\n";

  @Test
  void an_environment_says_what_it_wants_resolved() {
    var sources = new TreeMap<String, Source>();
    sources.put("literal", new Source.Literal("1.0"));
    sources.put("other", new Source.Literal("x"));
    sources.put("stored", new Source.Ssm("/demo/stored"));
    sources.put("put", new Source.Output("put_out"));
    sources.put("again", new Source.Literal("${stored}/more"));

    assertThat(needs(Folder.of(Folder.ENVIRONMENT + SOURCES)))
        .isEqualTo(
            new ParameterNeeds(
                "demo",
                Optional.of("acme/demo"),
                sources,
                Optional.of("eu-central-1"),
                Authority.OWN,
                Optional.of("outputs.json")));
  }

  @Test
  void a_reference_alone_takes_its_type_from_where_it_stands() {
    var folder = Folder.of(Folder.ENVIRONMENT + "  parameters: {count: '3'}\n", COUNTED);

    assertThat(folder.only().fields().at("desiredCount")).contains(Value.of(3));
  }

  @Test
  void what_the_caller_gives_comes_before_the_environments_own_value() {
    var folder = Folder.of(Folder.ENVIRONMENT + "  parameters: {count: 3}\n", COUNTED);
    var given = new TreeMap<String, String>();
    given.put("count", "7");

    var wanted = desired(folder.parsed(given)).wanted().lastEntry().getValue();

    assertThat(wanted.fields().at("desiredCount")).contains(Value.of(7));
    assertThat(wanted.wiring().parameters()).containsEntry(Path.of("desiredCount"), "count");
  }

  @Test
  void a_value_from_outside_is_taken_as_it_is() {
    var environment = Folder.ENVIRONMENT + "  parameters: {text: {ssm: /text}, count: 1}\n";
    var folder = Folder.of(environment, Folder.SERVICE + "        command: ['${text}']\n");
    var given = new TreeMap<String, String>();
    given.put("text", "${count} ${nobody}");

    var wanted = desired(folder.parsed(given)).wanted().lastEntry().getValue();

    assertThat(wanted.fields().fields("taskDefinition").each("containerDefinitions").getFirst())
        .extracting(container -> container.items("command"))
        .isEqualTo(List.of(Value.of("${count} ${nobody}")));
  }

  @Test
  void where_nothing_may_be_asked_a_value_passes_for_anything() {
    var environment =
        Folder.ENVIRONMENT
            + """
              parameters:
                count: {ssm: /count}
                size: {output: size}
                name: ${size}-web
                probe: ${count}
            """;
    var service =
        (COUNTED + "  serviceName: ${name}\n").replace("cpu: 256", "cpu: ${size}")
            + "  deploymentConfiguration: {maximumPercent: '${probe}'}\n";
    var folder = Folder.of(environment, service);
    var pretended = ResolvedParameters.pretending(needs(folder), new TreeMap<>());

    var parsed = Manifests.parse(folder.files(), Optional.empty(), pretended, "test");

    assertThat(desired(parsed).wanted()).hasSize(1);
  }

  @Test
  void without_a_value_a_parameter_is_missing_though_nothing_takes_it() {
    assertThat(Folder.of(Folder.ENVIRONMENT + SOURCES, Folder.SERVICE).findings())
        .containsExactly(
            "environments/demo.yaml:12 spec.parameters.stored: the parameter stored has no value;"
                + " write the SSM parameter /demo/stored, or set BERTH_PARAM_stored",
            "environments/demo.yaml:13 spec.parameters.put: the parameter put has no value; give"
                + " the Terraform output put_out, or set BERTH_PARAM_put");
  }

  private static ParameterNeeds needs(Folder folder) {
    return ((Known) Manifests.parameters(folder.files(), Optional.empty())).needs();
  }

  private static Desired desired(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Valid(var desired, _) -> desired;
      case Parsed.Invalid(var findings) ->
          throw new AssertionError(findings.stream().map(Finding::toString).toList());
    };
  }
}
