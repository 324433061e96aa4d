package dev.berth.chaos;

import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.reconcile.Coverage;
import dev.berth.reconcile.Next;
import dev.berth.reconcile.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The life of one seed: a time in which everything goes wrong, then a calm in which the world must
/// come to rest as the last good commit says, and stay.
final class Story {
  static final int LEAST_CALLS = 100;
  static final int LEAST_FAULTS = 3;

  /// Passes of all processes from the calm on until the world is at rest, after each commit.
  static final int BOUND = 500;

  private static final int ROUNDS = 5;
  private static final int MOST_ROUNDS = 40;
  private static final Duration DAY = Duration.ofDays(1);

  /// Six hours after a sweep the next visit is another one, and visits are four hours apart.
  private static final Duration SWEEP = Duration.ofHours(11);

  private static final Duration LONG = Duration.ofHours(12);
  private static final Duration GLANCE = Duration.ofMinutes(2);

  private final World world;
  private final Wishes wishes;
  private final List<Integer> passes = new ArrayList<>();

  /// @param broken the rule that did not hold
  /// @param passes how many passes each way to rest took
  /// @param last the end of its tale, where a rule did not hold: ten thousand others are too many
  record Told(
      long seed,
      Optional<String> broken,
      Coverage coverage,
      int calls,
      int faults,
      List<Integer> passes,
      String hash,
      List<String> last) {}

  private Story(long seed) {
    world = new World(seed);
    wishes = new Wishes(world.dice());
  }

  static Told of(long seed) {
    var story = new Story(seed);
    story.live();
    var world = story.world;
    var broken = world.rules().broken();
    return new Told(
        seed,
        broken,
        world.coverage(),
        world.calls(),
        world.weather().faults(),
        List.copyOf(story.passes),
        world.tale().hash(),
        broken.isEmpty() ? List.of() : world.tale().last());
  }

  private void live() {
    push(Push.Kind.GOOD, wishes.first());
    world.replicas(world.dice().in(50) ? 2 : 1);
    for (int round = 0; round < MOST_ROUNDS && world.rules().broken().isEmpty(); round++) {
      if (round >= ROUNDS && enough()) break;
      new Trouble(world, wishes).round();
    }
    calm();
    if (world.rules().broken().isEmpty()) rest();
    if (!enough()) world.rules().breaks("a seed of few calls or faults");
  }

  private boolean enough() {
    return world.calls() >= LEAST_CALLS && world.weather().faults() >= LEAST_FAULTS;
  }

  private void push(Push.Kind kind, Wish wish) {
    world.remote().push(kind, wish);
    world.coverage().count("Commit", kind.name());
  }

  private void calm() {
    world.tale().tell(world.now() + " calm");
    world.weather().clear();
    world.remote().well();
    var head = world.remote().head();
    boolean kept = !head.good() && world.memory().kept().isPresent() && world.dice().in(30);
    boolean read = head.kind() == Push.Kind.BROKEN || head.kind() == Push.Kind.INVALID;
    if (kept && read && applies(world.memory().kept().get())) return;
    if (!head.good() || !applies(head)) push(Push.Kind.GOOD, wishes.applied(head.wish()));
  }

  private static boolean applies(Push push) {
    return push.wish().mode() == Mode.APPLY;
  }

  private void rest() {
    boolean settled = settles();
    if (!settled && world.rules().broken().isEmpty()) {
      held();
      if (world.strangers().hidden()) world.run(SWEEP);
      quiet(Duration.ofHours(5));
      mend();
      if (!settles()) world.rules().breaks("no rest after all was mended: " + told());
    }
    if (world.rules().broken().isEmpty()) stays();
  }

  /// What does not come to rest has a reason that people can see.
  private void held() {
    var wish = expected().wish();
    // Who is asked to look every four hours can miss how a Job ended: ECS forgets it after one.
    boolean lost = told().contains("reason=JobLost");
    boolean doomed = !wish.doomed().isEmpty() || failing(wish);
    boolean strange = !world.strangers().touched(wish).isEmpty();
    boolean littered = wish.prune() == Habit.ON && world.facts().unwanted(wish).size() > 1;
    world.coverage().count("Held", doomed ? "FAILING" : strange ? "STRANGE" : "OTHER");
    if (!doomed && !strange && !littered && !lost)
      world.rules().breaks("no rest, for no reason: " + told());
  }

  private static boolean failing(Wish wish) {
    return wish.migration().filter(tag -> !Wish.succeeds(tag)).isPresent();
  }

  private void mend() {
    var wish = wishes.mended(world.remote().head().wish());
    world.strangers().mend(wish);
    world.rules().disturb("");
    push(Push.Kind.GOOD, wish);
  }

  private boolean settles() {
    int before = world.passes();
    var begin = world.now();
    var end = begin.plus(LONG);
    while (world.now().isBefore(end) && world.rules().broken().isEmpty()) {
      world.run(GLANCE);
      if (!settled(begin)) continue;
      int took = world.passes() - before;
      passes.add(took);
      if (took > BOUND) world.rules().breaks("it took " + took + " passes to come to rest");
      return true;
    }
    return false;
  }

  private boolean settled(Instant since) {
    return standing()
        .filter(standing -> standing.at().isAfter(since))
        .flatMap(Standing::seen)
        .filter(seen -> seen.next() instanceof Next.Settled)
        .filter(seen -> seen.commit().id().equals(expected().id()))
        .isPresent();
  }

  /// The newest commit that was good; where a later one is not, what was kept counts.
  private Push expected() {
    var head = world.remote().head();
    return head.good() ? head : world.memory().kept().orElseThrow();
  }

  /// Of who may write.
  private Optional<Standing> standing() {
    return world.replicas().stream()
        .filter(r -> world.lease().of(r.process(), world.now()))
        .findFirst()
        .or(() -> Optional.of(world.replicas().getFirst()))
        .flatMap(Replica::standing);
  }

  private String told() {
    return standing().map(s -> s.conditions().toString()).orElse("no visit");
  }

  /// Nothing is written where there is nothing to do, or nothing that may be done.
  private void quiet(Duration time) {
    int before = world.simulator().callLog().writes().size();
    world.run(time);
    int after = world.simulator().callLog().writes().size();
    if (after > before) world.rules().breaks("at rest, and yet " + (after - before) + " writes");
  }

  private void stays() {
    world.alone();
    if (world.strangers().hidden()) {
      world.run(SWEEP);
      settles();
    }
    var wish = expected().wish();
    new Ends(world).settled(wish, world.remote().head().good());
    quiet(DAY);
    new Ends(world).settled(wish, world.remote().head().good());
    world.coverage().count("End", "RESTED");
  }
}
