package dev.berth.cli;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.DynamoLease;
import dev.berth.aws.EcrImages;
import dev.berth.aws.InProcessHttp;
import dev.berth.aws.SdkChronicle;
import dev.berth.aws.SdkEcsApi;
import dev.berth.aws.SdkEstate;
import dev.berth.aws.SdkReferences;
import dev.berth.aws.SecretLooks;
import dev.berth.aws.SsmParameters;
import dev.berth.cli.Loading.Loaded;
import dev.berth.model.Desired;
import dev.berth.plan.Allowance;
import dev.berth.plan.Durations;
import dev.berth.plan.Plan;
import dev.berth.reconcile.Chronicle;
import dev.berth.reconcile.Convergence;
import dev.berth.reconcile.EcsApi;
import dev.berth.reconcile.Estate;
import dev.berth.reconcile.Following;
import dev.berth.reconcile.Hand;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.Patience;
import dev.berth.reconcile.PatientChronicle;
import dev.berth.reconcile.PatientEcs;
import dev.berth.reconcile.PatientEstate;
import dev.berth.reconcile.Reconciler;
import dev.berth.reconcile.References;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.reconcile.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The manifests and the account, brought together for one command.
final class Connection implements AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LOCAL_INTERVAL = Duration.ofMillis(500);

  private Outside outside;
  private Optional<DynamoLease> lease = Optional.empty();
  private final Common common;
  private final AwsClients clients;
  private final AwsSettings settings;
  private final Loaded loaded;
  private final boolean loopback;
  private final Patience patience;
  private final EcsApi ecs;

  private Connection(
      Outside outside, Common common, AwsSettings settings, AwsClients clients, Loaded loaded) {
    this.settings = settings;
    this.loopback = settings.loopback();
    this.outside = outside;
    this.common = common;
    this.clients = clients;
    this.patience = patience(outside, common, settings);
    this.loaded = loaded;
    this.ecs = new PatientEcs(new SdkEcsApi(clients, loaded.desired().environment()), patience);
  }

  /// The same with what services follow looked up, beside their manifests.
  private Connection following() {
    var images = new EcrImages(clients);
    var secrets = new SecretLooks(clients);
    var followed =
        Following.of(
            loaded.desired(),
            names -> patience.call(() -> images.digests(names)),
            names -> patience.call(() -> secrets.versions(names)));
    var warnings = new ArrayList<>(loaded.warnings());
    warnings.addAll(followed.warnings());
    var known = new Loaded(followed.desired(), warnings);
    return new Connection(outside, common, settings, clients, known);
  }

  static Connection open(Outside outside, Common common, String path) {
    var connection = stated(outside, common, path).following();
    connection.warn();
    return connection;
  }

  /// With the world as the manifests have it: what they follow is not looked up.
  static Connection stated(Outside outside, Common common, String path) {
    var loading = new Loading(outside, common);
    var asked = loading.ask(path);
    var settings =
        settings(outside, common, asked.needs().region()).as(asked.needs().authority().role());
    var clients = new AwsClients(settings);
    var parameters = new SsmParameters(clients, outside.variable("BERTH_SSM_PREFIX"));
    var loaded = loading.load(path, asked, parameters);
    Versions.tooOld(Version.text(), loaded.desired().environment())
        .ifPresent(why -> {
          throw new Problem(Exit.INVALID, List.of(why));
        });
    return new Connection(outside, common, settings, clients, loaded);
  }

  /// Takes the lease of the environment, where it names one: from now on this writes, and nobody
  /// else does.
  ///
  /// @param what asks, such as `berth apply`
  /// @throws Problem when another has it
  void own(String what) {
    var environment = loaded.desired().environment();
    var table = environment.authority().lease();
    if (table.isEmpty()) return;
    var claiming = new Claiming(outside, common, clients, environment.owner());
    var taken = claiming.take(table.get(), what);
    lease = Optional.of(taken);
    outside = Claiming.under(taken, table.get(), outside);
  }

  /// The command's own, with a lease that is to be kept.
  Outside outside() {
    return outside;
  }

  /// Where the calls of a command go.
  ///
  /// @param stated the region that the manifests name
  static AwsSettings settings(Outside outside, Common common, Optional<String> stated) {
    var agent =
        new AwsSettings.Agent(Version.text(), outside.variable("BERTH_REVISION").orElse("local"));
    var settings =
        AwsSettings.of(
            common.endpoint(outside),
            common.region().or(() -> stated),
            agent,
            outside.clock(),
            outside.pause(),
            common.timeout());
    return outside.transport().map(InProcessHttp::new).map(settings::through).orElse(settings);
  }

  static Patience patience(Outside outside, Common common, AwsSettings settings) {
    var end = outside.clock().instant().plus(common.timeout());
    var first = settings.loopback() ? Duration.ofMillis(20) : Duration.ofMillis(500);
    return new Patience(ATTEMPTS, first, () -> outside.clock().instant().isBefore(end));
  }

  Desired desired() {
    return loaded.desired();
  }

  Estate estate() {
    return new PatientEstate(new SdkEstate(clients, loaded.desired().environment()), patience);
  }

  Chronicle chronicle() {
    return new PatientChronicle(
        new SdkChronicle(clients, loaded.desired().environment()), patience);
  }

  /// What could not be seen so far, each in words.
  List<String> unseen() {
    return List.copyOf(clients.unseen());
  }

  boolean loopback() {
    return loopback;
  }

  /// What the manifests refer to, asked for with the same patience.
  References references() {
    var references = new SdkReferences(clients, loaded.desired().environment());
    return all -> patience.call(() -> references.look(all));
  }

  /// The calls so far, and what they waited for where that is worth a word.
  String spent() {
    var calls = Lines.counted(ecs.calls(), "API call");
    var waited = clients.spend().waited();
    if (waited.compareTo(SHORT) <= 0) return calls;
    return calls + ", " + Durations.text(waited) + " waited to spare AWS's request quotas";
  }

  EcsApi ecs() {
    return ecs;
  }

  Reconciler reconciler(Listener listener) {
    return new Reconciler(ecs, outside.interrupt(), listener);
  }

  /// For what somebody asks for by name: a pause hides nothing of it.
  Plan asked(Desired desired) {
    var silent = Listener.silent();
    var hand = Hand.insisting();
    return new Reconciler(ecs, outside.interrupt(), silent, Allowance.NONE, hand)
        .plan(desired, Depth.TAGS);
  }

  Convergence convergence(Listener listener) {
    return convergence(listener, Allowance.NONE, Hand.person());
  }

  Convergence convergence(Listener listener, Allowance allowance, Hand hand) {
    var reconciler = new Reconciler(ecs, outside.interrupt(), listener, allowance, hand);
    return new Convergence(reconciler, outside.clock(), outside.pause(), interval(), listener);
  }

  Duration interval() {
    return outside
        .interval()
        .or(() -> outside.variable("BERTH_POLL").map(t -> Common.duration("BERTH_POLL", t)))
        .orElse(loopback ? LOCAL_INTERVAL : INTERVAL);
  }

  private void warn() {
    if (common.quiet()) return;
    List<String> lines = Findings.lines(loaded.warnings(), common.palette(outside));
    lines.forEach(outside.err()::println);
  }

  @Override
  public void close() {
    lease.ifPresent(DynamoLease::close);
    clients.close();
  }
}
