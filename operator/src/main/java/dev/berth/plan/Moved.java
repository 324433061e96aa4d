package dev.berth.plan;

import java.util.List;

/// Something that is not as a saved plan found it, or as the plan leaves it.
///
/// @param what a resource's key, or what was read beside the resources
/// @param how one line each: `desiredCount: 2 → 5`
public record Moved(String what, List<String> how) {
  public Moved {
    how = List.copyOf(how);
  }
}
