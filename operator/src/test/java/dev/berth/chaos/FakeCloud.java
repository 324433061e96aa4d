package dev.berth.chaos;

import dev.berth.model.EnvironmentSpec;
import dev.berth.reconcile.Cloud;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.EcsApi;
import dev.berth.reconcile.ImageDigests;
import dev.berth.reconcile.Interrupt;
import dev.berth.reconcile.LastGood;
import dev.berth.reconcile.Lease;
import dev.berth.reconcile.ParameterSource;
import dev.berth.reconcile.SecretVersions;
import dev.berth.reconcile.Spent;
import java.util.Optional;

/// The real calls, beside a lease and a memory of the simulation's own.
record FakeCloud(Cloud cloud, FakeLease only, Memory memory) implements Cloud {
  /// Which commit was good last; outlives every process.
  static final class Memory implements LastGood {
    private final Remote remote;
    private Optional<String> kept = Optional.empty();

    Memory(Remote remote) {
      this.remote = remote;
    }

    @Override
    public Optional<String> commit() {
      return kept;
    }

    @Override
    public void keep(String commit) {
      kept = Optional.of(commit);
    }

    Optional<Push> kept() {
      return kept.map(remote::named);
    }
  }

  @Override
  public ParameterSource parameters() {
    return cloud.parameters();
  }

  @Override
  public ImageDigests images() {
    return cloud.images();
  }

  @Override
  public SecretVersions secrets() {
    return cloud.secrets();
  }

  @Override
  public EcsApi ecs(EnvironmentSpec environment, Interrupt forbidden) {
    return cloud.ecs(environment, forbidden);
  }

  @Override
  public Lease lease() {
    return only;
  }

  @Override
  public LastGood lastGood() {
    return memory;
  }

  @Override
  public void serving(Commit commit) {
    cloud.serving(commit);
  }

  @Override
  public Spent spent() {
    return cloud.spent();
  }

  @Override
  public void close() {
    cloud.close();
  }
}
