package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Edges between services: a server that comes after its clients, and dependencies at zero.
class LateServerTest {
  private static final String ENVIRONMENT =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: demo}
      spec:
        installation: acme-platform
        region: us-east-1
        cluster: {name: tracecat-demo, create: true}
        serviceConnectNamespace: {name: demo.local, create: true}
      """;
  private static final String SERVICE =
      """
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: NAME}
      spec:
        desiredCount: 1
        launchType: FARGATE
        networkConfiguration:
          awsvpcConfiguration: {subnets: [subnet-1]}
        deploymentConfiguration:
          deploymentCircuitBreaker: {enable: true, rollback: true}
        serviceConnectConfiguration:
          enabled: true
      SERVES
        taskDefinition:
          networkMode: awsvpc
          cpu: 256
          memory: 512
          containerDefinitions:
            - name: NAME
              image: acme/NAME:1
              portMappings: [{containerPort: 80, name: NAME}]
        EDGE
      """;

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void empty() {
    drill = Drill.empty(folder).write("demo.yaml", ENVIRONMENT);
  }

  @Test
  @Tag("R-14")
  void a_client_is_rolled_once_when_its_server_comes_later() {
    client("");
    settled();
    server();
    drill.edit("client.yaml", "  # no edge", "  connectsTo: [server]");

    var written = drill.written(this::settled);

    assertThat(written)
        .containsExactly(
            "RegisterTaskDefinition server",
            "CreateService server",
            "TagResource client",
            "UpdateService client");
    assertThat(drill.written(this::settled)).isEmpty();
    assertThat(drill.revision("client")).isEqualTo("client:1");
  }

  @Test
  @Tag("R-14")
  void such_a_restart_that_was_rolled_back_is_not_repeated() {
    client("");
    settled();
    server();
    drill.edit("client.yaml", "  # no edge", "  connectsTo: [server]");
    drill.script("{\"match\": {\"family\": \"client\"}, \"outcome\": {\"exit\": {\"code\": 1}}}");

    assertThat(drill.berth("apply").code()).isEqualTo(3);
    var written = drill.written(() -> assertThat(drill.berth("apply").code()).isEqualTo(3));

    assertThat(drill.calls("UpdateService")).isEqualTo(1);
    assertThat(written).isEmpty();
  }

  @Test
  @Tag("R-09")
  void a_dependency_at_zero_holds_unless_existing_is_enough() {
    server();
    drill.edit("server.yaml", "desiredCount: 1", "desiredCount: 0");
    client("dependsOn: [server]");

    var held = drill.berth("apply");
    assertThat(held.code()).isEqualTo(3);
    assertThat(held.out())
        .contains("waiting for server, which is scaled to zero, and left as they are:\n  client\n");

    drill.edit(
        "client.yaml", "dependsOn: [server]", "dependsOn: [{service: server, condition: exists}]");
    settled();
  }

  private void settled() {
    var ran = drill.berth("apply");
    assertThat(ran.code()).as(ran.text()).isZero();
  }

  private void server() {
    var serves =
        """
            services:
              - portName: server
                clientAliases: [{port: 80, dnsName: server}]\
        """;
    write("server", serves, "# no edge");
  }

  private void client(String edge) {
    write("client", "    # serves nothing", edge.isEmpty() ? "# no edge" : edge);
  }

  private void write(String name, String serves, String edge) {
    drill.write(
        name + ".yaml",
        SERVICE.replace("NAME", name).replace("SERVES", serves).replace("EDGE", edge));
  }
}
