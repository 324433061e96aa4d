package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R-26")
class PauseTest {
  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void begin() {
    drill = Drill.empty(folder);
    drill.write(
        "demo.yaml",
        """
        apiVersion: berth.dev/v1
        kind: Environment
        metadata: {name: demo}
        spec:
          installation: acme
          region: us-east-1
          cluster: {name: tracecat-demo, create: true}
          defaults:
            service:
              launchType: FARGATE
              desiredCount: 2
              networkConfiguration:
                awsvpcConfiguration: {subnets: [subnet-1]}
            taskDefinition:
              networkMode: awsvpc
              requiresCompatibilities: [FARGATE]
              cpu: 256
              memory: 512
        """);
    drill.write("web.yaml", service("web", ""));
    drill.write("client.yaml", service("client", "dependsOn: [web]"));
    assertThat(drill.berth("apply").code()).isZero();
  }

  private static String service(String name, String more) {
    return """
    apiVersion: berth.dev/v1
    kind: Service
    metadata: {name: %s}
    spec:
      taskDefinition:
        containerDefinitions: [{name: %s, image: "%s:1"}]
      %s
    """
        .formatted(name, name, name, more);
  }

  @Test
  void apply_leaves_a_paused_service_as_it_is_says_why_and_what_to_do() {
    var ran = pause("web", "--for", "2h", "--reason", "index is rebuilt");
    drill.edit("web.yaml", "web:1", "web:2").edit("client.yaml", "client:1", "client:2");

    var written = drill.written(() -> held(drill.berth("apply")));

    assertThat(ran.out()).matches("web: paused until \\S+Z\n");
    assertThat(written).isEmpty();
    var told = drill.berth("apply");
    assertThat(told.out().replaceAll("\\d{4}-\\S+Z", "TIME"))
        .contains(
            """
            web: paused until TIME
              why      index is rebuilt
              next     wait for its end, or end it now:
                       berth resume web manifests -e demo
                       or apply with --despite-pause

            waiting, and left as they are:
              client
            """);
  }

