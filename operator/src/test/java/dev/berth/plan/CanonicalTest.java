package dev.berth.plan;

import static dev.berth.plan.Texts.fields;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-03")
class CanonicalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # sent                                            | returned
          {'cpu': '1 vCPU', 'memory': '2GB'}                | {'cpu': '1024', 'memory': '2048'}
          {'cpu': '.25 vcpu', 'memory': '0.5 GB'}           | {'cpu': '256', 'memory': '512'}
          {'cpu': 1024}                                     | {'cpu': '1024'}
          {}                                                | {'networkMode': 'bridge'}
          {'requiresCompatibilities': ['EC2', 'FARGATE']}   | {'requiresCompatibilities': ['FARGATE', 'EC2']}
          {}                                                | {'compatibilities': ['EC2', 'FARGATE'], 'requiresAttributes': [{'name': 'a'}]}
          {'taskRoleArn': 'api'}                            | {'taskRoleArn': 'arn:aws:iam::1:role/team/api'}
          {'executionRoleArn': 'api'}                       | {'executionRoleArn': 'arn:aws:iam::1:role/api'}
          {'volumes': [{'name': 'v'}]}                      | {'volumes': [{'name': 'v', 'host': {}}]}
          {'volumes': [{'name': 'v', 'efsVolumeConfiguration': {'fileSystemId': 'fs-1'}}]} | \
          {'volumes': [{'name': 'v', 'efsVolumeConfiguration': {'fileSystemId': 'fs-1', 'rootDirectory': '/', 'transitEncryption': 'DISABLED'}}]}
          {}                                                | {'volumes': [], 'placementConstraints': []}
          {}                                                | {'enableFaultInjection': false, 'tags': []}
          {}                                                | {'status': 'ACTIVE', 'revision': 3, 'registeredAt': 1.5, 'registeredBy': 'arn:x', 'taskDefinitionArn': 'arn:y'}
          {'volumes': [{'name': 'v', 'dockerVolumeConfiguration': {'labels': {'a': 'b'}}}]} | \
          {'volumes': [{'name': 'v', 'dockerVolumeConfiguration': {'labels': {'a': 'b'}, 'scope': 'task', 'driver': 'local', 'autoprovision': false}}]}
          {'volumes': [{'name': 'v', 'dockerVolumeConfiguration': {'labels': {'a': 'b'}, 'scope': '', 'driver': ''}}]} | \
          {'volumes': [{'name': 'v', 'dockerVolumeConfiguration': {'labels': {'a': 'b'}}}]}
          {'proxyConfiguration': {'containerName': 'e', 'properties': [{'name': 'B', 'value': '2'}, {'name': 'A', 'value': '1'}]}} | \
          {'proxyConfiguration': {'type': 'APPMESH', 'containerName': 'e', 'properties': [{'name': 'A', 'value': '1'}, {'name': 'B', 'value': '2'}]}}
          {'placementConstraints': [{'type': 'memberOf', 'expression': 'b'}, {'type': 'memberOf', 'expression': 'a'}]} | \
          {'placementConstraints': [{'type': 'memberOf', 'expression': 'a'}, {'type': 'memberOf', 'expression': 'b'}]}
          {}                                                | {'runtimePlatform': {'cpuArchitecture': 'X86_64', 'operatingSystemFamily': 'LINUX'}}
          """)
  void a_task_definition_is_the_same_as_what_ecs_returns_for_it(String sent, String returned) {
    var expected = Canonical.task(fields(sent));

    assertThat(Canonical.task(fields(returned))).isEqualTo(expected);
    assertThat(Canonical.task(expected)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # sent                                            | returned
          {}                                                | {'cpu': 0, 'essential': true}
          {}                                                | {'portMappings': [], 'environment': [], 'mountPoints': [], 'volumesFrom': [], 'systemControls': []}
          {'portMappings': [{'containerPort': 80}]}         | {'portMappings': [{'containerPort': 80, 'hostPort': 80, 'protocol': 'tcp'}]}
          {'portMappings': [{'containerPort': 80, 'hostPort': 0, 'protocol': ''}]} | {'portMappings': [{'containerPort': 80, 'hostPort': 80, 'protocol': 'tcp'}]}
          {'healthCheck': {'command': ['CMD', 'x']}}        | {'healthCheck': {'command': ['CMD', 'x'], 'interval': 30, 'timeout': 5, 'retries': 3}}
          {}                                                | {'ulimits': [], 'environmentFiles': [], 'dockerSecurityOptions': []}
          {'logConfiguration': {'logDriver': 'awslogs'}}    | {'logConfiguration': {'logDriver': 'awslogs', 'secretOptions': []}}
          {'linuxParameters': {'capabilities': {'drop': ['ALL']}}} | {'linuxParameters': {'capabilities': {'add': [], 'drop': ['ALL']}}}
          {'restartPolicy': {'enabled': true}}              | {'restartPolicy': {'enabled': true, 'ignoredExitCodes': [], 'restartAttemptPeriod': 300}}
          {'restartPolicy': {'enabled': false, 'restartAttemptPeriod': 60}} | {}
          {}                                                | {'versionConsistency': 'enabled'}
          {'stopTimeout': 30}                               | {}
          {'environment': [{'name': 'B', 'value': '2'}, {'name': 'A', 'value': '1'}]} | {'environment': [{'name': 'A', 'value': '1'}, {'name': 'B', 'value': '2'}]}
          {'secrets': [{'name': 'B', 'valueFrom': 'y'}, {'name': 'A', 'valueFrom': 'x'}]} | {'secrets': [{'name': 'A', 'valueFrom': 'x'}, {'name': 'B', 'valueFrom': 'y'}]}
          {'memory': '1 GB', 'cpu': '0.5 vCPU'}             | {'memory': 1024, 'cpu': 512}
          {'firelensConfiguration': {'type': 'fluentbit'}}  | {'firelensConfiguration': {'type': 'fluentbit'}, 'user': '0'}
          {'links': ['b', 'a']}                             | {'links': ['a', 'b']}
          {}                                                | {'links': [], 'dnsServers': [], 'privileged': false, 'disableNetworking': false}
          {'extraHosts': [{'hostname': 'b', 'ipAddress': '2'}, {'hostname': 'a', 'ipAddress': '1'}]} | {'extraHosts': [{'hostname': 'a', 'ipAddress': '1'}, {'hostname': 'b', 'ipAddress': '2'}]}
          {'linuxParameters': {'devices': [{'hostPath': '/dev/a'}]}} | {'linuxParameters': {'devices': [{'hostPath': '/dev/a', 'containerPath': '/dev/a', 'permissions': ['read', 'write', 'mknod']}], 'tmpfs': []}}
          {'linuxParameters': {'tmpfs': [{'containerPath': '/t', 'size': 1, 'mountOptions': ['rw', 'noexec']}]}} | {'linuxParameters': {'tmpfs': [{'containerPath': '/t', 'size': 1, 'mountOptions': ['noexec', 'rw']}]}}
          {'linuxParameters': {'maxSwap': 5}}               | {'linuxParameters': {'maxSwap': 5, 'swappiness': 60}}
          {'mountPoints': [{'sourceVolume': 'v', 'containerPath': 'd'}]} | {'mountPoints': [{'sourceVolume': 'v', 'containerPath': 'd', 'readOnly': false}]}
          """)
  void a_container_is_the_same_as_what_ecs_returns_for_it(String sent, String returned) {
    var expected = Canonical.task(fields(container(sent)));

    assertThat(Canonical.task(fields(container(returned)))).isEqualTo(expected);
    assertThat(Canonical.task(expected)).isEqualTo(expected);
  }

  private static String container(String members) {
    var named =
        members.equals("{}") ? "{'name': 'c'}" : members.replaceFirst("\\{", "{'name': 'c', ");
    return "{'networkMode': 'awsvpc', 'containerDefinitions': [" + named + "]}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # sent                                            | returned
          {}                                                | {'deploymentConfiguration': {'maximumPercent': 200, 'minimumHealthyPercent': 100, 'strategy': 'ROLLING', 'bakeTimeInMinutes': 0, 'deploymentCircuitBreaker': {'enable': false, 'rollback': false}, 'alarms': {'alarmNames': [], 'enable': false, 'rollback': false}}}
          {'capacityProviderStrategy': [{'capacityProvider': 'FARGATE'}]} | {'capacityProviderStrategy': [{'capacityProvider': 'FARGATE', 'weight': 1, 'base': 0}]}
          {}                                                | {'platformVersion': 'LATEST', 'platformFamily': 'Linux'}
          {'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['b', 'a']}}} | {'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['a', 'b'], 'securityGroups': [], 'assignPublicIp': 'DISABLED'}}}
          {}                                                | {'loadBalancers': [], 'serviceRegistries': [], 'placementConstraints': [], 'placementStrategy': [], 'events': []}
          {}                                                | {'schedulingStrategy': 'REPLICA', 'deploymentController': {'type': 'ECS'}}
          {}                                                | {'enableECSManagedTags': false, 'enableExecuteCommand': false, 'propagateTags': 'NONE', 'healthCheckGracePeriodSeconds': 0}
          {}                                                | {'roleArn': 'arn:aws:iam::1:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'}
          {'role': 'ecs'}                                   | {'roleArn': 'arn:aws:iam::1:role/ecs'}
          {}                                                | {'createdBy': 'arn:x', 'createdAt': 1, 'resourceManagementType': 'CUSTOMER', 'currentServiceDeployment': 'arn:y', 'tags': []}
          {'taskDefinition': {}}                            | {'taskDefinition': 'arn:aws:ecs:r:1:task-definition/a:1'}
          {'placementStrategy': [{'type': 'spread', 'field': 'host'}, {'type': 'binpack', 'field': 'MEMORY'}]} | {'placementStrategy': [{'type': 'spread', 'field': 'instanceId'}, {'type': 'binpack', 'field': 'memory'}]}
          {}                                                | {'serviceConnectConfiguration': {'enabled': false}}
          {'serviceConnectConfiguration': {'enabled': true, 'services': [{'portName': 'p'}]}} | {'serviceConnectConfiguration': {'enabled': true, 'services': [{'portName': 'p', 'discoveryName': 'p', 'clientAliases': []}]}}
          {'deploymentConfiguration': {'strategy': 'LINEAR'}} | {'deploymentConfiguration': {'strategy': 'LINEAR', 'linearConfiguration': {'stepPercent': 10, 'stepBakeTimeInMinutes': 6}}}
          {}                                                | {'deploymentConfiguration': {'strategy': 'ROLLING', 'linearConfiguration': {'stepPercent': 20}}}
          """)
  void a_service_is_the_same_as_what_ecs_returns_for_it(String sent, String returned) {
    var expected = Canonical.service(fields(sent));

    assertThat(Canonical.service(fields(returned))).isEqualTo(expected);
    assertThat(Canonical.service(expected)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'image': 'a:1'}                                  | {'image': 'docker.io/library/a:1'}
          {'command': ['a', 'b']}                           | {'command': ['b', 'a']}
          {'dnsServers': ['a', 'b']}                        | {'dnsServers': ['b', 'a']}
          {'user': '0'}                                     | {}
          {'linuxParameters': {'devices': [{'hostPath': '/dev/a', 'permissions': ['read']}]}} | {'linuxParameters': {'devices': [{'hostPath': '/dev/a'}]}}
          {'environment': [{'name': 'A', 'value': ''}]}     | {}
          {'environment': [{'name': 'A', 'value': '1.0'}]}  | {'environment': [{'name': 'A', 'value': '1'}]}
          {'logConfiguration': {'options': {'mode': 'non-blocking'}}} | {'logConfiguration': {'options': {'mode': 'blocking'}}}
          {'portMappings': [{'containerPort': 53}]}         | {'portMappings': [{'containerPort': 53, 'protocol': 'udp'}]}
          """)
  void what_means_something_else_stays_different(String one, String other) {
    assertThat(Canonical.task(fields(container(one))))
        .isNotEqualTo(Canonical.task(fields(container(other))));
  }

  @Test
  void on_a_bridge_a_host_port_is_a_choice() {
    var free = "{'containerDefinitions': [{'name': 'c', 'portMappings': [{'containerPort': 80}]}]}";
    var dynamic = free.replace("80}", "80, 'hostPort': 0}");
    var chosen = free.replace("80}", "80, 'hostPort': 80}");

    assertThat(Canonical.task(fields(dynamic))).isEqualTo(Canonical.task(fields(free)));
    assertThat(Canonical.task(fields(chosen))).isNotEqualTo(Canonical.task(fields(free)));
  }

  @Test
  void the_details_of_a_hook_are_what_they_say_as_a_text_as_well() {
    var hook = "{'deploymentConfiguration': {'lifecycleHooks': [{'hookTargetArn': 'a', %s}]}}";
    var object = fields(hook.formatted("'hookDetails': {'b': [1], 'a': 'x'}"));
    var text = fields(hook.formatted("'hookDetails': '{\\'a\\': \\'x\\', \\'b\\': [1.0]}'"));
    var other = fields(hook.formatted("'hookDetails': '{no JSON'"));

    assertThat(Canonical.service(text)).isEqualTo(Canonical.service(object));
    assertThat(ServiceRequest.create(text)).isEqualTo(ServiceRequest.create(object));
    assertThat(Canonical.service(other)).isEqualTo(other);
  }

  @Test
  void a_member_that_nobody_knows_is_kept() {
    var news = fields("{'news': {'a': [{'b': 1}, {}], 'empty': {}}}");

    assertThat(Canonical.task(news)).isEqualTo(fields("{'news': {'a': [{'b': 1}, {}]}}"));
  }
}
