package dev.berth.reconcile;

import java.util.SortedMap;

/// Where the values of parameters come from that no manifest states.
@FunctionalInterface
public interface ParameterSource {
  /// @param paths where to look, by the parameter's name in the environment
  /// @return the values by the same names, all of them
  /// @throws EcsFailure when one is missing or may not be read
  SortedMap<String, String> resolve(SortedMap<String, String> paths);
}
