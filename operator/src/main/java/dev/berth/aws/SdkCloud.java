package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.reconcile.Cloud;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.EcsApi;
import dev.berth.reconcile.ImageDigests;
import dev.berth.reconcile.Interrupt;
import dev.berth.reconcile.LastGood;
import dev.berth.reconcile.Lease;
import dev.berth.reconcile.ParameterSource;
import dev.berth.reconcile.Patience;
import dev.berth.reconcile.PatientEcs;
import dev.berth.reconcile.SecretVersions;
import dev.berth.reconcile.Spent;
import java.util.Optional;

/// One account and region, on the SDK: each port with the patience that the call deserves.
public final class SdkCloud implements Cloud {
  private final AwsClients clients;
  private final Patience patience;
  private final Optional<String> prefix;
  private final Optional<DynamoLease> lease;

  /// @param prefix under which parameters of Systems Manager may lie; empty for any
  /// @param lease empty where nobody shares the environment
  public SdkCloud(
      AwsClients clients, Patience patience, Optional<String> prefix, Optional<DynamoLease> lease) {
    this.clients = clients;
    this.patience = patience;
    this.prefix = prefix;
    this.lease = lease;
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
    clients.watch().forbidding(forbidden);
    return new PatientEcs(new SdkEcsApi(clients, environment), patience);
  }

  @Override
  public Lease lease() {
    return lease.<Lease>map(held -> held).orElseGet(Lease::unshared);
  }

  @Override
  public LastGood lastGood() {
    return lease.<LastGood>map(held -> held).orElseGet(LastGood::forgotten);
  }

  @Override
  public void serving(Commit commit) {
    clients.serving(commit.id());
  }

  @Override
  public Spent spent() {
    return clients.spend().told();
  }

  @Override
  public void close() {
    clients.close();
  }
}
