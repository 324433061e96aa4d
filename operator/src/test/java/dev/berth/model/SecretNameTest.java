package dev.berth.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.SecretName.Managed;
import dev.berth.model.SecretName.Stored;
import dev.berth.model.SecretName.Strange;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretNameTest {
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf";

  @Test
  void an_arn_of_secrets_manager_is_a_secret_and_what_ecs_adds_to_it() {
    assertThat(SecretName.of(ARN)).isEqualTo(new Managed(ARN, "AWSCURRENT", Optional.empty()));
    assertThat(SecretName.of(ARN + ":password::"))
        .isEqualTo(new Managed(ARN, "AWSCURRENT", Optional.empty()));
    assertThat(SecretName.of(ARN + "::AWSPENDING:"))
        .isEqualTo(new Managed(ARN, "AWSPENDING", Optional.empty()));
    assertThat(SecretName.of(ARN + ":password::v1"))
        .isEqualTo(new Managed(ARN, "AWSCURRENT", Optional.of("v1")));
    assertThat(SecretName.of(ARN).shown()).isEqualTo("db");
  }

  @Test
  void anything_else_is_a_parameter_or_strange() {
    assertThat(SecretName.of("/web/token")).isEqualTo(new Stored("/web/token", Optional.empty()));
    assertThat(SecretName.of("arn:aws:ssm:eu-west-1:111122223333:parameter/web/token"))
        .isEqualTo(new Stored("/web/token", Optional.of("eu-west-1")));
    assertThat(SecretName.of("arn:aws:ssm:eu-west-1:111122223333:parameter/token"))
        .isEqualTo(new Stored("token", Optional.of("eu-west-1")));
    for (var strange : new String[] {ARN + ":key", "arn:aws:s3:::bucket", "arn:aws:ssm:a:b:x"}) {
      assertThat(SecretName.of(strange)).isEqualTo(new Strange(strange));
    }
  }
}
