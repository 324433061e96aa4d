package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.Node.Mapping;
import dev.berth.model.Json;
import dev.berth.model.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {
  /// The examples of RFC 7386, appendix A, whose target and patch are objects.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":"b"}         | {"a":"c"}                | {"a":"c"}
          {"a":"b"}         | {"b":"c"}                | {"a":"b","b":"c"}
          {"a":"b"}         | {"a":null}               | {}
          {"a":"b","b":"c"} | {"a":null}               | {"b":"c"}
          {"a":["b"]}       | {"a":"c"}                | {"a":"c"}
          {"a":"c"}         | {"a":["b"]}              | {"a":["b"]}
          {"a":{"b":"c"}}   | {"a":{"b":"d","c":null}} | {"a":{"b":"d"}}
          {"a":[{"b":"c"}]} | {"a":["1"]}              | {"a":["1"]}
          {"a":"foo"}       | {"b":{"c":null}}         | {"a":"foo","b":{}}
          {}                | {"a":{"bb":{"ccc":null}}} | {"a":{"bb":{}}}
          """)
  void a_patch_merges_as_rfc_7386_says(String base, String patch, String merged) {
    assertThat(merged(base, patch)).isEqualTo(merged);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          loadBalancers: [{containerName: a, containerPort: 80, targetGroupArn: x}] \
          | loadBalancers: [{containerName: a, containerPort: 80, targetGroupArn: y}] \
          | {"loadBalancers":[{"containerName":"a","containerPort":"80","targetGroupArn":"y"}]}
          capacityProviderStrategy: [{capacityProvider: A, weight: 1}] \
          | capacityProviderStrategy: [{capacityProvider: B}, {capacityProvider: A, base: 1}] \
          | {"capacityProviderStrategy":[{"base":"1","capacityProvider":"A","weight":"1"},\
          {"capacityProvider":"B"}]}
          taskDefinition: {volumes: [{name: a}, {name: b}]} \
          | taskDefinition: {volumes: {a: null, c: {configuredAtLaunch: true}}} \
          | {"taskDefinition":{"volumes":[{"name":"b"},{"configuredAtLaunch":"true","name":"c"}]}}
          """)
  void the_elements_of_a_list_merge_by_the_identity_of_the_field_tables(
      String base, String patch, String merged) {
    assertThat(merged(base, patch)).isEqualTo(merged);
  }

  @Test
  void a_list_without_an_identity_is_replaced() {
    var base = "networkConfiguration: {awsvpcConfiguration: {subnets: [a, b]}}";
    var patch = "networkConfiguration: {awsvpcConfiguration: {subnets: [c]}}";

    assertThat(merged(base, patch))
        .isEqualTo("{\"networkConfiguration\":{\"awsvpcConfiguration\":{\"subnets\":[\"c\"]}}}");
  }

  @Test
  void a_patch_over_a_patch_still_takes_out_what_is_below() {
    var both = Merge.patches(mapping("{a: x, b: y}"), mapping("{a: null}"), Path.ROOT);

    var merged = Merge.of(mapping("{a: z, c: w}"), both, Path.ROOT);

    assertThat(Json.compact(Typed.value(merged))).isEqualTo("{\"b\":\"y\",\"c\":\"w\"}");
  }

  private static String merged(String base, String patch) {
    return Json.compact(Typed.value(Merge.of(mapping(base), mapping(patch), Path.ROOT)));
  }

  private static Mapping mapping(String text) {
    var findings = new Findings();
    var documents = Yaml.documents(new ManifestFile("test.yaml", text), findings);
    assertThat(findings.sorted()).isEmpty();
    return (Mapping) documents.getFirst();
  }
}
