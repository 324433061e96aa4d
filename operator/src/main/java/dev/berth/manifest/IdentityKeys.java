package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.model.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// By which fields the elements of a list are told apart.
final class IdentityKeys {
  private static final TreeMap<String, List<String>> KEYS = new TreeMap<>();

  static {
    """
    containerDefinitions name
    initContainers name
    environment name
    secrets name
    environmentFiles value
    portMappings containerPort
    mountPoints containerPath
    volumesFrom sourceContainer
    dependsOn containerName
    ulimits name
    systemControls namespace
    extraHosts hostname
    resourceRequirements type
    volumes name
    loadBalancers containerName containerPort
    serviceRegistries registryArn
    capacityProviderStrategy capacityProvider
    defaultCapacityProviderStrategy capacityProvider
    services portName
    secretOptions name
    volumeConfigurations name
    lifecycleHooks hookTargetArn
    settings name
    tags key
    """
        .lines()
        .map(line -> List.of(line.split(" ")))
        .forEach(words -> KEYS.put(words.getFirst(), words.subList(1, words.size())));
  }

  private IdentityKeys() {}

  /// The identity of one element of the list at a path; empty where the list has none.
  static Optional<String> of(Path list, Node element) {
    var names = keys(list);
    if (names.isEmpty() || !(element instanceof Mapping mapping)) return Optional.empty();
    var words = names.stream().map(name -> mapping.text(name).orElse("")).toList();
    if (words.stream().allMatch(String::isEmpty)) return Optional.empty();
    return Optional.of(words.stream().collect(Collectors.joining("/")));
  }

  /// The path of one element: by identity, or by its number for what has none.
  static Path element(Path list, Node element, int index) {
    return list.element(of(list, element).orElse(Integer.toString(index)));
  }

  /// A list written as a mapping by identity: the elements with their keys filled in.
  static Optional<String> single(Path list) {
    var names = keys(list);
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  private static List<String> keys(Path list) {
    var steps = new ArrayList<>(list.steps());
    if (steps.isEmpty() || !(steps.getLast() instanceof Path.Step.Name(var name))) return List.of();
    if (name.equals("dependsOn") && steps.size() < 4) return List.of();
    return KEYS.getOrDefault(name, List.of());
  }

  /// The scalar that states an identity.
  static Scalar scalar(String identity, Node.Entry entry) {
    return Scalar.text(identity, entry.key());
  }
}
