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
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;

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

  @Test
  void a_role_with_policies_is_not_deleted() {
    var arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
    roles.createRole(r -> r.roleName("web").assumeRolePolicyDocument(TRUST));
    roles.putRolePolicy(r -> r.roleName("web").policyName("read").policyDocument(TRUST));
    roles.attachRolePolicy(r -> r.roleName("web").policyArn(arn));

    var document = roles.getRolePolicy(r -> r.roleName("web").policyName("read")).policyDocument();

    assertThat(URLDecoder.decode(document, StandardCharsets.UTF_8)).isEqualTo(TRUST);
    assertThat(roles.listRolePolicies(r -> r.roleName("web")).policyNames())
        .containsExactly("read");
    assertThat(roles.listAttachedRolePolicies(r -> r.roleName("web")).attachedPolicies())
        .containsExactly(
            AttachedPolicy.builder()
                .policyName("AmazonECSTaskExecutionRolePolicy")
                .policyArn(arn)
                .build());
    assertThatThrownBy(() -> roles.deleteRole(r -> r.roleName("web")))
        .isInstanceOf(DeleteConflictException.class);
    roles.deleteRolePolicy(r -> r.roleName("web").policyName("read"));
    roles.detachRolePolicy(r -> r.roleName("web").policyArn(arn));
    roles.deleteRole(r -> r.roleName("web"));
    assertThatThrownBy(() -> roles.listRolePolicies(r -> r.roleName("web")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void what_is_said_of_a_role_can_be_changed() {
    var one = Tag.builder().key("team").value("web").build();
    var two = Tag.builder().key("tier").value("front").build();
    roles.createRole(r -> r.roleName("web").assumeRolePolicyDocument("{}").tags(one));

    roles.updateRole(r -> r.roleName("web").description("what it may").maxSessionDuration(7200));
    roles.updateAssumeRolePolicy(r -> r.roleName("web").policyDocument(TRUST));
    roles.tagRole(r -> r.roleName("web").tags(two));
    roles.untagRole(r -> r.roleName("web").tagKeys("team"));

    var role = roles.getRole(r -> r.roleName("web")).role();
    assertThat(role.description()).isEqualTo("what it may");
    assertThat(role.maxSessionDuration()).isEqualTo(7200);
    assertThat(role.assumeRolePolicyDocument()).contains("Sid");
    assertThat(role.tags()).containsExactly(two);
    assertThat(roles.listRoleTags(r -> r.roleName("web")).tags()).containsExactly(two);
  }
}
