package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SchemaTest {
  private static final Path FOLDER = Path.of("..", "crds-schema");

  @ParameterizedTest
  @ValueSource(strings = {"service", "job", "environment", "defaults"})
  void the_committed_schema_is_what_the_shapes_and_the_tables_make(String kind) throws IOException {
    var file = FOLDER.resolve(kind + ".json");
    var made = Json.pretty(schema(kind)) + "\n";
    if (Boolean.getBoolean("berth.write")) Files.writeString(file, made);

    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("%s; mend with: mvn -B test -Dtest=SchemaTest -Dberth.write=true", file)
        .isEqualTo(made);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                                                  | true
          {'desiredCount': 2}                                 | true
          {'desiredCount': '${count}'}                        | true
          {'desiredCount': '2'}                               | false
          {'desiredCount': -1}                                | false
          {'desiredCounts': 2}                                | false
          {'launchType': 'FARGATE'}                           | true
          {'launchType': 'FARGAT'}                            | false
          {'launchType': '${type}'}                           | true
          {'cluster': 'c'}                                    | false
          {'dependsOn': ['a', {'service': 'b', 'condition': 'exists'}]} | true
          {'dependsOn': [{'service': 'b', 'condition': 'now'}]} | false
          {'deadline': '1h30m'}                               | true
          {'deadline': 'soon'}                                | false
          {'taskDefinition': {'cpu': '1 vCPU', 'memory': 2048}} | true
          {'taskDefinition': {'cpu': '1 GB'}}                 | false
          {'taskDefinition': {'containerDefinitions': [{'name': 'a', 'env': {'A': 1.0}, 'secrets': {'B': 'arn'}}]}} | true
          {'taskDefinition': {'containerDefinitions': [{'image': 'a'}]}} | false
          {'taskDefinition': {'containerDefinitions': [{'name': 'a', 'stopTimeout': -1}]}} | false
          {'taskDefinition': {'containerDefinitions': [{'name': 'a', 'links': ['b'], 'privileged': true}]}} | true
          {'placementStrategy': [{'type': 'spread', 'field': 'host'}]} | true
          {'placementStrategy': [{'type': 'scatter'}]}        | false
          {'deploymentController': {'type': 'CODE_DEPLOY'}}   | false
          {'deploymentConfiguration': {'lifecycleHooks': [{'hookTargetArn': 'a', 'hookDetails': {'any': [1]}}]}} | true
          {'taskDefinition': {'initContainers': [{'name': 'a', 'use': ['common']}]}} | true
          {'taskDefinition': {'revision': 3}}                 | false
          """)
  void a_service_is_checked_to_the_last_leaf(String spec, boolean valid) {
    assertThat(complaints("service", "Service", spec).isEmpty()).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'launchType': 'FARGATE', 'deadline': '10m', 'retries': 0} | true
          {'retries': -1}                                     | false
          {'retries': '${n}'}                                 | true
          {'trigger': 'a-1'}                                  | true
          {'trigger': 3}                                      | true
          {'trigger': 'a;b'}                                  | false
          {'runPolicy': 'once', 'onLost': 'rerun'}            | true
          {'runPolicy': 'twice'}                              | false
          {'desiredCount': 1}                                 | false
          {'propagateTags': 'SERVICE'}                        | false
          {'when': {'migrations': ['job', 'both']}}           | true
          {'taskDefinition': {'initContainers': [{'name': 'a', 'when': {'b': true}}]}} | true
          """)
  void a_job_is_checked_like_a_service(String spec, boolean valid) {
    assertThat(complaints("job", "Job", spec).isEmpty()).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'installation': 'acme', 'cluster': {'name': 'c', 'create': true}} | true
          {'installation': ''}                                | false
          {'cluster': {'name': 'c', 'made': true}}            | false
          {'sync': {'mode': 'observe', 'selfHeal': true}}     | true
          {'sync': {'mode': 'watch'}}                         | false
          {'parameters': {'a': 1, 'b': {'ssm': '/p'}, 'c': {'output': 'o'}, 'd': {'value': true}}} | true
          {'parameters': {'a': {'secret': 'x'}}}              | false
          {'parametersFrom': {'terraformOutputs': 'o.json'}}  | true
          {'blocks': {'common': {'env': {'A': 1}, 'secrets': {'B': 'arn'}}}} | true
          {'defaults': {'container': {'stopTimeout': 30}}}    | true
          {'defaults': {'container': {'stopTimout': 30}}}     | false
          {'patches': [{'target': {'kind': 'Service', 'name': 's'}, 'spec': {'desiredCount': 1}}]} | true
          {'patches': [{'target': {'kind': 'Service', 'name': 's'}, 'spec': {'taskDefinition': {'containerDefinitions': {'a': {'image': 'i'}, 'b': null}}}}]} | true
          {'patches': [{'target': {'kind': 'Service', 'name': 's'}, 'spec': {'count': 1}}]} | false
          """)
  void an_environment_is_checked_patches_and_all(String spec, boolean valid) {
    assertThat(complaints("environment", "Environment", spec).isEmpty()).isEqualTo(valid);
    assertThat(complaints("defaults", "Defaults", spec).isEmpty()).isEqualTo(valid);
  }

  @Test
  void a_document_needs_its_head() {
    var text = "{\"kind\": \"Service\", \"metadata\": {\"name\": \"a b\"}, \"spec\": {}}";

    assertThat(validate("service", text)).hasSize(2);
  }

  /// As an editor sees them: parameters in their places, defaults not yet laid under.
  @Test
  void the_manifests_that_berth_ships_hold_against_their_schemas() throws IOException {
    var manifests = new TreeMap<String, List<String>>();
    try (var files = Files.walk(Path.of("..", "manifests"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        var tree = YAMLMapper.builder().build().readTree(Files.readString(file));
        var kind = tree.path("kind").asString().toLowerCase(Locale.ROOT);
        manifests.put(file.toString(), validate(kind, tree.toString()));
      }
    }

    assertThat(manifests)
        .isNotEmpty()
        .allSatisfy((_, complaints) -> assertThat(complaints).isEmpty());
  }

  private static List<String> complaints(String kind, String word, String spec) {
    var text =
        "{'apiVersion': 'berth.dev/v1', 'kind': '%s', 'metadata': {'name': 'n'}, 'spec': %s}"
            .formatted(word, spec);
    return validate(kind, text.replace('\'', '"'));
  }

  private static List<String> validate(String kind, String text) {
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var schema = registry.getSchema(Json.compact(schema(kind)), InputFormat.JSON);
    return schema.validate(text, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  private static Fields schema(String kind) {
    return switch (kind) {
      case "service" -> KindSchema.service();
      case "job" -> KindSchema.job();
      case "environment" -> KindSchema.environment();
      case "defaults" -> KindSchema.defaults();
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
