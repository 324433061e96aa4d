package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.PastRollout;
import dev.berth.model.Path;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// How a service goes back to content that rolled out before. The skip is written first and
/// names the revision to go back to: whoever goes on after a crash goes to the same one.
public final class Rollback {
  /// What a new deployment is needed for and ECS keeps in a service revision. The platform version
  /// is the resolved one there, which nobody asked for.
  public static final List<String> KEPT =
      List.of(
          "capacityProviderStrategy",
          "loadBalancers",
          "networkConfiguration",
          "serviceConnectConfiguration",
          "serviceRegistries",
          "volumeConfigurations",
          "vpcLatticeConfigurations");

  private static final Rollout FAILED = Rollout.FAILED;

  private final Wanted want;
  private final LiveService have;
  private final Desired desired;
  private final Observed observed;
  private final List<PastRollout> past;
  private final String hash;

  private Rollback(Wanted want, LiveService have, Plan plan, List<PastRollout> past) {
    this.want = want;
    this.have = have;
    this.desired = plan.desired();
    this.observed = plan.observed();
    this.past = past;
    this.hash = SpecHash.content(want.fields());
  }

  public sealed interface Verdict {
    /// @param migrations what may stand in the way; one sentence each
    record Back(String revision, List<Action> actions, List<String> migrations) implements Verdict {
      public Back {
        actions = List.copyOf(actions);
        migrations = List.copyOf(migrations);
      }
    }

    /// That content runs already, or is on its way.
    record There(String revision, List<Action> actions) implements Verdict {
      public There {
        actions = List.copyOf(actions);
      }
    }

    record Refused(String why, Kind kind) implements Verdict {}
  }

  public enum Kind {
    /// Not while things are as they are.
    NOTHING_TO_DO,
    /// The manifests ask for that very content, and no roll-out of it has begun.
    WANTED,
    /// Somebody else is at it.
    CONTENDED
  }

  /// @param past the service's roll-outs, newest first
  /// @param to `<family>:<revision>`; empty for the last good one
  public static Verdict of(
      Wanted want, LiveService have, Plan plan, List<PastRollout> past, Optional<String> to) {
    return new Rollback(want, have, plan, past).judge(to);
  }

  /// Whether nothing of the service is being rolled out any more, well or badly.
  public static boolean ended(Wanted want, LiveService have, Instant now) {
    boolean failed = have.primary().flatMap(p -> p.rollout()).filter(FAILED::equals).isPresent();
    return failed || serves(want, have, now);
  }

  /// Whether what the service names has rolled out to its end.
  public static boolean serves(Wanted want, LiveService have, Instant now) {
    return new Rollouts(want, have, now).completed();
  }

  private Verdict judge(Optional<String> to) {
    if (!(have.owner() instanceof Owner.Ours)) {
      return refused("it is not ours, and nothing is written to it");
    }
    var intent = have.marks().skip().filter(skip -> skip.hash().equals(hash));
    var named = to.or(() -> intent.flatMap(Marks.Skip::back));
    var target = named.isPresent() ? named(named.get()) : lastGood();
    boolean asked = target.filter(this::same).isPresent();
    if (named.isEmpty() && (target.isEmpty() || asked) && foreignRollout()) return contended();
    if (target.isEmpty()) {
      return refused(
          named
              .map(revision -> revision + " was never rolled out to its end here")
              .orElse("there is nothing to go back to: no other content rolled out to its end"));
    }
    if (asked) {
      return named.isPresent()
          ? refused(target.get().revision() + " is what the manifests want")
          : wanted(target.get());
    }
    var definition = target.get().definition().filter(this::ours);
    if (definition.isEmpty()) return refused(target.get().revision() + " is not ours");
    if (definition.get().status() == Definition.Status.INACTIVE) {
      return refused(
          target.get().revision() + " was deregistered, and ECS starts no service from it");
    }
    return back(target.get(), definition.get());
  }

  private static Verdict refused(String why) {
    return new Verdict.Refused(why, Kind.NOTHING_TO_DO);
  }

  private static Verdict wanted(PastRollout target) {
    var why = "the manifests ask for " + target.revision() + " already";
    return new Verdict.Refused(why, Kind.WANTED);
  }

  private Verdict contended() {
    var words = "%s is being rolled out by somebody else; wait for its end";
    return new Verdict.Refused(words.formatted(have.revision()), Kind.CONTENDED);
  }

  private Verdict back(PastRollout target, Definition definition) {
    var paths = paths(target);
    boolean there = paths.isEmpty() && have.taskDefinition().equals(definition.arn());
    if (there) return new Verdict.There(target.revision(), held(target) ? List.of() : hold(target));
    if (foreignRollout()) return contended();
    var actions = new ArrayList<Action>(hold(target));
    var because = "berth rollback to " + target.revision();
    var tags = OwnTags.of(want.key(), desired);
    Optional.ofNullable(definition.marks().tags().get(Marks.HASH))
        .ifPresent(known -> tags.put(Marks.HASH, known));
    actions.add(
        new Action.RegisterTaskDefinition(
            want.key(), definition.fields(), tags, Optional.of(target.revision()), because));
    actions.add(
        new Action.UpdateService(
            want.key(),
            ServiceRequest.update(whole(target), paths),
            Action.Definition.REGISTERED,
            unchanged(),
            because));
    return new Verdict.Back(target.revision(), actions, migrations(target, definition));
  }

