package dev.berth.reconcile;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.InProcessHttp;
import dev.berth.aws.SdkChronicle;
import dev.berth.aws.SdkEcsApi;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Owner;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action;
import dev.berth.plan.Allowance;
import dev.berth.plan.Orphaning;
import dev.berth.plan.Plan;
import dev.berth.plan.Planner;
import dev.berth.plan.Rollback;
import dev.berth.reconcile.Convergence.Ending;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// One generated world, from its first roll-out through mischief and faults to its end.
final class Life {
  static final int PASSES = 400;
  private static final Duration STEP = Duration.ofSeconds(20);
  private static final Duration BOUND = STEP.multipliedBy(PASSES);
  private static final int ROUNDS = 6;
  private static final int HISTORY = 20;

  private final Dice dice;
  private final Coverage coverage = new Coverage();
  private final Simulator simulator;
  private final Account account;
  private final Watch watch;
  private final Wire wire;
  private final Mischief mischief;
  private final Wishes wishes;
  private final Depth depth;
  private final TreeSet<String> approvals = new TreeSet<>();
  private int races;

  /// Whether who holds plans remembers nothing.
  private boolean pure = true;

  private String latest = "";
  private Own own;

  private Life(long seed) {
    this.dice = new Dice(seed);
    this.simulator = Simulator.stepped(seed);
    this.account = new Account(simulator);
    this.watch = new Watch(account, approvals);
    this.wire = new Wire(account, watch, dice, coverage);
    this.mischief = new Mischief(account, dice, coverage);
    this.wishes = new Wishes(dice);
    this.own = Own.of(new Dice(-seed));
    watch.runsAs(own);
    this.depth = dice.in(30) ? Depth.REFRESH : Depth.TAGS;
  }

  /// @param broken the rule that did not hold, and where
  record Told(long seed, Optional<String> broken, Coverage coverage) {}

  static Told of(long seed) {
    var life = new Life(seed);
    life.live();
    return new Told(seed, life.watch.broken(), life.coverage);
  }

  private void live() {
    var first = wishes.first();
    account(first);
    try (var clients = new AwsClients(settings())) {
      var ecs = new SdkEcsApi(clients, first.environment());
      var mending = new Mending(account, dice, wishes, ecs, new TreeSet<>(), approvals);
      mending.script();
      if (dice.in(15)) operated(ecs, first, dice.between(2, 9));
      if (dice.in(85)) some(ecs, first, dice.between(2, 25));
      if (dice.in(30)) operated(ecs, first, dice.between(2, 20));
      if (dice.in(12)) orphan(ecs, first);
      var want = wishes.later(first);
      for (int i = dice.between(0, 3); i > 0; i--) {
        mischief.once(dice.in(50) ? first : want);
        simulator.advance(Duration.ofSeconds(dice.between(0, 400)));
      }
      if (dice.in(30)) mischief.unwanted(want);
      wire.faulty(dice.in(40) ? dice.between(3, 25) : 0);
      races = dice.in(40) ? 15 : 0;
      some(ecs, want, dice.between(0, 12));
      wire.faulty(0);
      races = 0;
      if (dice.in(12)) back(ecs, new SdkChronicle(clients, first.environment()), want);
      settle(ecs, want, mending);
    }
  }

  /// What is there before Berth comes: homes that it expects, and at times one that it does not.
  private void account(Desired first) {
    var environment = first.environment();
    if (environment.cluster().origin() == Origin.EXPECTED || dice.in(3)) {
      var name = Value.of(environment.cluster().name());
      account.ecs("CreateCluster", environment.cluster().settings().with("clusterName", name));
    }
    if (environment.namespace().orElseThrow().origin() == Origin.EXPECTED || dice.in(3)) {
      account.cloudMap("CreateHttpNamespace", Fields.EMPTY.with("Name", Value.of("mesh")));
    }
    simulator.advance(Duration.ofMinutes(1));
  }

  private AwsSettings settings() {
    return AwsSettings.of(
            Optional.of(URI.create("http://127.0.0.1:1")),
            Optional.of("us-east-1"),
            new AwsSettings.Agent("test", "generated"),
            simulator::now,
            simulator::advance)
        .through(new InProcessHttp(wire));
  }

  /// Some passes, whatever comes of them.
  private void some(EcsApi ecs, Desired want, int passes) {
    var reconciler = reconciler(ecs);
    for (int pass = 0; pass < passes && watch.broken().isEmpty(); pass++) {
      try {
        reconciler.pass(want, depth);
      } catch (EcsFailure e) {
        coverage.count("Ending", "failed pass");
      }
      rest();
    }
  }

  /// Some passes of the operator, with people who approve, and at times somebody who fights with
  /// it.
  private void operated(EcsApi ecs, Desired want, int passes) {
    var synced = new SyncDice(dice).of(want);
    var hand = new OperatorHand();
    hand.runsAs(own.self());
    var reconciler = new Reconciler(ecs, this::stop, this::hear, Allowance.NONE, hand);
    boolean fight = dice.in(30);
    pure = false;
    for (int pass = 0; pass < passes && watch.broken().isEmpty(); pass++) {
      try {
        reconciler.pass(synced, depth);
      } catch (EcsFailure e) {
        coverage.count("Ending", "failed pass");
      }
      if (dice.in(60)) hand.waiting().plan().ifPresent(hand::approve);
      if (fight && pass % 2 == 1) mischief.fight(want);
      rest();
    }
    pure = true;
  }

  /// As `berth orphan` does, with what runs.
  private void orphan(EcsApi ecs, Desired want) {
    var plan = reconciler(ecs).plan(want, depth);
    for (var live : plan.observed().live().values()) {
      if (!(live instanceof LiveService service) || !(live.owner() instanceof Owner.Ours)) continue;
      apply(ecs, plan, Orphaning.of(service, plan.observed()));
      coverage.count("By hand", "ORPHANED");
      return;
    }
  }

