package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/// One simulator, several accounts, which are entered by taking a role.
class AccountsTest {
  private static final String OTHER = "111122223333";
  private static final String ROLE = "arn:aws:iam::111122223333:role/deployer";

  private final Simulator simulator = Simulator.stepped(7);
  private final StsClient tokens = Clients.securityTokens(simulator);

  private Credentials taken(String role) {
    return tokens.assumeRole(r -> r.roleArn(role).roleSessionName("berth-demo")).credentials();
  }

  private EcsClient as(Credentials credentials) {
    return Clients.ecs(simulator, credentials);
  }

  @Test
  void each_account_has_a_world_of_its_own() {
    Clients.ecs(simulator).createCluster(r -> r.clusterName("demo"));
    var other = as(taken(ROLE));

    assertThat(other.listClusters().clusterArns()).isEmpty();
    other.createCluster(r -> r.clusterName("demo"));
    assertThat(other.listClusters().clusterArns())
        .containsExactly("arn:aws:ecs:us-east-1:111122223333:cluster/demo");
    assertThat(Clients.ecs(simulator).listClusters().clusterArns())
        .containsExactly("arn:aws:ecs:us-east-1:000000000000:cluster/demo");
    assertThat(simulator.dump().at("/accounts/111122223333/ecs").toString()).contains("demo");
  }

  @Test
  void credentials_say_whose_they_are() {
    var credentials = taken(ROLE);

    assertThat(credentials.accessKeyId()).startsWith("ASIA" + OTHER);
    assertThat(credentials.sessionToken()).startsWith("simulated-session/");
    var me = Clients.securityTokens(simulator, credentials).getCallerIdentity();
    assertThat(me.account()).isEqualTo(OTHER);
    assertThat(me.arn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/deployer/berth-demo");
  }

  @Test
  void a_session_ends() {
    var other = as(taken(ROLE));
    simulator.advance(Duration.ofMinutes(59));
    assertThat(other.listClusters().clusterArns()).isEmpty();
    simulator.advance(Duration.ofMinutes(1));

    assertThatThrownBy(other::listClusters)
        .isInstanceOfSatisfying(
            EcsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException"))
        .hasMessageContaining("The security token included in the request is expired");
    assertThat(as(taken(ROLE)).listClusters().clusterArns()).isEmpty();
  }

  @Test
  void a_stated_role_says_who_may_take_it() {
    simulator.state(
        Json.parse(
            """
            {"role": "deployer", "account": "111122223333", "trusts": ["000000000000"],
             "externalId": "acme"}
            """));

    assertThatThrownBy(() -> taken(ROLE))
        .isInstanceOfSatisfying(
            StsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"))
        .hasMessageContaining(
            "User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on"
                + " resource: "
                + ROLE);
    assertThatThrownBy(() -> taken(ROLE + "2")).isInstanceOf(StsException.class);
    var credentials =
        tokens
            .assumeRole(r -> r.roleArn(ROLE).roleSessionName("berth").externalId("acme"))
            .credentials();
    assertThat(as(credentials).listClusters().clusterArns()).isEmpty();
  }

  @Test
  void an_account_that_nobody_entered_is_unknown() {
    var credentials = taken(ROLE);
    var elsewhere = Simulator.stepped(7);

    assertThatThrownBy(() -> Clients.ecs(elsewhere, credentials).listClusters())
        .isInstanceOfSatisfying(
            EcsException.class,
            e ->
                assertThat(e.awsErrorDetails().errorCode())
                    .isEqualTo("UnrecognizedClientException"));
  }

  @Test
  void rules_hold_in_accounts_that_begin_later() {
    simulator.script(Json.parse("{\"match\":{},\"outcome\":{\"exit\":{\"code\":3}}}"));
    var other = as(taken(ROLE));
    other.createCluster(r -> r.clusterName("demo"));
    other.registerTaskDefinition(r ->
        r.family("job")
            .containerDefinitions(
                ContainerDefinition.builder().name("a").image("a:1").memory(64).build()));
    var task = other.runTask(r -> r.cluster("demo").taskDefinition("job")).tasks().getFirst();
    simulator.advance(Duration.ofMinutes(10));

    var ended = other.describeTasks(r -> r.cluster("demo").tasks(task.taskArn())).tasks();
    assertThat(ended.getFirst().containers().getFirst().exitCode()).isEqualTo(3);
    assertThatThrownBy(() -> simulator.state(Json.parse("{\"secret\":\"a\",\"account\":\"7\"}")))
        .hasMessageContaining("an account is 12 digits: 7");
  }

  @Test
  void a_kept_world_keeps_all_accounts(@TempDir Path folder) throws IOException {
    var file = folder.resolve("world.jsonl");
    var first = Simulator.kept(file, Optional.empty(), 1e-9);
    var credentials =
        Clients.securityTokens(first)
            .assumeRole(r -> r.roleArn(ROLE).roleSessionName("berth-demo"))
            .credentials();
    Clients.ecs(first, credentials).createCluster(r -> r.clusterName("demo"));
    var world = first.dump();
    first.close();

    var second = Simulator.kept(file, Optional.empty(), 1e-9);
    assertThat(second.dump()).isEqualTo(world);
    assertThat(Clients.ecs(second, credentials).listClusters().clusterArns()).hasSize(1);
    second.close();
    assertThat(Files.readString(file)).doesNotContain(credentials.secretAccessKey());
  }

  @Test
  void a_late_world_is_late_in_every_account() {
    var other = as(taken(ROLE));
    other.createCluster(r -> r.clusterName("demo"));
    simulator.advance(Duration.ofMinutes(1));
    simulator.fault(
        Json.parse("{\"kind\":\"stale\",\"time\":\"90s\",\"operation\":\"ListClusters\"}"));
    simulator.fault(
        Json.parse("{\"kind\":\"stale\",\"time\":\"30s\",\"operation\":\"ListClusters\"}"));

    assertThatThrownBy(other::listClusters).hasMessageContaining("token");
    assertThat(other.listClusters().clusterArns()).hasSize(1);
  }
}
