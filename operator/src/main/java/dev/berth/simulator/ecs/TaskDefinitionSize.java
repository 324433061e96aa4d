package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// CPU units and MiB of a whole task, and the pairs of them that Fargate has. Source: ECS developer
/// guide, "Fargate task sizes".
record TaskDefinitionSize(int cpu, int memory) {
  private static final Pattern PLAIN = Pattern.compile("\\d{1,9}");
  private static final Pattern VCPU = Pattern.compile("(?i)(\\d{1,6}|\\d{0,6}\\.\\d{1,6})\\s*vcpu");
  private static final Pattern GIGABYTES =
      Pattern.compile("(?i)(\\d{1,6}|\\d{0,6}\\.\\d{1,6})\\s*gb");

  private record Range(int from, int to, int step) {
    boolean holds(int memory) {
      return memory >= from && memory <= to && (memory - from) % step == 0;
    }
  }

  private static final Map<Integer, Range> FARGATE =
      new TreeMap<>(
          Map.of(
              512, new Range(1024, 4096, 1024),
              1024, new Range(2048, 8192, 1024),
              2048, new Range(4096, 16384, 1024),
              4096, new Range(8192, 30720, 1024),
              8192, new Range(16384, 61440, 4096),
              16384, new Range(32768, 122880, 8192)));

  boolean fargate() {
    if (cpu == 256) return memory == 512 || memory == 1024 || memory == 2048;
    var range = FARGATE.get(cpu);
    return range != null && range.holds(memory);
  }

  /// In the documentation since 2026, and refused in the only attempt that is known.
  boolean large() {
    return cpu == 32768 && List.of(61440, 122880, 249856).contains(memory);
  }

  String refusal(Switches switches) {
    var known = "No Fargate configuration exists for given values";
    if (!switches.turned(Switch.FARGATE_SIZE_TEXT)) return known + ".";
    return known + ": %d CPU, %d memory.".formatted(cpu, memory);
  }

  /// Whether Windows runs with so much.
  boolean windows() {
    return cpu >= 1024 && cpu <= 4096;
  }

  static int cpu(String text) {
    return units(text, VCPU, "cpu");
  }

  static int memory(String text) {
    return units(text, GIGABYTES, "memory");
  }

  private static int units(String text, Pattern unit, String member) {
    if (PLAIN.matcher(text).matches()) return Integer.parseInt(text);
    var matcher = unit.matcher(text);
    if (!matcher.matches()) {
      throw ApiError.client("Invalid '" + member + "' setting for task: " + text);
    }
    return new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1024)).intValue();
  }
}
