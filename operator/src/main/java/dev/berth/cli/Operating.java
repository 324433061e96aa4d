package dev.berth.cli;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.Buckets;
import dev.berth.aws.DynamoLease;
import dev.berth.aws.InProcessHttp;
import dev.berth.aws.SdkCloud;
import dev.berth.aws.SqsBells;
import dev.berth.controller.Operator;
import dev.berth.controller.Pace;
import dev.berth.manifest.ParameterNeeds;
import dev.berth.reconcile.Bells;
import dev.berth.reconcile.Cloud;
import dev.berth.reconcile.ManifestSource;
import dev.berth.reconcile.Patience;
import dev.berth.reconcile.Upkeep;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/// The operator, wired to the world.
///
/// @param region over what the environments say
/// @param watch between two looks at what moves; empty for the default
record Operating(
    Outside outside,
    Optional<URI> endpoint,
    Optional<String> region,
    Duration poll,
    Duration resync,
    Optional<Duration> watch) {
  /// As many environments can be looked at at once: one that hangs delays no other.
  static final int THREADS = 64;

  private static final int ATTEMPTS = 4;
  private static final Duration WATCH = Duration.ofSeconds(5);
  private static final Duration LOCAL_WATCH = Duration.ofMillis(500);
  private static final Duration ATTEMPT = Duration.ofSeconds(30);

  Operator operator(ManifestSource source, SortedSet<String> chosen) {
    return operator(source, chosen, Hearing.NOBODY);
  }

  Operator operator(ManifestSource source, SortedSet<String> chosen, Hearing hearing) {
    var buckets = new Buckets(outside.clock(), outside.pause());
    var setup =
        new Upkeep.Setup(
            needs -> cloud(needs, buckets),
            source,
            Loading.overrides(outside.variables()),
            outside.clock(),
            outside.interrupt(),
            Version.text(),
            OwnService.of(outside, this::settings));
    return new Operator(
        new Operator.Wiring(
            source,
            chosen,
            name -> new Upkeep(name, setup, hearing.environments().apply(name)),
            hearing.environments(),
            hearing.source(),
            outside.clock(),
            pace()));
  }

  Pace pace() {
    var usual = settings(Optional.empty()).loopback() ? LOCAL_WATCH : WATCH;
    var often = watch.or(outside::interval).orElse(usual);
    return new Pace(poll, often, resync, outside.chance());
  }

  /// @param queue that ECS's events are sent to
  Bells bells(String queue) {
    return new SqsBells(new AwsClients(in(SqsBells.region(queue).or(() -> region))), queue);
  }

  /// @param buckets which environments of one account and region share
  private Cloud cloud(ParameterNeeds needs, Buckets buckets) {
    var settings = settings(needs.region()).as(needs.authority().role()).sharing(buckets);
    var first = settings.loopback() ? Duration.ofMillis(20) : Duration.ofMillis(500);
    var patience = new Patience(ATTEMPTS, first, () -> outside.interrupt().reason().isEmpty());
    var clients = new AwsClients(settings);
    var prefix = outside.variable("BERTH_SSM_PREFIX");
    return new SdkCloud(clients, patience, prefix, lease(clients, needs));
  }

  /// Known where the manifests are broken, too: the last good commit lies beside it.
  private Optional<DynamoLease> lease(AwsClients clients, ParameterNeeds needs) {
    var table = needs.authority().lease();
    if (table.isEmpty() || needs.owner().isEmpty()) return Optional.empty();
    var holder = new DynamoLease.Holder(outside.process(), "berth run");
    return Optional.of(
        DynamoLease.over(clients, needs.owner().get(), table.get(), holder, outside.monotonic()));
  }

  /// Of what is the operator's own, and no environment's.
  AwsSettings settings() {
    return settings(Optional.empty());
  }

  private AwsSettings settings(Optional<String> stated) {
    return in(region.or(() -> stated));
  }

  private AwsSettings in(Optional<String> place) {
    var agent = new AwsSettings.Agent(Version.text(), "");
    var settings =
        AwsSettings.of(endpoint, place, agent, outside.clock(), outside.pause(), ATTEMPT);
    return outside.transport().map(InProcessHttp::new).map(settings::through).orElse(settings);
  }
}