  @Test
  void diff_and_status_show_what_differs_and_the_pause() {
    pause("web", "--for", "2h", "--reason", "index is rebuilt");
    drill.edit("web.yaml", "web:1", "web:2");

    var diff = drill.berth("diff");
    var status = held(drill.berth("status"));

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.out()).contains("web:1 → web:2").contains("blocked: paused until ");
    assertThat(status.out()).contains("held").contains(": index is rebuilt");
    assertThat(drill.berth("diff", "-o", "json").out()).contains("\"kind\" : \"paused\"");
    assertThat(drill.berth("status", "-o", "json").out()).contains("\"kind\" : \"paused\"");
    assertThat(drill.berth("diff", "-o", "markdown").out()).contains("paused until ");
  }

  @Test
  void it_ends_by_itself_by_resume_or_by_somebody_who_insists() {
    drill.edit("web.yaml", "web:1", "web:2");
    pause("web", "--for", "2h", "--reason", "index is rebuilt");
    drill.advance(Duration.ofHours(2));
    settled(drill.berth("apply"));
    assertThat(drill.tags("web")).doesNotContainKey("berth:pause");

    pause("web", "--for", "2h", "--reason", "index is rebuilt");
    drill.edit("web.yaml", "web:2", "web:3");
    settled(drill.berth("apply", "--despite-pause"));
    assertThat(drill.tags("web")).containsKey("berth:pause");

    drill.edit("web.yaml", "web:3", "web:4");
    assertThat(settled(verb("resume", "web")).out()).isEqualTo("web: goes on\n");
    assertThat(settled(verb("resume", "web")).out()).isEqualTo("web: was not paused\n");
    settled(drill.berth("apply"));
  }

  @Test
  void a_pause_that_comes_between_the_plan_and_its_calls_is_respected() {
    drill.edit("web.yaml", "web:1", "web:2");
    drill.watch(() -> {
      if (drill.calls("RegisterTaskDefinition") < 3) return;
      drill.unwatch();
      drill.tag("web", "berth:pause", "hands off");
    });

    held(drill.berth("apply"));

    assertThat(drill.revision("web")).isEqualTo("web:1");
    assertThat(drill.tags("web").get("berth:applied")).endsWith("/web:1");
  }

  @Test
  void all_of_an_environment_is_paused_and_resumed_at_once() {
    var ran = verb("pause", "--all", "--for", "30m", "--reason", "incident 4711");
    drill.ecs("UpdateService", "{'cluster':'tracecat-demo','service':'client','desiredCount':7}");

    held(drill.berth("apply"));

    assertThat(ran.out()).containsSubsequence("client: paused until ", "web: paused until ");
    assertThat(drill.service("client").whole("desiredCount")).contains(7);
    assertThat(drill.berth("diff").out()).contains("incident 4711 (client and web)");
    var resumed = settled(verb("resume", "--all"));
    assertThat(resumed.out()).isEqualTo("client: goes on\nweb: goes on\n");
    settled(drill.berth("apply"));
    assertThat(drill.service("client").whole("desiredCount")).contains(2);
  }

  @Test
  void a_paused_job_is_run_by_name_alone_and_stays_paused() {
    drill.write(
        "migrate.yaml",
        """
        apiVersion: berth.dev/v1
        kind: Job
        metadata: {name: migrate}
        spec:
          launchType: FARGATE
          networkConfiguration:
            awsvpcConfiguration: {subnets: [subnet-1]}
          taskDefinition:
            containerDefinitions: [{name: migrate, image: "migrate:1"}]
        """);
    drill.script("{\"match\": {\"container\": \"migrate\"}, \"outcome\": {\"exit\": {}}}");
    settled(drill.berth("apply"));
    pause("migrate", "--for", "1h", "--reason", "a restore is under way");
    drill.edit("migrate.yaml", "migrate:1", "migrate:2");

    held(drill.berth("apply"));
    int before = drill.calls("RunTask");
    settled(drill.run(List.of("job", "run", "migrate", folder.toString(), "-e", "demo")));
    drill.edit("migrate.yaml", "migrate:2", "migrate:3");
    held(drill.berth("apply"));
    settled(verb("resume", "migrate"));
    settled(drill.berth("apply"));

    assertThat(before).isEqualTo(1);
    assertThat(drill.calls("RunTask")).isEqualTo(3);
  }

  @Test
  void retry_puts_right_what_drifted_and_tells_the_operator_to_begin_anew() {
    assertThat(verb("retry", "web").code()).isEqualTo(2);
    drill.ecs("UpdateService", "{'cluster':'tracecat-demo','service':'web','desiredCount':7}");

    var ran = settled(verb("retry", "web"));

    assertThat(ran.out()).startsWith("web: what drifted is put right again\n");
    assertThat(drill.service("web").whole("desiredCount")).contains(2);
    assertThat(drill.tags("web")).containsKey("berth:retried");
    drill.advance(Duration.ofHours(2));
    settled(drill.berth("apply"));
    assertThat(drill.tags("web")).doesNotContainKey("berth:retried");
  }

  @Test
  void what_cannot_be_paused_is_said() {
    drill.write("new.yaml", service("new", ""));

    assertThat(pause("new", "--for", "1h", "--reason", "x").err())
        .isEqualTo(
            "berth: no service or Job new of this environment is there; there are: client, web\n");
    assertThat(pause("web", "--for", "1h", "--reason", "why; not").err())
        .startsWith("berth: --reason: `;` cannot stand in a tag; ");
    assertThat(pause("web", "--for", "1h", "--reason", "x".repeat(300)).code()).isEqualTo(2);
    assertThat(pause("web", "--for", "a while", "--reason", "x").err())
        .isEqualTo("berth: --for: 'a while' is no time; write it as 90s, 30m or 2h\n");
    assertThat(drill.tags("web")).doesNotContainKey("berth:pause");
  }

  private Ran pause(String name, String... options) {
    return verb("pause", name, options);
  }

  private Ran verb(String verb, String name, String... options) {
    var words = new ArrayList<>(List.of(verb, name, folder.toString(), "-e", "demo"));
    words.addAll(List.of(options));
    return drill.run(words);
  }

  private static Ran held(Ran ran) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    return ran;
  }

  private static Ran settled(Ran ran) {
    assertThat(ran.code()).as(ran.text()).isZero();
    return ran;
  }
}
