package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class SecretsTest {
  private final Simulator simulator = Simulator.stepped(1);
  private final SecretsManagerClient secrets = Clients.secrets(simulator);

  @Test
  void a_secret_is_found_by_its_name_its_arn_and_what_comes_before_the_random_end() {
    var arn = create("db");

    assertThat(arn).matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:db-[0-9a-f]{6}");
    for (var id : List.of("db", arn, arn.substring(0, arn.length() - 7))) {
      assertThat(secrets.describeSecret(r -> r.secretId(id)).arn()).isEqualTo(arn);
    }
    assertThatThrownBy(() -> create("db")).isInstanceOf(ResourceExistsException.class);
    assertThatThrownBy(() -> secrets.describeSecret(r -> r.secretId("other")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_new_value_is_a_new_current_version() {
    create("db");
    var first = current();

    var second = secrets.putSecretValue(r -> r.secretId("db").secretString("b")).versionId();

    assertThat(current()).isEqualTo(second).isNotEqualTo(first);
    assertThat(secrets.describeSecret(r -> r.secretId("db")).versionIdsToStages())
        .containsEntry(first, List.of("AWSPREVIOUS"));
  }

  @Test
  @Tag("R-22")
  void nobody_is_told_a_value_and_who_asks_is_written_down() {
    create("db");

    assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId("db")))
        .isInstanceOf(SecretsManagerException.class)
        .hasMessageContaining("not authorized to perform: secretsmanager:GetSecretValue");
    assertThat(simulator.callLog().count("GetSecretValue")).isEqualTo(1);
    assertThat(Json.write(simulator.dump())).doesNotContain("a value");
  }

  @Test
  void a_deleted_secret_is_described_as_such_and_takes_no_value() {
    create("db");
    secrets.deleteSecret(r -> r.secretId("db"));

    assertThat(secrets.describeSecret(r -> r.secretId("db")).deletedDate())
        .isEqualTo(simulator.now());
    assertThatThrownBy(() -> secrets.putSecretValue(r -> r.secretId("db").secretString("b")))
        .isInstanceOf(InvalidRequestException.class);
  }

  private String create(String name) {
    return secrets.createSecret(r -> r.name(name).secretString("a value")).arn();
  }

  private String current() {
    return secrets.describeSecret(r -> r.secretId("db")).versionIdsToStages().entrySet().stream()
        .filter(entry -> entry.getValue().contains("AWSCURRENT"))
        .map(entry -> entry.getKey())
        .findFirst()
        .orElseThrow();
  }
}
