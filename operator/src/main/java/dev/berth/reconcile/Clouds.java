package dev.berth.reconcile;

import dev.berth.manifest.ParameterNeeds;

/// Opens the account and region that an environment is in.
@FunctionalInterface
public interface Clouds {
  /// @throws EcsFailure when there is no region, or no way in
  Cloud open(ParameterNeeds needs);
}
