package dev.berth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          DB_PASSWORD           | hunter2                         | true
          db_password           | hunter2                         | true
          PASSWORD              | ${x}                            | true
          API_KEY               | abc123def                       | true
          TRACECAT__SERVICE_KEY | abc123def                       | false
          GITHUB_TOKEN          | ghp_abcdef                      | true
          USER_AUTH_SECRET      | s3cr3t                          | true
          DB_PASS               | hunter2                         | true
          DB_PASS__ARN          | hunter2                         | false
          MIN_PASSWORD_LENGTH   | 12                              | false
          DB_PASSWORD           | 12345678                        | false
          USE_TOKEN             | true                            | false
          DB_PASSWORD           | ""                              | false
          DB_PASSWORD           | arn:aws:secretsmanager:x:1:s    | false
          AWS_SECRET            | /prod/db/password               | false
          TOKENIZER             | fast                            | false
          REDIS_URL             | redis://:hunter2@redis:6379     | true
          DATABASE_URL          | postgres://u:p@db/app           | true
          DATABASE_URL          | postgresql+asyncpg://u:p@db/app | true
          DATABASE_URL          | jdbc:mysql://u:hunter2@db/app   | true
          DATABASE_URL          | postgres://db/app               | false
          DATABASE_URL          | postgres://u@db/app             | false
          SITE                  | https://example.com/a:b@c       | false
          ANYTHING              | AKIAIOSFODNN7EXAMPLE            | true
          ANYTHING              | -----BEGIN RSA PRIVATE KEY----- | true
          ANYTHING              | a word                          | false
          """)
  void a_plain_secret_is_known_by_its_name_or_by_what_it_looks_like(
      String name, String value, boolean secret) {
    var want =
        container(
            "\"environment\": [{\"name\": \"%s\", \"value\": \"%s\"}]".formatted(name, value));

    var faults = PlainSecrets.of(want).toList();

    assertThat(!faults.isEmpty()).isEqualTo(secret);
    if (value.length() > 4) assertThat(faults.toString()).doesNotContain(value);
  }

  @ParameterizedTest
  @CsvSource({
    "web, true",
    "web:latest, true",
    "web:1.2, false",
    "host:5000/web, true",
    "host:5000/team/web:1.2, false",
    "web@sha256:00, false",
    "web:latest@sha256:00, false"
  })
  void an_image_without_a_tag_of_its_own_moves(String image, boolean moves) {
    var want = container("\"image\": \"" + image + "\"");

    assertThat(Images.latest(want)).hasSize(moves ? 1 : 0);
  }

  @Test
  void settings_are_found_where_they_stand() {
    var bare =
        service(
            """
            {"enableExecuteCommand": true, "desiredCount": 1,
             "networkConfiguration": {"awsvpcConfiguration": {"assignPublicIp": "ENABLED"}},
             "taskDefinition": {"containerDefinitions": [{"name": "app", "privileged": true}]}}
            """);

    assertThat(faults(bare))
        .containsExactly(
            "privileged taskDefinition.containerDefinitions[app].privileged",
            "public-address networkConfiguration.awsvpcConfiguration.assignPublicIp",
            "shell enableExecuteCommand",
            "no-way-back deploymentConfiguration.deploymentCircuitBreaker",
            "single-task desiredCount",
            "writable-root taskDefinition.containerDefinitions[app].readonlyRootFilesystem");
  }

  @Test
  void a_careful_service_has_no_fault() {
    var careful =
        service(
            """
            {"desiredCount": 2,
             "deploymentConfiguration":
               {"deploymentCircuitBreaker": {"enable": true, "rollback": true}},
             "taskDefinition": {"containerDefinitions":
               [{"name": "app", "image": "app:1", "readonlyRootFilesystem": true}]}}
            """);

    assertThat(faults(careful)).isEmpty();
  }

  @Test
  void a_daemon_and_a_blue_green_service_have_other_ways_back() {
    var daemon = service("{\"schedulingStrategy\": \"DAEMON\"}");
    var green = service("{\"deploymentConfiguration\": {\"strategy\": \"BLUE_GREEN\"}}");

    assertThat(Settings.noWayBack(daemon)).isEmpty();
    assertThat(Settings.singleTask(daemon)).isEmpty();
    assertThat(Settings.noWayBack(green)).isEmpty();
  }

  @Test
  void names_are_told_apart() {
    assertThat(Policy.ALL).extracting(Policy::name).doesNotHaveDuplicates();
  }

  private static List<String> faults(Wanted want) {
    return Policy.ALL.stream()
        .flatMap(p -> p.faults().apply(want).map(f -> p.name() + " " + f.path()))
        .toList();
  }

  private static Wanted container(String members) {
    return service(
        "{\"taskDefinition\": {\"containerDefinitions\": [{\"name\": \"app\", " + members + "}]}}");
  }

  private static Wanted service(String json) {
    return new Wanted(ResourceKey.service("web"), (Fields) Json.parse(json), Wiring.NONE);
  }
}
