package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Clients;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;

/// Service Connect in another namespace than the environment's: ECS takes its name and tells its
/// ARN.
@Tag("R-03")
class OtherNamespaceTest {
  private static final String MANIFESTS =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: demo}
      spec:
        installation: acme
        cluster: {name: tracecat-demo, create: true}
        serviceConnectNamespace: {name: mesh, create: true}
      ---
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: web}
      spec:
        launchType: FARGATE
        networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
        serviceConnectConfiguration: {enabled: true, namespace: NAMESPACE}
        taskDefinition:
          cpu: 256
          memory: 512
          networkMode: awsvpc
          requiresCompatibilities: [FARGATE]
          containerDefinitions: [{name: web, image: "web:1"}]
      """;

  @TempDir private Path folder;
  private Drill drill;
  private ServiceDiscoveryClient cloudMap;

  @BeforeEach
  void account() {
    drill = Drill.empty(folder).write("all.yaml", MANIFESTS);
    cloudMap = Clients.cloudMap(drill.simulator());
    for (var name : new String[] {"other", "third"}) {
      cloudMap.createHttpNamespace(r -> r.name(name));
    }
    drill.advance(Duration.ofMinutes(1));
  }

  private String arn(String name) {
    return cloudMap.listNamespaces().namespaces().stream()
        .filter(namespace -> namespace.name().equals(name))
        .findFirst()
        .orElseThrow()
        .arn();
  }

  @Test
  void its_name_is_no_difference_and_another_one_is() {
    drill.edit("all.yaml", "NAMESPACE", "other");
    assertThat(drill.berth("apply").code()).isZero();

    var settled = drill.berth("diff");
    var moved = drill.edit("all.yaml", "namespace: other", "namespace: third").berth("diff");

    assertThat(settled.code()).as(settled.text()).isZero();
    assertThat(moved.out()).contains("serviceConnectConfiguration.namespace: other → third");
    assertThat(drill.berth("apply").code()).isZero();
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  void its_arn_in_a_manifest_is_no_difference_either() {
    drill.edit("all.yaml", "NAMESPACE", '"' + arn("other") + '"');
    assertThat(drill.berth("apply").code()).isZero();

    var diff = drill.berth("diff");

    assertThat(diff.code()).as(diff.text()).isZero();
  }

  @Test
  void the_environments_own_by_its_arn_is_no_difference() {
    drill.edit("all.yaml", ", namespace: NAMESPACE", "");
    assertThat(drill.berth("apply").code()).isZero();
    drill.edit(
        "all.yaml", "{enabled: true}", "{enabled: true, namespace: \"" + arn("mesh") + "\"}");

    var diff = drill.berth("diff");

    assertThat(diff.code()).as(diff.text()).isZero();
  }
}
