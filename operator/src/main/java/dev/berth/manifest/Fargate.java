package dev.berth.manifest;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Value;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What runs on Fargate, and the sizes it has. Source: ECS developer guide, task definition
/// parameters for Fargate, task size.
final class Fargate {
  private static final String WORD = "FARGATE";

  /// CPU units, then MiB: from, to, in steps of.
  private static final String SIZES =
      """
      256 512 512 512
      256 1024 2048 1024
      512 1024 4096 1024
      1024 2048 8192 1024
      2048 4096 16384 1024
      4096 8192 30720 1024
      8192 16384 61440 4096
      16384 32768 122880 8192
      """;

  private static final List<Integer> WINDOWS = List.of(1024, 2048, 4096);

  private static final TreeMap<Integer, TreeSet<Integer>> MEMORY = new TreeMap<>();

  static {
    for (var line : SIZES.lines().toList()) {
      var numbers = List.of(line.split(" ")).stream().map(Integer::valueOf).toList();
      var memory = MEMORY.computeIfAbsent(numbers.getFirst(), _ -> new TreeSet<>());
      IntStream.iterate(numbers.get(1), m -> m <= numbers.get(2), m -> m + numbers.get(3))
          .forEach(memory::add);
    }
  }

  private Fargate() {}

  static boolean runs(Value.Fields service, EnvironmentSpec environment) {
    var launch = service.text("launchType");
    if (launch.isPresent()) return launch.get().equals(WORD);
    if (!service.items("capacityProviderStrategy").isEmpty()) return all(service);
    if (takes(service.fields("taskDefinition"))) return true;
    return environment.cluster().settings().each("defaultCapacityProviderStrategy").stream()
        .anyMatch(Fargate::provider);
  }

  /// Whether ECS holds the definition against what Fargate can run.
  static boolean takes(Value.Fields definition) {
    return definition.items("requiresCompatibilities").contains(word());
  }

  private static boolean all(Value.Fields service) {
    return service.each("capacityProviderStrategy").stream().allMatch(Fargate::provider);
  }

  static boolean provider(Value.Fields item) {
    return item.text("capacityProvider").filter(name -> name.startsWith(WORD)).isPresent();
  }

  private static Value word() {
    return Value.of(WORD);
  }

  static List<Integer> cpus(String family) {
    return family.startsWith("WINDOWS") ? WINDOWS : List.copyOf(MEMORY.keySet());
  }

  static TreeSet<Integer> memory(int cpu) {
    return new TreeSet<>(MEMORY.getOrDefault(cpu, new TreeSet<>()));
  }
}