  private boolean held(PastRollout target) {
    var back = have.marks().skip().filter(s -> s.hash().equals(hash)).flatMap(Marks.Skip::back);
    return back.equals(Optional.of(target.revision()));
  }

  private List<Action> hold(PastRollout target) {
    var skip = Marks.Skip.back(hash, target.revision());
    var tags = new TreeMap<String, String>();
    tags.put(Marks.SKIP, skip.toString());
    // Tasks that start now have the secrets of now.
    if (!have.taskDefinition().equals(target.deployment().taskDefinition())) {
      tags.putAll(Rotation.rolled(want, have));
    }
    return List.of(new Action.Tag(want.key(), tags, unchanged(), "held by berth rollback"));
  }

  private Expect unchanged() {
    return new Expect.Unchanged(Fingerprint.of(have));
  }

  /// A deployment in flight of what is neither wanted nor was rolled out last.
  private boolean foreignRollout() {
    if (ended(want, have, observed.at())) return false;
    var applied = have.marks().applied().map(Marks.Applied::revision);
    var back = have.marks().skip().flatMap(Marks.Skip::back);
    var running = Optional.of(have.revision());
    return !applied.equals(running) && !back.equals(running);
  }

  /// Several contents may have that revision: then one that the manifests do not want.
  private Optional<PastRollout> named(String revision) {
    var known =
        past.stream()
            .filter(rollout -> rollout.revision().equals(revision))
            .filter(PastRollout::successful)
            .toList();
    return known.stream()
        .filter(rollout -> !same(rollout))
        .findFirst()
        .or(() -> known.stream().findFirst());
  }

  /// The newest one that came to its end and is ours: other than what the manifests want, or where
  /// that was never rolled out, than what runs. What is held is no better than it was.
  private Optional<PastRollout> lastGood() {
    boolean applied = have.marks().applied().filter(a -> a.hash().equals(hash)).isPresent();
    return past.stream()
        .filter(PastRollout::successful)
        .filter(rollout -> rollout.definition().filter(this::ours).isPresent())
        .filter(rollout -> !(applied ? same(rollout) : running(rollout)))
        .filter(rollout -> !held(rollout.definition()))
        .findFirst();
  }

  private boolean held(Optional<Definition> definition) {
    var known = definition.flatMap(d -> Optional.ofNullable(d.marks().tags().get(Marks.HASH)));
    return known.isPresent() && known.equals(have.marks().skip().map(Marks.Skip::hash));
  }

  private boolean ours(Definition definition) {
    var owner = definition.marks().owner();
    return owner.equals(Optional.of(desired.environment().owner()));
  }

  private boolean running(PastRollout rollout) {
    return rollout.deployment().taskDefinition().equals(have.taskDefinition())
        && paths(rollout).isEmpty();
  }

  /// Whether it is the content that the manifests want.
  private boolean same(PastRollout rollout) {
    var then = then(rollout);
    return ServiceFieldsDiff.of(want, then, desired, observed).content().isEmpty();
  }

  private LiveService then(PastRollout rollout) {
    return new LiveService(
        have.key(),
        have.arn(),
        have.owner(),
        have.state(),
        whole(rollout),
        rollout.deployment().taskDefinition(),
        have.counts(),
        have.marks(),
        have.deployments(),
        rollout.definition(),
        have.history(),
        have.stops(),
        have.events());
  }

  /// The service's fields as they were with it; what ECS does not keep stays as it is, and so does
  /// all where ECS no longer knows.
  private Fields whole(PastRollout rollout) {
    if (rollout.fields().map().isEmpty()) return have.fields();
    var fields = new TreeMap<>(have.fields().map());
    fields.keySet().removeAll(KEPT);
    fields.putAll(rollout.fields().map());
    return new Fields(fields);
  }

  private List<Path> paths(PastRollout rollout) {
    var then = whole(rollout);
    return FieldDiff.service(then, TargetPairs.settled(have.fields(), then)).stream()
        .map(Difference::path)
        .toList();
  }

  private List<String> migrations(PastRollout target, Definition definition) {
    var newer =
        past.subList(0, past.indexOf(target)).stream()
            .flatMap(rollout -> rollout.definition().stream())
            .toList();
    var since = target.finishedAt().orElse(Instant.EPOCH);
    var found = new ArrayList<>(Migrations.containers(definition, newer));
    found.addAll(Migrations.jobs(want, observed, since));
    return found;
  }
}
