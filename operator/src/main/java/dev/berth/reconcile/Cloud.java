package dev.berth.reconcile;

import dev.berth.model.EnvironmentSpec;

/// One account and region, as the calls for one environment reach it.
public interface Cloud extends AutoCloseable {
  ParameterSource parameters();

  ImageDigests images();

  SecretVersions secrets();

  /// @param forbidden why no call that writes may start, asked just before each
  EcsApi ecs(EnvironmentSpec environment, Interrupt forbidden);

  /// The right to write there.
  Lease lease();

  /// Known before the manifests could be parsed, as it is for when they cannot.
  LastGood lastGood();

  /// From now on the calls are for this commit, as CloudTrail tells.
  void serving(Commit commit);

  /// All that was spent on it so far.
  Spent spent();

  @Override
  void close();
}
