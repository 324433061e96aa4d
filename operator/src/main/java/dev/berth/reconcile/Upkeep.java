package dev.berth.reconcile;

import dev.berth.manifest.ParameterNeeds;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.Finding;
import dev.berth.plan.Allowance;
import dev.berth.plan.Itself;
import dev.berth.plan.Self;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.reconcile.Visit.Held;
import dev.berth.reconcile.Wants.Read;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Keeps one environment as its manifests say, a visit at a time.
///
/// What it remembers between visits saves calls, or holds back what was in vain; without it the
/// world comes out the same.
public final class Upkeep implements AutoCloseable {
  /// How often every task definition is read, to find those that were deregistered.
  private static final Duration SWEEP = Duration.ofHours(6);

  private final Setup setup;
  private final Listener listener;
  private final Wants wants;
  private final OperatorHand hand = new OperatorHand();
  private final Lineage lineage = new Lineage();
  private volatile Optional<Opened> opened = Optional.empty();
  private Optional<Bound> bound = Optional.empty();
  private Optional<Instant> swept = Optional.empty();
  private Interrupt newer = Optional::empty;

  /// Whether another had the lease at the last visit.
  private boolean aside;

  /// What all environments of one operator have in common.
  ///
  /// @param overrides values of parameters, over every other source
  /// @param stop why the process is to end
  /// @param version this Berth's own
  /// @param self tells which service it runs as
  public record Setup(
      Clouds clouds,
      ManifestSource source,
      SortedMap<String, String> overrides,
      InstantSource clock,
      Interrupt stop,
      String version,
      Selfhood self) {}

  private record Opened(ParameterNeeds needs, Cloud cloud, Lease lease) {
    boolean reaches(ParameterNeeds others) {
      return needs.region().equals(others.region())
          && needs.owner().equals(others.owner())
          && needs.authority().equals(others.authority());
    }
  }

  /// What was made for one reading of the Environment's own document.
  private record Bound(EnvironmentSpec spec, EcsApi ecs, Self self, Reconciler passes) {}

  public Upkeep(String environment, Setup setup, Listener listener) {
    this.setup = setup;
    this.listener = listener;
    this.wants = new Wants(environment, setup.overrides(), setup.source());
  }

  /// One look, and one pass where that is allowed.
  ///
  /// @param newest what is known of the source
  /// @param newer why its commit is no longer the newest, asked before every action
  public Visit visit(Newest newest, Interrupt newer) {
    this.newer = newer;
    var visit = visit(newest);
    if (!writes(visit)) hand.rest();
    if (visit instanceof Visit.Aside) lineage.standsBy();
    return visit;
  }

  /// Whether what people ask for would be done at the next visit.
  private static boolean writes(Visit visit) {
    return switch (visit) {
      case Visit.Seen seen -> seen.held().isEmpty();
      case Visit.Blind _ -> true;
      case Visit.Aside _, Visit.Unusable _, Visit.Vanished _ -> false;
    };
  }

  private Visit visit(Newest newest) {
    try {
      var other = standingBy();
      if (other.isPresent()) return new Visit.Aside(other.get());
      return read(newest);
    } catch (EcsFailure e) {
      return new Visit.Blind(e.failure());
    }
  }

  private Visit read(Newest newest) {
    return switch (wants.read(newest, today(), this::cloud)) {
      case Read.Good good -> visit(good, newest);
      case Read.Broken(var findings) -> new Visit.Unusable(findings);
      case Read.Gone _ -> new Visit.Vanished();
      case Read.Nothing _ -> new Visit.Unusable(List.of());
    };
  }

  /// Who stands by asks for the lease alone: to know what is wanted costs calls.
  private Optional<Held> standingBy() {
    if (!aside) return Optional.empty();
    return opened.flatMap(o -> o.lease().claim()).map(other -> new Held("StandingBy", other));
  }

