package dev.berth.simulator.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

class RolesTest {
  private static final String TRUST = "{\"Statement\":[{\"Effect\":\"Allow\",\"Sid\":\"a b+c\"}]}";

  private final Simulator simulator = Simulator.stepped(1);
  private final IamClient roles = Clients.roles(simulator);

  @Test
  void a_role_is_found_by_its_name_with_its_trust_policy_encoded() {
    roles.createRole(r -> r.roleName("web").path("/apps/").assumeRolePolicyDocument(TRUST));

    var role = roles.getRole(r -> r.roleName("web")).role();

    assertThat(role.arn()).isEqualTo("arn:aws:iam::000000000000:role/apps/web");
    assertThat(role.createDate()).isEqualTo(simulator.now());
    assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
        .isEqualTo(TRUST);
    assertThatThrownBy(
            () -> roles.createRole(r -> r.roleName("web").assumeRolePolicyDocument(TRUST)))
        .isInstanceOf(EntityAlreadyExistsException.class);
  }

  @Test
  void a_stated_role_trusts_tasks_and_a_missing_one_is_refused() {
    simulator.state(Json.parse("{\"role\": \"web\"}"));

    assertThat(roles.getRole(r -> r.roleName("web")).role().assumeRolePolicyDocument())
        .contains("ecs-tasks.amazonaws.com");
    roles.deleteRole(r -> r.roleName("web"));
    assertThatThrownBy(() -> roles.getRole(r -> r.roleName("web")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void what_was_stated_of_the_caller_is_what_a_simulation_says() {
    simulator.state(Json.parse("{\"caller\": \"deployer\", \"passes\": [\"web\"]}"));
    var caller = roles.getRole(r -> r.roleName("deployer")).role().arn();
    var web = "arn:aws:iam::000000000000:role/web";
    var other = "arn:aws:iam::000000000000:role/other";

    var results =
        roles
            .simulatePrincipalPolicy(
                r -> r.policySourceArn(caller).actionNames("iam:PassRole").resourceArns(web, other))
            .evaluationResults();

    assertThat(results)
        .extracting(result -> result.evalResourceName() + " " + result.evalDecisionAsString())
        .containsExactly(web + " allowed", other + " implicitDeny");
    assertThatThrownBy(
            () -> roles.simulatePrincipalPolicy(r -> r.policySourceArn("arn:aws:sts::1:x")))
        .isInstanceOf(InvalidInputException.class);
  }
}
