package dev.berth.model;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// A time in which the operator may write, or may not.
///
/// @param schedule when it begins: minute, hour, day, month and day of the week, as cron has them
/// @param services names with `*` for any characters; everything where there is none
public record SyncWindow(
    Kind kind, String schedule, Duration duration, ZoneId zone, List<String> services) {
  public enum Kind {
    ALLOW,
    /// Goes before every window that allows.
    DENY
  }

  public SyncWindow {
    services = List.copyOf(services);
  }

  /// Whether it is about that resource: one that scales a service goes by the service's name.
  public boolean covers(ResourceKey key) {
    var name = key.ofService().orElse(key).name();
    return services.isEmpty() || services.stream().anyMatch(glob -> matches(glob, name));
  }

  private static boolean matches(String glob, String name) {
    var parts = List.of(glob.split("\\*", -1));
    if (parts.size() == 1) return glob.equals(name);
    int at = parts.getFirst().length();
    if (!name.startsWith(parts.getFirst())) return false;
    for (var part : parts.subList(1, parts.size() - 1)) {
      int found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length();
    }
    return name.length() >= at + parts.getLast().length() && name.endsWith(parts.getLast());
  }
}
