package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `berth verify`: each kind of reference, when it is there, missing, of no use, and not to be
/// seen.
class VerifyTest {
  private final Referring account = new Referring();

  @Test
  void where_all_is_there_everything_is_ok() {
    var verify = account.verify();

    assertThat(verify.code()).as(verify.text()).isZero();
    assertThat(states(account)).isEqualTo(List.of("OK", "OK x12"));
    assertThat(verify.text().lines()).allMatch(line -> line.length() <= 100);
    assertThat(account.writes()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          web:1@image               | image          | NG | there is no tag 1 in the repository web
          web@repository            | image          | NG | there is no repository webb in the registry of
          arm@image                 | image          | NG | it is for linux/arm64, and the task runs on linux/amd64
          both@image                | image          | OK | linux/amd64, linux/arm64
          ghcr@image                | image          | SKIP | only Amazon ECR is asked, and this is in ghcr.io
          web-execution@role        | role           | NG | there is no role web-execution
          passed@role               | role           | NG | the caller may not pass it to ecs-tasks.amazonaws.com
          lambda@trust              | role           | NG | it trusts lambda.amazonaws.com, and not ecs-tasks.amazonaws.com
          path@role                 | role           | NG | this account's role of that name is arn:aws:iam::000000000000:role/
          db-password@secret        | secret         | NG | there is no secret db-password
          db-password@deletion      | secret         | NG | the secret db-password is marked for deletion
          far@secret                | secret         | SKIP | db-password lies in eu-west-1, and only us-east-1 is asked
          stage@secret              | secret         | NG | the secret db-password has no version AWSPENDING
          /web/token@parameter      | secret         | NG | there is no parameter /web/token
          /ecs/web@logGroup         | log group      | NG | there is no such log group
          create@logGroup           | log group      | OK | the first task makes it
          subnet-1@subnet           | subnet         | NG | there is no subnet subnet-9
          sg-1@group                | security group | NG | there is no security group sg-9
          vpc@group                 | security group | NG | it lies in vpc-9, and subnet-1 in vpc-1
          vpc@subnet                | subnet         | NG | it lies in vpc-9, and subnet-1 in vpc-1
          web@target                | target group   | NG | there is no such target group
          instance@target           | target group   | NG | its targets are of type instance, and these tasks register as ip
          loose@target              | target group   | NG | no listener forwards to it, so that ECS refuses it
          health@target             | target group   | SKIP | its health check asks port 9000, and not the container's 8000
          FARGATE_SPOT@provider     | capacity provider | NG | the cluster does not have it; it has FARGATE
          test@cluster              | cluster        | NG | there is no cluster test in us-east-1
          mesh@namespace            | namespace      | NG | there is no namespace other in us-east-1
          """)
  void what_is_missing_or_of_no_use_is_told(String what, String kind, String state, String words) {
    account.change(what);

    var verify = account.verify();

    var line = account.check(kind, state);
    assertThat(line).as(verify.text()).contains(words);
    assertThat(verify.code()).isEqualTo(state.equals("NG") ? 1 : 0);
    assertThat(verify.text().lines()).allMatch(shown -> shown.length() <= 100);
  }

  @ParameterizedTest
  @CsvSource({
    "BatchGetImage,image,ecr:BatchGetImage",
    "GetDownloadUrlForLayer,image,ecr:GetDownloadUrlForLayer",
    "GetRole,role,iam:GetRole",
    "DescribeSecret,secret,secretsmanager:DescribeSecret",
    "DescribeParameters,secret,ssm:DescribeParameters",
    "DescribeLogGroups,log group,logs:DescribeLogGroups",
    "DescribeSubnets,subnet,ec2:DescribeSubnets",
    "DescribeSecurityGroups,security group,ec2:DescribeSecurityGroups",
    "DescribeTargetGroups,target group,elasticloadbalancing:DescribeTargetGroups",
    "DescribeClusters,cluster,ecs:DescribeClusters",
    "ListNamespaces,namespace,servicediscovery:ListNamespaces",
  })
  void who_may_not_look_is_told_which_permission_that_took(
      String operation, String kind, String permission) {
    account.deny(operation);

    var verify = account.verify();

    assertThat(verify.code()).as(verify.text()).isZero();
    assertThat(account.check(kind, "SKIP")).contains("allow " + permission + " in the caller's");
  }

  @Test
  void whether_the_caller_may_pass_roles_is_told_once_where_nobody_may_ask() {
    account.change("deployer@role");
    account.deny("SimulatePrincipalPolicy");

    var verify = account.verify();

    assertThat(verify.code()).as(verify.text()).isZero();
    assertThat(verify.text())
        .contains(
            """
                SKIP  role              the role
                      whether the caller may pass it: not allowed to look
                      allow iam:SimulatePrincipalPolicy and iam:GetRole in the caller's IAM policy
            """);
  }

  @Test
  @Tag("R-22")
  void what_several_name_is_asked_once_and_no_value_is_read() {
    var verify = account.twice().verify();

    assertThat(verify.code()).as(verify.text()).isZero();
    var calls = new TreeMap<String, Integer>();
    for (var operation :
        List.of(
            "BatchGetImage",
            "GetRole",
            "DescribeSecret",
            "DescribeParameters",
            "DescribeLogGroups",
            "DescribeSubnets",
            "DescribeSecurityGroups",
            "DescribeTargetGroups",
            "DescribeClusters",
            "GetSecretValue",
            "GetParameters")) {
      calls.put(operation, account.calls(operation));
    }
    assertThat(calls.toString())
        .isEqualTo(
            "{BatchGetImage=1, DescribeClusters=2, DescribeLogGroups=1, DescribeParameters=1,"
                + " DescribeSecret=1, DescribeSecurityGroups=1, DescribeSubnets=1,"
                + " DescribeTargetGroups=1, GetParameters=0, GetRole=1, GetSecretValue=0}");
  }

  @Test
  void three_problems_are_one_screen() {
    account.change("arm@image");
    account.change("lambda@trust");
    account.change("db-password@deletion");

    var verify = account.verify();

    System.out.println(verify.text());
    assertThat(verify.code()).isEqualTo(1);
    assertThat(verify.text()).contains("3 NG");
  }

  @Test
  void a_connection_that_breaks_is_tried_again() {
    account.follower().fault("{'kind': 'reset', 'operation': 'DescribeSecret'}");

    assertThat(account.verify().code()).isZero();
  }

  private static List<String> states(Referring account) {
    var json = (Fields) Json.parse(account.json());
    assertThat(json.whole("version")).hasValue(1);
    var states = json.each("checks").stream().map(c -> c.text("state").orElse("")).toList();
    var ok = states.stream().filter("OK"::equals).count();
    return List.of(states.getFirst(), "OK x" + ok);
  }
}
