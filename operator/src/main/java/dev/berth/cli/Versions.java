package dev.berth.cli;

import dev.berth.model.EnvironmentSpec;
import java.util.Arrays;
import java.util.List;

/// Whether this Berth is new enough for an environment.
final class Versions {
  private Versions() {}

  static void check(EnvironmentSpec environment) {
    environment
        .minimumVersion()
        .filter(minimum -> older(Version.text(), minimum))
        .ifPresent(minimum -> {
          throw new Problem(
              Exit.INVALID,
              List.of(
                  "environment %s asks for Berth %s or newer, this is %s; update it"
                      .formatted(environment.name(), minimum, Version.text())));
        });
  }

  static boolean older(String version, String minimum) {
    return Arrays.compare(numbers(version), numbers(minimum)) < 0;
  }

  private static int[] numbers(String version) {
    var plain = version.replaceAll("[-+].*", "");
    return Arrays.stream(plain.split("\\."))
        .mapToInt(part -> part.matches("\\d{1,9}") ? Integer.parseInt(part) : 0)
        .toArray();
  }
}
