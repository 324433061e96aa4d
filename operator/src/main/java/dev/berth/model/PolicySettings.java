package dev.berth.model;

import dev.berth.model.Finding.Origin;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How strict an environment is.
///
/// @param levels by the policy's name; one that is not named has its own level
public record PolicySettings(SortedMap<String, Level> levels, List<Exemption> exemptions) {
  public static final PolicySettings NONE = new PolicySettings(new TreeMap<>(), List.of());

  public enum Level {
    /// Blocks the resource, and so what depends on it.
    DENY,
    WARN,
    OFF
  }

  /// A resource that a policy passes over, until the end of a day.
  ///
  /// @param resource its name, or as a diff shows it, with its kind: `job/migrate`
  public record Exemption(
      String policy, String resource, LocalDate until, String reason, Origin place) {

    public boolean covers(ResourceKey key) {
      return resource.equals(key.name()) || resource.equals(key.toString());
    }

    public boolean over(LocalDate today) {
      return today.isAfter(until);
    }
  }

  public PolicySettings {
    levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
    exemptions = List.copyOf(exemptions);
  }
}
