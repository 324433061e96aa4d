package dev.berth.plan;

import static dev.berth.plan.Texts.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRequestTest {
  @Test
  void a_definition_is_registered_as_stated_with_its_sizes_in_the_apis_spelling() {
    var want =
        fields(
            """
            {'taskDefinition': {
              'cpu': '1 vCPU', 'memory': '2 GB', 'taskRoleArn': 'arn:aws:iam::1:role/a/b',
              'containerDefinitions': [{'name': 'c', 'memory': '1 GB', 'stopTimeout': 30}]}}
            """);

    assertThat(ServiceRequest.definition(want))
        .isEqualTo(
            fields(
                """
                {'cpu': '1024', 'memory': '2048', 'taskRoleArn': 'arn:aws:iam::1:role/a/b',
                 'containerDefinitions': [{'name': 'c', 'memory': 1024, 'stopTimeout': 30}]}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                               | {'desiredCount': 1}
          {'desiredCount': 0}              | {'desiredCount': 0}
          {'taskDefinition': {'cpu': '1'}} | {'desiredCount': 1}
          {'schedulingStrategy': 'DAEMON'} | {'schedulingStrategy': 'DAEMON', 'availabilityZoneRebalancing': 'DISABLED'}
          {'capacityProviderStrategy': [{'capacityProvider': 'A'}, {'capacityProvider': 'B', 'weight': 0}]} | \
          {'capacityProviderStrategy': [{'capacityProvider': 'A', 'weight': 1}, {'capacityProvider': 'B', 'weight': 0}], 'desiredCount': 1}
          """)
  void a_service_is_created_with_what_the_api_needs_to_be_told(String want, String request) {
    assertThat(ServiceRequest.create(fields(want))).isEqualTo(fields(request));
  }

  @ParameterizedTest
  @Tag("R-15")
  @ValueSource(
      strings = {
        "{'deploymentConfiguration': {'maximumPercent': 100}}",
        "{'launchType': 'EXTERNAL'}",
        "{'loadBalancers': [{'loadBalancerName': 'classic'}]}",
        "{'placementStrategy': [{'type': 'binpack', 'field': 'cpu'}]}",
        "{'placementConstraints': [{'expression': 'attribute:ecs.availability-zone == a'}]}"
      })
  void rebalancing_is_off_where_the_rest_does_not_go_with_it(String want) {
    assertThat(ServiceRequest.create(fields(want)).text("availabilityZoneRebalancing"))
        .contains("DISABLED");
  }

  @ParameterizedTest
  @Tag("R-15")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'deploymentConfiguration': {'maximumPercent': 150}}                                    | ''
          {'placementStrategy': [{'type': 'spread', 'field': 'attribute:ecs.availability-zone'}]} | ''
          {'availabilityZoneRebalancing': 'ENABLED', 'launchType': 'EXTERNAL'}                    | ENABLED
          """)
  void elsewhere_rebalancing_is_as_stated(String want, String sent) {
    assertThat(ServiceRequest.create(fields(want)).text("availabilityZoneRebalancing").orElse("''"))
        .isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # want                                      | changed                            | sent
          {'desiredCount': 3, 'propagateTags': 'SERVICE'} | desiredCount                   | {'desiredCount': 3}
          {}                                          | propagateTags                      | {'propagateTags': 'NONE'}
          {}                                          | enableExecuteCommand healthCheckGracePeriodSeconds | {'enableExecuteCommand': false, 'healthCheckGracePeriodSeconds': 0}
          {}                                          | platformVersion                    | {'platformVersion': 'LATEST'}
          {}                                          | loadBalancers[api/80] serviceRegistries[arn:x] | {'loadBalancers': [], 'serviceRegistries': []}
          {}                                          | serviceConnectConfiguration.enabled serviceConnectConfiguration.services[api] | {'serviceConnectConfiguration': {'enabled': false}}
          {'serviceConnectConfiguration': {'enabled': true, 'services': [{'portName': 'a'}]}} | serviceConnectConfiguration.logConfiguration.logDriver | {'serviceConnectConfiguration': {'enabled': true, 'services': [{'portName': 'a'}]}}
          {'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['a']}}} | networkConfiguration.awsvpcConfiguration.assignPublicIp | {'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['a']}}}
          {'launchType': 'FARGATE'}                   | capacityProviderStrategy[FARGATE_SPOT] | {'capacityProviderStrategy': [], 'forceNewDeployment': true}
          {'capacityProviderStrategy': [{'capacityProvider': 'A'}]} | capacityProviderStrategy[A].weight | {'capacityProviderStrategy': [{'capacityProvider': 'A', 'weight': 1}], 'forceNewDeployment': true}
          {'launchType': 'FARGATE', 'role': 'r'}      | launchType role news taskDefinition.cpu | {}
          {'deploymentConfiguration': {'maximumPercent': 150}} | deploymentConfiguration.minimumHealthyPercent | {'deploymentConfiguration': {'maximumPercent': 150, 'minimumHealthyPercent': 100}}
          {'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable': true}}} | deploymentConfiguration.deploymentCircuitBreaker.rollback | {'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable': true, 'rollback': false}}}
          {}                                          | deploymentConfiguration.alarms.alarmNames | {'deploymentConfiguration': {'alarms': {'alarmNames': [], 'enable': false, 'rollback': false}}}
          {}                                          | deploymentConfiguration.lifecycleHooks[arn:h] | {'deploymentConfiguration': {'lifecycleHooks': []}}
          {}                                          | deploymentConfiguration.strategy deploymentConfiguration.linearConfiguration.stepPercent | {'deploymentConfiguration': {'strategy': 'ROLLING'}}
          {'deploymentConfiguration': {'strategy': 'CANARY', 'canaryConfiguration': {'canaryPercent': 20}}} | deploymentConfiguration.canaryConfiguration.canaryPercent | {'deploymentConfiguration': {'strategy': 'CANARY', 'canaryConfiguration': {'canaryPercent': 20, 'canaryBakeTimeInMinutes': 10}}}
          """)
  void an_update_says_what_changed_and_resets_what_is_no_longer_said(
      String want, String changed, String sent) {
    var paths = Stream.of(changed.split(" ")).map(Path::of).toList();

    assertThat(ServiceRequest.update(fields(want), paths)).isEqualTo(fields(sent));
  }

  @Test
  @Tag("R-15")
  void rebalancing_is_put_off_with_what_it_does_not_go_with() {
    var want = fields("{'deploymentConfiguration': {'maximumPercent': 100}}");
    var have = fields("{'availabilityZoneRebalancing': 'ENABLED'}");

    var found = FieldDiff.service(want, have);

    var off = Value.of("DISABLED");
    assertThat(found.stream().map(d -> d.path().toString()))
        .containsExactly("availabilityZoneRebalancing", "deploymentConfiguration.maximumPercent");
    assertThat(ServiceRequest.update(want, found.stream().map(Difference::path).toList()))
        .isEqualTo(want.with("availabilityZoneRebalancing", off));
    var put = have.with("availabilityZoneRebalancing", off);
    assertThat(FieldDiff.service(want.without("deploymentConfiguration"), have)).isEmpty();
    assertThat(FieldDiff.service(want, put)).hasSize(1);
  }
}
