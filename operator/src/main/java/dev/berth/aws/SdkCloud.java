package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.reconcile.Cloud;
import dev.berth.reconcile.EcsApi;
import dev.berth.reconcile.ImageDigests;
import dev.berth.reconcile.Interrupt;
import dev.berth.reconcile.LastGood;
import dev.berth.reconcile.Lease;
import dev.berth.reconcile.ParameterSource;
import dev.berth.reconcile.Patience;
import dev.berth.reconcile.PatientEcs;
import dev.berth.reconcile.SecretVersions;
import java.util.Optional;

/// One account and region, on the SDK: each port with the patience that the call deserves.
public final class SdkCloud implements Cloud {
  private final AwsClients clients;
  private final Patience patience;
  private final Optional<String> prefix;

  /// @param prefix under which parameters of Systems Manager may lie; empty for any
  public SdkCloud(AwsClients clients, Patience patience, Optional<String> prefix) {
    this.clients = clients;
    this.patience = patience;
    this.prefix = prefix;
  }

  @Override
  public ParameterSource parameters() {
    var parameters = new SsmParameters(clients, prefix);
    return paths -> patience.call(() -> parameters.resolve(paths));
  }

  @Override
  public ImageDigests images() {
    var images = new EcrImages(clients);
    return names -> patience.call(() -> images.digests(names));
  }

  @Override
  public SecretVersions secrets() {
    var secrets = new SecretLooks(clients);
    return names -> patience.call(() -> secrets.versions(names));
  }

  @Override
  public EcsApi ecs(EnvironmentSpec environment, Interrupt forbidden) {
    return new PatientEcs(new SdkEcsApi(clients, environment), patience);
  }

  @Override
  public Lease lease(EnvironmentSpec environment) {
    return Lease.unshared();
  }

  @Override
  public LastGood lastGood() {
    return LastGood.forgotten();
  }

  @Override
  public void close() {
    clients.close();
  }
}
