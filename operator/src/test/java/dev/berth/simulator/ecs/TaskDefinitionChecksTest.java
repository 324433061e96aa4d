package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// Each row patches a definition that is accepted: what is put into the task, what into its
/// container, and ECS's words of refusal.
class TaskDefinitionChecksTest {
  private static final String GOOD =
      """
      {"family": "web", "cpu": "256", "memory": "512", "networkMode": "awsvpc",
       "requiresCompatibilities": ["FARGATE"], "executionRoleArn": "exec",
       "containerDefinitions": [
         {"name": "web", "image": "web:1"},
         {"name": "init", "image": "web:1", "essential": false, "memory": 32}]}
      """;

  @Test
  void what_every_row_starts_from_is_accepted() {
    assertThatCode(() -> check(Json.parse(GOOD))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'family':'a b'}|{}|Family contains invalid characters",
        "{'networkMode':'bus'}|{}|Invalid networkMode: bus",
        "{'networkMode':'bridge'}|{}|Fargate only supports network mode 'awsvpc'.",
        "{'cpu':null}|{}|Fargate requires that 'cpu' be defined at the task level.",
        "{'memory':null}|{'memory':64}|Fargate requires that 'memory' be defined at the task"
            + " level.",
        "{'memory':null}|{}|At least one of 'memory' or 'memoryReservation' must be specified.",
        "{'cpu':'300'}|{}|No Fargate configuration exists for given values.",
        "{'cpu':'much'}|{}|Invalid 'cpu' setting for task: much",
        "{'memory':'2 MB'}|{}|Invalid 'memory' setting for task: 2 MB",
        "{'ephemeralStorage':{'sizeInGiB':20}}|{}|EphemeralStorage size should be at least 21",
        "{'ephemeralStorage':{'sizeInGiB':201}}|{}|EphemeralStorage size should be at most 200",
        "{'pidMode':'host'}|{}|do not support this pidMode",
        "{'ipcMode':'task'}|{}|do not support ipcMode",
        "{'volumes':[{'name':'v','host':{'sourcePath':'/x'}}]}|{}|do not support sourcePath",
        "{'volumes':[{'name':'v'},{'name':'v'}]}|{}|Volume names must be unique.",
        "{'containerDefinitions':[]}|{}|Container list cannot be empty.",
        "{'executionRoleArn':null}|{'secrets':[{'name':'S','valueFrom':'x'}]}|"
            + "When you are specifying container secrets, you must also specify a value for"
            + " 'executionRoleArn'.",
        "{'executionRoleArn':null}|{'image':'123456789012.dkr.ecr.eu-west-1.amazonaws.com/x'}|"
            + "Fargate requires task definition to have execution role ARN to support ECR images.",
        "{}|{'name':''}|Container.name should not be null or empty.",
        "{}|{'name':'a.b'}|Container name contains invalid characters: 'a.b'.",
        "{}|{'name':'init'}|Container names must be unique within a task definition",
        "{}|{'image':null}|Container.image should not be null or empty.",
        "{}|{'essential':false}|At least one container must be essential.",
        "{}|{'memory':600}|The 'memory' setting for container is greater than for the task.",
        "{}|{'memory':100,'memoryReservation':200}|'memory' should be greater than",
        "{}|{'memoryReservation':600}|The sum of container memoryReservation",
        "{}|{'cpu':300}|The sum of container cpu is greater than the cpu of the task.",
        "{}|{'portMappings':[{'containerPort':80,'hostPort':81}]}|"
            + "When networkMode=awsvpc, the host ports and container ports in port mappings must"
            + " match.",
        "{}|{'portMappings':[{'containerPort':80,'name':'-x'}]}|Invalid port mapping name: '-x'.",
        "{}|{'portMappings':[{'containerPort':80,'appProtocol':'ftp'}]}|Invalid appProtocol: ftp",
        "{}|{'portMappings':[{'containerPort':70000}]}|Invalid container port: 70000",
        "{}|{'healthCheck':{'command':['curl']}}|Health check command must start with CMD",
        "{}|{'healthCheck':{'command':['CMD','x'],'interval':4}}|healthCheck.interval must be",
        "{}|{'healthCheck':{'command':['CMD','x'],'retries':11}}|healthCheck.retries must be",
        "{}|{'stopTimeout':121}|stopTimeout must be between 2 and 120: 121",
        "{}|{'startTimeout':1}|startTimeout must be between 2 and 120: 1",
        "{}|{'restartPolicy':{'enabled':true,'restartAttemptPeriod':5}}|restartAttemptPeriod must",
        "{}|{'mountPoints':[{'sourceVolume':'v'}]}|Unknown volume 'v' in mountPoints.",
        "{}|{'privileged':true}|Fargate compatible task definitions do not support privileged",
        "{}|{'links':['x']}|do not support links",
        "{}|{'disableNetworking':true}|"
            + "Disable Networking is not supported on container when networkMode=awsvpc",
        "{}|{'linuxParameters':{'capabilities':{'add':['NET_ADMIN']}}}|the capability NET_ADMIN",
        "{}|{'linuxParameters':{'swappiness':5}}|do not support swappiness",
        "{}|{'logConfiguration':{'logDriver':'gelf'}}|do not support the log driver gelf",
        "{}|{'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g'}}}|"
            + "Log driver awslogs requires options: awslogs-region",
        "{}|{'dependsOn':[{'containerName':'x','condition':'START'}]}|"
            + "Cannot depend on container x because it does not exist",
        "{}|{'dependsOn':[{'containerName':'init','condition':'SOON'}]}|"
            + "Invalid container dependency condition: 'SOON'.",
        "{}|{'dependsOn':[{'containerName':'web','condition':'SUCCESS'}]}|cannot be an essential",
        "{}|{'dependsOn':[{'containerName':'init','condition':'HEALTHY'}]}|"
            + "A dependency container with HEALTHY condition must have health check configured",
        "{}|{'dependsOn':[{'containerName':'web','condition':'START'}]}|must not be cyclic",
      })
  void what_ecs_refuses_is_refused_in_its_words(String task, String container, String words) {
    var definition = Json.parse(GOOD);
    patch(definition, task);
    var containers = Json.items(definition, "containerDefinitions");
    if (!containers.isEmpty()) patch(containers.getFirst(), container);

    assertThatThrownBy(() -> check(definition))
        .isInstanceOf(ApiError.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'links':[],'dnsServers':[],'privileged':false}",
        "{'dependsOn':[{'containerName':'init','condition':'SUCCESS'}]}",
        "{'linuxParameters':{'capabilities':{'add':['SYS_PTRACE'],'drop':['ALL']}}}",
        "{'portMappings':[{'containerPort':80,'hostPort':80,'name':'web','appProtocol':'grpc'}]}",
      })
  void what_says_nothing_or_is_allowed_is_accepted(String container) {
    var definition = Json.parse(GOOD);
    patch(Json.items(definition, "containerDefinitions").getFirst(), container);

    assertThatCode(() -> check(definition)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "256, 512 1024 2048",
    "512, 1024 2048 3072 4096",
    "1024, 2048 3072 4096 5120 6144 7168 8192",
    "2048, 4096 5120 6144 7168 8192 9216 10240 11264 12288 13312 14336 15360 16384",
    "8192, 16384 20480 24576 28672 32768 36864 40960 45056 49152 53248 57344 61440",
    "16384, 32768 40960 49152 57344 65536 73728 81920 90112 98304 106496 114688 122880",
    "300, ''",
  })
  void fargate_has_these_sizes_and_no_others(int cpu, String memories) {
    var found =
        IntStream.rangeClosed(1, 256)
            .map(n -> n * 512)
            .filter(memory -> new TaskDefinitionSize(cpu, memory).fargate())
            .mapToObj(Integer::toString)
            .toList();

    assertThat(String.join(" ", found)).isEqualTo(memories);
  }

  @ParameterizedTest
  @CsvSource({"1 vCPU,1024", "0.5vcpu,512", ".25 vCPU,256", "2048,2048", "16 VCPU,16384"})
  void cpu_is_told_in_units_or_in_vcpus(String text, int units) {
    assertThat(TaskDefinitionSize.cpu(text)).isEqualTo(units);
  }

  private static void check(ObjectNode definition) {
    var switches = new Switches();
    TaskDefinitionChecks.check(
        TaskDefinitionDefaults.fill(definition, "000000000000", switches), switches);
  }

  private static void patch(ObjectNode target, String members) {
    target.setAll(Json.parse(members.replace('\'', '"')));
  }
}
