package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A cluster that somebody made with other tools becomes manifests, and then Berth's.
@Tag("R-02")
class ForeignImportTest {
  private static final String SECRET = "correct-horse-battery";

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void made() {
    drill = Drill.empty(folder);
    drill.ecs("CreateCluster", "{'clusterName':'tracecat-demo'}");
    for (var name : List.of("web", "jobs")) {
      drill.ecs(
          "RegisterTaskDefinition",
          """
          {'family':'%1$s','cpu':'1024','memory':'2048','networkMode':'awsvpc',
           'requiresCompatibilities':['FARGATE'],
           'executionRoleArn':'arn:aws:iam::000000000000:role/path/execution',
           'containerDefinitions':[
            {'name':'%1$s','image':'%1$s:1','command':['run','--port','8000',''],
             'portMappings':[{'containerPort':8000,'hostPort':8000,'protocol':'tcp'}],
             'dockerLabels':{'com.example.a b':'${not} a: parameter #'},
             'environment':[{'name':'LEVEL','value':'info'},{'name':'EMPTY','value':''},
              {'name':'VERSION','value':'1.10'},{'name':'NULL','value':'null'},
              {'name':'TEXT','value':'one\\n  two\\n'},{'name':'A','value':'${x} $${y}'}%2$s]}]}
          """
              .formatted(
                  name,
                  name.equals("jobs") ? ",{'name':'DB_PASSWORD','value':'" + SECRET + "'}" : ""));
      drill.ecs(
          "CreateService",
          """
          {'cluster':'tracecat-demo','serviceName':'%1$s','taskDefinition':'%1$s',
           'desiredCount':1,'launchType':'FARGATE','tags':[{'key':'team','value':'web'}],
           'networkConfiguration':{'awsvpcConfiguration':{'subnets':['subnet-1']}}}
          """
              .formatted(name));
    }
    drill.advance(Duration.ofMinutes(10));
  }

  private Drill.Ran imported(String... options) {
    var words = new ArrayList<>(List.of("import", "tracecat-demo", "--to", folder.toString()));
    words.addAll(List.of(options));
    return drill.run(words);
  }

  @Test
  void it_is_adopted_with_nothing_but_tags_and_then_as_wanted() {
    var ran = imported("--installation", "acme", "-e", "demo", "--adopt", "--service", "web");
    var revision = drill.revision("web");

    var diff = drill.berth("diff");
    var written = drill.written(() -> assertThat(drill.berth("apply").code()).isZero());

    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(drill.read("web.yaml")).contains("  adopt: true\n");
    assertThat(diff.out()).contains("? service/web  adopt: tags only\n");
    assertThat(written).containsExactly("TagResource web");
    assertThat(drill.revision("web")).isEqualTo(revision);
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  void a_secret_is_written_nowhere_and_its_absence_shows() {
    var ran = imported("--installation", "acme", "-e", "demo", "--adopt");

    assertThat(ran.out())
        .contains("jobs: the variable DB_PASSWORD of jobs looks like a secret")
        .contains("--not-secret DB_PASSWORD");
    assertThat(ran.text() + drill.read("jobs.yaml") + drill.read("environments/demo.yaml"))
        .doesNotContain(SECRET);
    var diff = drill.berth("diff");
    assertThat(diff.out())
        .contains("containerDefinitions[jobs].environment[DB_PASSWORD].value would\n")
        .contains("disappear; say adopt: replace")
        .doesNotContain(SECRET);
    assertThat(
            imported(
                    "--installation",
                    "acme",
                    "-e",
                    "demo",
                    "--force",
                    "--not-secret",
                    "DB_PASSWORD")
                .code())
        .isZero();
    assertThat(drill.read("jobs.yaml") + drill.read("environments/demo.yaml")).contains(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DATABASE_URL=postgresql+psycopg://app:correct-horse-battery@db/app",
        "DATABASE_URL=postgres://:correct-horse-battery@db/app",
        "JDBC=jdbc:postgresql://app:correct-horse-battery@db/app",
        "SECRET_KEY=correct-horse-battery",
        "PASSPHRASE=correct-horse-battery",
        "DB_PASS=correct-horse-battery",
        "dbPassword=correct-horse-battery"
      })
  void what_a_policy_would_deny_is_not_written(String variable) {
    drill.write(
        "task.json",
        """
        {"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1",
         "environment": [{"name": "%s", "value": "%s"}]}]}
        """
            .formatted((Object[]) variable.split("=", 2)));

    var ran =
        drill.run(
            List.of("import", "--from-task-definition", folder.resolve("task.json").toString()));

    assertThat(ran.err()).contains("looks like a secret");
    assertThat(ran.text()).doesNotContain(SECRET);
  }

  @Test
  void whose_it_shall_be_must_be_said_once() {
    var ran = imported();

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("say --installation NAME");
  }

  @Test
  void a_task_definition_alone_becomes_a_service() {
    var answer = drill.ecs("DescribeTaskDefinition", "{'taskDefinition':'web'}");
    drill.write("web.json", Json.pretty(answer));

    var ran =
        drill.run(
            List.of("import", "--from-task-definition", folder.resolve("web.json").toString()));

    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            # yaml-language-server: $schema=.schema/service.json
            apiVersion: berth.dev/v1
            kind: Service
            metadata:
              name: web
            spec:
              taskDefinition:
                cpu: 1 vCPU
                memory: 2 GB
                networkMode: awsvpc
                requiresCompatibilities: [FARGATE]
                executionRoleArn: arn:aws:iam::000000000000:role/path/execution
                containerDefinitions:
                  - name: web
                    image: web:1
                    command: [run, --port, "8000", ""]
                    dockerLabels: {"com.example.a b": "$${not} a: parameter #"}
                    portMappings:
                      - {containerPort: 8000}
                    env:
                      A: $${x} $$${y}
                      EMPTY: ""
                      LEVEL: info
                      "NULL": "null"
                      TEXT: |
                        one
                          two
                      VERSION: 1.10
              # A task definition says no more. Add what the service has: desiredCount, launchType,
              # networkConfiguration, loadBalancers and the like.
            """);
    assertThat(drill.run(List.of("import", "--from-task-definition", "none.json")).code())
        .isEqualTo(2);
  }
}