  private Visit visit(Read.Good good, Newest newest) {
    var cloud = cloud(good.needs());
    cloud.serving(good.commit());
    var lease = opened.orElseThrow().lease();
    var bound = bound(cloud, lease, good.desired().environment());
    var held = held(good.desired().environment());
    if (held.isPresent()) {
      // Who only looks keeps nobody from writing.
      lease.close();
      lineage.standsBy();
    } else {
      var other = lease.claim();
      aside = other.isPresent();
      if (aside) return new Visit.Aside(new Held("StandingBy", other.get()));
      if (good.broken().isEmpty()) {
        held = lineage.goesOn(cloud.lastGood(), good.commit(), newest.looks());
      } else if (outdated(cloud, good.commit())) {
        return read(newest);
      }
    }
    // On a day without good manifests nobody knows what is wanted no more.
    boolean known = good.broken().isEmpty() && newest.trouble().isEmpty();
    var desired = known ? good.desired() : good.desired().unpruned();
    var followed = Following.of(desired, cloud.images(), cloud.secrets());
    var warnings = new ArrayList<Finding>(good.warnings());
    warnings.addAll(followed.warnings());
    var depth = depth();
    if (held.isPresent()) return looked(good, bound, followed.desired(), held, warnings, depth);
    var pass = bound.passes().pass(followed.desired(), depth);
    warnings.addAll(Itself.findings(bound.self(), pass.plan()));
    return new Visit.Seen(
        good.commit(), pass.plan(), pass.report(), pass.next(), held, good.broken(), warnings);
  }

  /// Until the lease was ours another one could go on to a later commit.
  private static boolean outdated(Cloud cloud, Commit commit) {
    return cloud.lastGood().commit().filter(id -> !id.equals(commit.id())).isPresent();
  }

  private static Visit looked(
      Read.Good good,
      Bound bound,
      Desired desired,
      Optional<Held> held,
      List<Finding> warnings,
      Depth depth) {
    var plan = bound.passes().plan(desired, depth);
    warnings.addAll(Itself.findings(bound.self(), plan));
    var nothing = new Report(List.of());
    var next = Next.from(plan, nothing);
    return new Visit.Seen(good.commit(), plan, nothing, next, held, good.broken(), warnings);
  }

  private Optional<Held> held(EnvironmentSpec spec) {
    var old = Versions.tooOld(setup.version(), spec);
    if (old.isPresent()) return old.map(why -> new Held("TooOld", why));
    if (spec.sync().mode() == Mode.APPLY) return Optional.empty();
    var message = "sync.mode is observe: what differs is shown, and nothing done";
    return Optional.of(new Held("Observing", message));
  }

  private Depth depth() {
    var now = setup.clock().instant();
    if (swept.filter(last -> now.isBefore(last.plus(SWEEP))).isPresent()) return Depth.TAGS;
    swept = Optional.of(now);
    return Depth.REFRESH;
  }

  /// The same one, with the same lease, for as long as region, role and owner are the same.
  private Cloud cloud(ParameterNeeds needs) {
    if (opened.filter(o -> o.reaches(needs)).isEmpty()) {
      close();
      var cloud = setup.clouds().open(needs);
      opened = Optional.of(new Opened(needs, cloud, cloud.lease()));
    }
    return opened.get().cloud();
  }

  private Bound bound(Cloud cloud, Lease lease, EnvironmentSpec spec) {
    if (bound.filter(b -> b.spec().equals(spec)).isEmpty()) {
      var self = setup.self().self();
      var ecs = cloud.ecs(spec, lease::lost);
      Interrupt interrupt = () -> setup.stop().reason().or(lease::lost).or(() -> newer.reason());
      hand.runsAs(self);
      bound = Optional.of(new Bound(spec, ecs, self, passes(ecs, interrupt)));
    }
    return bound.get();
  }

  /// Keeps the lease while nothing is looked at. Any thread may call it, beside a visit.
  ///
  /// @return when to call again; empty where no lease is held that could be lost
  public Optional<Duration> beat() {
    var lease = opened.map(Opened::lease).filter(held -> held.lost().isEmpty());
    var next = lease.flatMap(Lease::beat);
    if (next.isEmpty() || lease.get().claim().isPresent()) return Optional.empty();
    return next;
  }

  private Reconciler passes(EcsApi ecs, Interrupt interrupt) {
    return new Reconciler(ecs, interrupt, listener, Allowance.NONE, hand);
  }

  /// What holds it, for people to approve and to let go.
  public OperatorHand hand() {
    return hand;
  }

  /// What its visits spent so far, since the account was opened.
  public Spent spent() {
    return opened.map(o -> o.cloud().spent()).orElse(Spent.NOTHING);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(setup.clock().instant(), ZoneOffset.UTC);
  }

  /// Gives the lease back, so that another may write at once.
  @Override
  public void close() {
    bound = Optional.empty();
    var former = opened;
    opened = Optional.empty();
    former.ifPresent(o -> {
      o.lease().close();
      o.cloud().close();
    });
  }
}
