package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.InProcess.Ran;
import dev.berth.manifest.ManifestFile;
import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;

/// The environment `many`, and what its earlier roll-outs left behind.
final class Attic {
  static final String OWNER = "acme-platform/many";

  final Simulator simulator = Simulator.stepped(7);
  final EcsClient ecs = Clients.ecs(simulator);
  List<ManifestFile> files;

  Attic(int services) {
    files = ManyServices.of(services);
  }

  Ran berth(String verb, String... options) {
    var words = new ArrayList<>(List.of(verb, "many"));
    words.addAll(List.of(options));
    return new InProcess(simulator, files).berth(words.toArray(String[]::new));
  }

  void settled() {
    var ran = berth("apply", "-q");
    assertThat(ran.code()).as(ran.text()).isZero();
    simulator.advance(Duration.ofMinutes(5));
  }

  /// A revision as an earlier roll-out left it.
  String registered(String family, String image) {
    return ecs.registerTaskDefinition(request(family, image)).taskDefinition().taskDefinitionArn();
  }

  private static RegisterTaskDefinitionRequest request(String family, String image) {
    var port = PortMapping.builder().containerPort(8080).build();
    return RegisterTaskDefinitionRequest.builder()
        .family(family)
        .cpu("256")
        .memory("512")
        .networkMode(NetworkMode.AWSVPC)
        .requiresCompatibilitiesWithStrings("FARGATE")
        .containerDefinitions(
            ContainerDefinition.builder().name("main").image(image).portMappings(port).build())
        .tags(tag("berth:owner", OWNER), tag("berth:key", "service/" + family))
        .build();
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
