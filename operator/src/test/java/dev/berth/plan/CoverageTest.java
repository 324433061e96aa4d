package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class CoverageTest {
  /// What Fargate refuses, or Berth does not write yet.
  private static final List<String> NOT_YET_MAPPED =
      """
      containerDefinitions[].credentialSpecs
      containerDefinitions[].disableNetworking
      containerDefinitions[].dnsSearchDomains
      containerDefinitions[].dnsServers
      containerDefinitions[].dockerSecurityOptions
      containerDefinitions[].extraHosts[].hostname
      containerDefinitions[].extraHosts[].ipAddress
      containerDefinitions[].hostname
      containerDefinitions[].links
      containerDefinitions[].linuxParameters.devices[].containerPath
      containerDefinitions[].linuxParameters.devices[].hostPath
      containerDefinitions[].linuxParameters.devices[].permissions
      containerDefinitions[].linuxParameters.maxSwap
      containerDefinitions[].linuxParameters.sharedMemorySize
      containerDefinitions[].linuxParameters.swappiness
      containerDefinitions[].linuxParameters.tmpfs[].containerPath
      containerDefinitions[].linuxParameters.tmpfs[].mountOptions
      containerDefinitions[].linuxParameters.tmpfs[].size
      containerDefinitions[].privileged
      containerDefinitions[].resourceRequirements[].type
      containerDefinitions[].resourceRequirements[].value
      deploymentConfiguration.lifecycleHooks[].hookDetails
      inferenceAccelerators[].deviceName
      inferenceAccelerators[].deviceType
      ipcMode
      loadBalancers[].loadBalancerName
      placementConstraints[].expression
      placementConstraints[].type
      placementStrategy[].field
      placementStrategy[].type
      proxyConfiguration.containerName
      proxyConfiguration.properties[].name
      proxyConfiguration.properties[].value
      proxyConfiguration.type
      volumes[].dockerVolumeConfiguration.autoprovision
      volumes[].dockerVolumeConfiguration.driver
      volumes[].dockerVolumeConfiguration.driverOpts
      volumes[].dockerVolumeConfiguration.labels
      volumes[].dockerVolumeConfiguration.scope
      volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter
      volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.domain
      volumes[].fsxWindowsFileServerVolumeConfiguration.fileSystemId
      volumes[].fsxWindowsFileServerVolumeConfiguration.rootDirectory
      volumes[].host.sourcePath
      """
          .lines()
          .toList();

  /// Said to a call and kept nowhere: the call's own business, or Berth's.
  private static final List<String> OF_THE_CALL =
      List.of(
          "clientToken",
          "cluster",
          "forceNewDeployment",
          "service",
          "serviceName",
          "tags[].key",
          "tags[].value",
          "taskDefinition");

  @Test
  void every_leaf_of_the_requests_is_mapped_or_named_here() {
    var task = unmapped(TaskFields.TABLE, RegisterTaskDefinitionRequest.builder().build());
    var create = unmapped(ServiceFields.ALONE, CreateServiceRequest.builder().build());
    var update = unmapped(ServiceFields.ALONE, UpdateServiceRequest.builder().build());

    var all = new TreeSet<String>();
    Stream.of(task, create, update).forEach(all::addAll);
    assertThat(all).containsExactlyElementsOf(NOT_YET_MAPPED);
  }

  @Test
  void every_row_is_a_member_that_a_request_has() {
    assertThat(strangers(TaskFields.TABLE, RegisterTaskDefinitionRequest.builder().build()))
        .isEmpty();
    assertThat(strangers(ServiceFields.ALONE, CreateServiceRequest.builder().build())).isEmpty();
  }

  @Test
  void every_row_has_the_type_that_the_sdk_has() {
    assertThat(mistaken(TaskFields.TABLE, RegisterTaskDefinitionRequest.builder().build()))
        .isEmpty();
    assertThat(mistaken(ServiceFields.ALONE, CreateServiceRequest.builder().build())).isEmpty();
  }

  private static List<String> mistaken(FieldTable table, SdkPojo request) {
    var shapes = SdkLeaves.shapes(request);
    return shapes.keySet().stream()
        .filter(path -> table.row(path).filter(row -> !row.dropped()).isPresent())
        .filter(path -> !word(table.row(path).orElseThrow()).equals(shapes.get(path)))
        .toList();
  }

  private static String word(FieldRow row) {
    return switch (row.shape()) {
      case FieldRow.Shape.One(var kind) -> kind.name();
      case FieldRow.Shape.Many(_, var kind) -> "list of " + kind;
      case FieldRow.Shape.Names _ -> "map";
      case FieldRow.Shape.Elements _, FieldRow.Shape.Group _, FieldRow.Shape.Dropped _ -> "";
    };
  }

  private static List<String> unmapped(FieldTable table, SdkPojo request) {
    var leaves = new ArrayList<>(SdkLeaves.of(request));
    leaves.removeAll(OF_THE_CALL);
    var unmapped = leaves.stream().filter(leaf -> table.row(leaf).isEmpty()).toList();
    System.out.printf(
        "coverage: %s: %d of %d leaves mapped%n",
        request.getClass().getSimpleName(), leaves.size() - unmapped.size(), leaves.size());
    return unmapped;
  }

  /// Rows that no leaf, and nothing above a leaf, has.
  private static List<String> strangers(FieldTable table, SdkPojo request) {
    var leaves = SdkLeaves.of(request);
    return table.rows().stream()
        .filter(row -> !row.dropped())
        .map(FieldRow::path)
        .filter(path -> leaves.stream().noneMatch(leaf -> leaf.equals(path) || above(path, leaf)))
        .toList();
  }

  private static boolean above(String path, String leaf) {
    return leaf.startsWith(path + ".") || leaf.startsWith(path + "[]");
  }
}