  /// As `berth rollback` does, with the first service that ran something else before.
  private void back(EcsApi ecs, Chronicle chronicle, Desired want) {
    var plan = reconciler(ecs).plan(want, depth);
    for (var wanted : plan.desired().wanted().values()) {
      var have = plan.observed().service(wanted.key());
      if (have.isEmpty()) continue;
      var past = chronicle.rollouts(wanted.key(), HISTORY);
      var actions =
          switch (Rollback.of(wanted, have.get(), plan, past, Optional.empty())) {
            case Rollback.Verdict.Back(_, var calls, _) -> calls;
            case Rollback.Verdict.There(_, var calls) -> calls;
            case Rollback.Verdict.Refused _ -> List.<Action>of();
          };
      if (actions.isEmpty()) continue;
      watch.goesBack(wanted.key().name());
      apply(ecs, plan, actions);
      coverage.count("By hand", "WENT_BACK");
      return;
    }
  }

  private void apply(EcsApi ecs, Plan plan, List<Action> actions) {
    var asked = new Plan(plan.desired(), plan.observed(), plan.waves(), plan.changes(), actions);
    new Executor(ecs, this::stop, Listener.silent()).apply(asked);
    for (var action : actions) coverage.count("Action", action.getClass().getSimpleName());
  }

  private void rest() {
    simulator.advance(Duration.ofSeconds(dice.between(5, 120)));
  }

  private void settle(EcsApi ecs, Desired first, Mending mending) {
    var want = first;
    for (int round = 0; round < ROUNDS && watch.broken().isEmpty(); round++) {
      var convergence = convergence(ecs);
      var ending = convergence.run(want, depth, BOUND);
      coverage.count("Ending", ending.getClass().getSimpleName());
      switch (ending) {
        case Ending.Settled(var last) -> {
          new Ends(account, watch).settled(last.plan());
          quiet(ecs, want);
          return;
        }
        case Ending.Held _ -> want = held(ecs, convergence, want, mending);
        case Ending.Interrupted _ -> {}
        case Ending.TimedOut _, Ending.Contended _, Ending.Refused _, Ending.Moved _ ->
            watch.breaks("no end: " + ending.getClass().getSimpleName() + told(ending));
      }
    }
    watch.breaks("still held after " + ROUNDS + " rounds of mending: " + latest);
  }

  private Reconciler reconciler(EcsApi ecs) {
    return new Reconciler(ecs, this::stop, this::hear, Allowance.NONE, Hand.of(own.self()));
  }

  private Convergence convergence(EcsApi ecs) {
    var reconciler =
        new Reconciler(ecs, this::stop, this::hear, new Allowance(approvals), Hand.of(own.self()));
    return new Convergence(reconciler, simulator::now, _ -> rest(), STEP, Listener.silent());
  }

  private static String told(Ending ending) {
    var refused = ending instanceof Ending.Refused(_, var failure) ? failure.toString() : "";
    return " " + refused + " " + Shuffle.sketch(ending.last().plan());
  }

  /// What was held still is when all that can move has moved; then people come.
  private Desired held(EcsApi ecs, Convergence convergence, Desired want, Mending mending) {
    simulator.advance(Duration.ofMinutes(30));
    var ending = convergence.run(want, depth, BOUND);
    if (!(ending instanceof Ending.Held(var last))) return want;
    var plan = last.plan();
    new Ends(account, watch).held(plan);
    mending.heldAgain(plan).ifPresent(watch::breaks);
    own = own.after(plan);
    watch.runsAs(own);
    return watch.broken().isPresent() ? want : mending.mend(plan);
  }

  /// Once more: no difference, and nothing is written.
  private void quiet(EcsApi ecs, Desired want) {
    int before = wire.writes();
    var pass = reconciler(ecs).pass(want, Depth.TAGS);
    if (pass.plan().differs()) watch.breaks("settled, and yet: " + Shuffle.sketch(pass.plan()));
    if (wire.writes() > before) watch.breaks("settled, and yet something was written");
  }

  private Optional<String> stop() {
    return watch.broken();
  }

  private void hear(Event event) {
    if (!(event instanceof Event.Planned(var plan))) return;
    watch.planned(plan);
    latest = Shuffle.sketch(plan);
    coverage.count(plan);
    var keys =
        plan.changes().stream()
            .map(change -> change.key())
            .filter(key -> !key.scales() || plan.desired().wanted().containsKey(key))
            .sorted()
            .toList();
    var all = new TreeSet<>(plan.desired().wanted().keySet());
    if (plan.desired().environment().sync().prune() == Habit.ON) {
      plan.observed().strays().known().forEach(stray -> all.add(stray.key()));
    }
    if (!keys.equals(List.copyOf(all))) watch.breaks("not one verdict a key: " + keys);
    if (pure && dice.in(10)) shuffled(plan);
    Ends.inPlace(plan).ifPresent(watch::breaks);
    Ends.denied(plan).ifPresent(watch::breaks);
    own.early(plan).ifPresent(watch::breaks);
    if (dice.in(races)) watch.disturb(mischief.once(plan.desired()));
  }

  private void shuffled(Plan plan) {
    var shuffle = new Shuffle(dice);
    var allowance = new Allowance(approvals);
    var free =
        Planner.plan(
            shuffle.of(plan.desired()), shuffle.of(plan.observed()), allowance, own.self());
    var other = Hand.person().held(free);
    if (!Shuffle.sketch(other).equals(Shuffle.sketch(plan))) {
      watch.breaks("another order of the input gives another plan: " + Shuffle.sketch(other));
    }
  }
}
