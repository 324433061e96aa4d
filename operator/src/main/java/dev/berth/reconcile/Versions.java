package dev.berth.reconcile;

import dev.berth.model.EnvironmentSpec;
import java.util.Arrays;
import java.util.Optional;

/// Whether a Berth is new enough for an environment.
public final class Versions {
  private Versions() {}

  /// Why it may not write there; empty when it may.
  ///
  /// @param version that Berth's own
  public static Optional<String> tooOld(String version, EnvironmentSpec environment) {
    return environment
        .minimumVersion()
        .filter(minimum -> older(version, minimum))
        .map(minimum ->
            "environment %s asks for Berth %s or newer, this is %s; update it"
                .formatted(environment.name(), minimum, version));
  }

  public static boolean older(String version, String minimum) {
    return Arrays.compare(numbers(version), numbers(minimum)) < 0;
  }

  private static int[] numbers(String version) {
    var plain = version.replaceAll("[-+].*", "");
    return Arrays.stream(plain.split("\\."))
        .mapToInt(part -> part.matches("\\d{1,9}") ? Integer.parseInt(part) : 0)
        .toArray();
  }
}
