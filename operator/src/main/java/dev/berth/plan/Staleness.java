package dev.berth.plan;

import dev.berth.model.Live;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.State;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Holds a saved plan against a plan for the worlds of now. A resource that the saved plan itself
/// has begun to change is on its way, not moved: so the file can be carried out again after a
/// crash.
public final class Staleness {
  private static final Path COUNT = Path.of(ServiceFields.COUNT);

  private final SavedPlan saved;
  private final Plan now;

  private Staleness(SavedPlan saved, Plan now) {
    this.saved = saved;
    this.now = now;
  }

  /// Before anything is written: what moved since the plan was made. Empty when it still holds.
  public static List<Moved> of(SavedPlan saved, Plan now) {
    var staleness = new Staleness(saved, now);
    var inputs = staleness.inputs();
    if (!inputs.isEmpty()) return inputs;
    var moved = new ArrayList<Moved>();
    for (var change : now.changes()) staleness.moved(change).ifPresent(moved::add);
    return List.copyOf(moved);
  }

  /// Of a later pass: what it would do that the plan did not announce.
  public static List<Moved> beyond(SavedPlan saved, Plan now) {
    var staleness = new Staleness(saved, now);
    var moved = new ArrayList<Moved>();
    for (var change : now.changes()) {
      var lines = staleness.beyond(change);
      if (!lines.isEmpty()) moved.add(new Moved(change.key().toString(), lines));
    }
    return List.copyOf(moved);
  }

  /// Whether a plan announced a change for just what is wanted now, so that who approved the plan
  /// approved the change.
  static boolean announced(SavedPlan saved, Plan now, Change change) {
    var item = saved.items().get(change.key().toString());
    var settings = Wish.environment(now.desired().environment());
    if (item == null || !saved.head().fields("settings").equals(settings)) return false;
    var want = Optional.ofNullable(now.desired().wanted().get(change.key()));
    var wish = want.map(wanted -> Wish.of(wanted, now.desired()).digest()).orElse("");
    var staleness = new Staleness(saved, now);
    return text(item, "wantDigest").equals(wish)
        && new Announced(item).announces(change, staleness.follows(change.key()));
  }

  private List<Moved> inputs() {
    var moved = new ArrayList<Moved>();
    var before = saved.head().fields("parameters");
    var parameters = Leaves.moved(before, SavedPlan.parameters(now.desired()));
    if (!parameters.isEmpty()) moved.add(new Moved("parameters", parameters));
    var environment = now.desired().environment();
    var settings = Leaves.moved(saved.head().fields("settings"), Wish.environment(environment));
    if (!settings.isEmpty()) moved.add(new Moved("environment/" + environment.name(), settings));
    for (var want : now.desired().wanted().values()) wish(want).ifPresent(moved::add);
    saved
        .items()
        .forEach((key, item) -> {
          boolean there = now.changes().stream().anyMatch(c -> c.key().toString().equals(key));
          boolean gone = new Announced(item).verdict().equals(Announced.DELETE);
          if (!there && !gone) moved.add(new Moved(key, List.of("it left the manifests")));
        });
    return moved;
  }

  private Optional<Moved> wish(Wanted want) {
    var key = want.key().toString();
    var item = saved.items().get(key);
    if (item == null) return Optional.of(new Moved(key, List.of("it is new in the manifests")));
    var wish = Wish.of(want, now.desired());
    if (text(item, "wantDigest").equals(wish.digest())) return Optional.empty();
    if (text(item, "wantDigest").isEmpty()) {
      return Optional.of(new Moved(key, List.of("it came back into the manifests")));
    }
    var lines = Leaves.moved(item.fields("want"), wish.told());
    var told = List.of("is something that is not shown, or another order");
    return Optional.of(new Moved(key, manifest(lines.isEmpty() ? told : lines)));
  }

  private static List<String> manifest(List<String> lines) {
    return lines.stream().map(line -> "wanted " + line).toList();
  }

  private Optional<Moved> moved(Change change) {
    var key = change.key().toString();
    var item = saved.items().get(key);
    if (item == null) return Optional.of(new Moved(key, List.of("it is not in the plan")));
    var differing = differing(item, change);
    if (!differing.isEmpty() && !begun(item, change)) {
      return Optional.of(new Moved(key, differing));
    }
    var lines = new ArrayList<>(beyond(change));
    if (lines.isEmpty() && differing.isEmpty()) lines.addAll(otherCalls(item, change));
    return lines.isEmpty() ? Optional.empty() : Optional.of(new Moved(key, lines));
  }

  private List<String> differing(Fields item, Change change) {
    var live = SavedPlan.live(change, now).map(thing -> asRunning(item, thing));
    var facts = Facts.of(live, now.desired());
    boolean there = !item.fields("have").map().isEmpty();
    boolean going = text(item.fields("have"), "state").equals(State.DRAINING.name());
    if (there && live.isEmpty()) return going ? List.of() : List.of("it is gone");
    if (!there && live.isPresent()) return List.of("it is there, and was not");
    var lines = new ArrayList<>(Leaves.moved(counted(item.fields("have")), counted(facts.told())));
    if (lines.isEmpty() && !text(item, "haveDigest").equals(facts.digest())) {
      lines.add("a value that is not shown");
    }
    if (counts(change.key())) lines.addAll(count(item.fields("have"), facts.told()));
    return lines;
  }

  /// A run that was under way when the plan was made may have ended since, and anybody may have
  /// written down how.
  private static Live asRunning(Fields item, Live live) {
    if (!(live instanceof LiveJob job)) return live;
    var then = item.fields("have").fields("tags");
    var tags = new TreeMap<>(job.definition().marks().tags());
    boolean same = then.text(Marks.ATTEMPT).equals(Optional.ofNullable(tags.get(Marks.ATTEMPT)));
    if (!same || then.at(Marks.OUTCOME).isPresent()) return live;
    tags.remove(Marks.OUTCOME);
    return new LiveJob(job.key(), job.owner(), job.definition().with(new Marks(tags)), List.of());
  }

  private static Fields counted(Fields facts) {
    return facts.without(ServiceFields.COUNT);
  }

  private static List<String> count(Fields then, Fields now) {
    var lines = new ArrayList<>(Leaves.moved(then, now));
    lines.removeIf(line -> !line.startsWith(COUNT + ": "));
    return lines;
  }

  /// Whether the manifest decides the desired count, and would put it right.
  private boolean counts(ResourceKey key) {
    var stated =
        Optional.ofNullable(now.desired().wanted().get(key))
            .flatMap(want -> want.fields().whole(ServiceFields.COUNT));
    var live = now.observed().service(key).map(service -> service.counts().desired());
    return stated.isPresent()
        && !stated.equals(live)
        && !Scaling.leaves(key, now.desired(), now.observed());
  }

  /// This plan, or another one for the very same content, has been at it already.
  private boolean begun(Fields item, Change change) {
    var verdict = new Announced(item).verdict();
    var live = SavedPlan.live(change, now);
    return switch (verdict) {
      case Announced.CREATE, Announced.UPDATE, Announced.RESTART, Announced.ADOPT ->
          live.filter(thing -> begun(item, change, thing)).isPresent();
      case Announced.REPLACE ->
          live.isEmpty() || live.filter(thing -> begun(item, change, thing)).isPresent();
      default -> false;
    };
  }

  private boolean begun(Fields item, Change change, Live live) {
    if (!(live.owner() instanceof Owner.Ours)) return false;
    var want = now.desired().wanted().get(live.key());
    if (live instanceof LiveJob job) {
      return job.ledger().identity().equals(Optional.of(JobIdentity.hash(want)));
    }
    var verdict = new Announced(item).verdict();
    if (live instanceof LiveService service && service.state() == State.DRAINING) {
      return verdict.equals(Announced.REPLACE);
    }
    if (verdict.equals(Announced.ADOPT) || change instanceof Change.Keep) return true;
    // Of one call each: what is left to do was told, or somebody else was at it.
    if (!(live instanceof LiveService service)) return beyond(change).isEmpty();
    var tags = service.marks();
    return wrote(Marks.APPLIED, SpecHash.content(want.fields()) + "/", item, tags)
        || wrote(Marks.SETTINGS, SpecHash.settings(want.fields()), item, tags)
        || wrote(Marks.RESTART, "", item, tags);
  }

  /// Whether a mark that begins like this was written since.
  private static boolean wrote(String mark, String start, Fields item, Marks tags) {
    var then = item.fields("have").fields("tags").text(mark);
    var written = Optional.ofNullable(tags.tags().get(mark));
    return written.filter(text -> text.startsWith(start)).isPresent() && !written.equals(then);
  }

  private List<String> beyond(Change change) {
    var item = saved.items().get(change.key().toString());
    if (item == null) return List.of("it is not in the plan");
    var actions = actions(change.key());
    var lines = new ArrayList<>(new Announced(item).beyond(change, actions, follows(change.key())));
    // What is deleted is what was looked at, also behind gates that opened late.
    if (change instanceof Change.Delete && lines.isEmpty() && !actions.isEmpty()) {
      lines.addAll(differing(item, change));
    }
    return List.copyOf(lines);
  }

  private List<Action> actions(ResourceKey key) {
    return now.actions().stream().filter(action -> action.key().equals(key)).toList();
  }

  /// Whether it is a client of a server that the plan rolls out: then it may have to learn the
  /// server's name.
  private boolean follows(ResourceKey key) {
    var want = now.desired().wanted().get(key);
    if (want == null) return false;
    var servers = new ArrayList<>(want.wiring().connectsTo());
    want.wiring().dependsOn().forEach(edge -> servers.add(edge.on()));
    return servers.stream()
        .map(server -> saved.items().get(server.toString()))
        .anyMatch(item -> item != null && !new Announced(item).verdict().equals(Announced.KEEP));
  }

  /// The same world and the same wish, and yet other calls: another Berth made the plan. What stays
  /// as it is gets marks alone, as its roll-out or its run goes on.
  private List<String> otherCalls(Fields item, Change change) {
    if (!new Announced(item).verdict().equals(Announced.verdict(change))) return List.of();
    if (item.on("waits") != change instanceof Change.Waiting) return List.of();
    // What is deleted beyond the limit had no calls before it was approved.
    boolean none =
        change instanceof Change.Keep
            || change instanceof Change.Blocked
            || change instanceof Change.Delete;
    if (none) return List.of();
    var then = item.each("calls").stream().map(ActionValue::digest).toList();
    var calls = actions(change.key()).stream().map(ActionValue::of).toList();
    if (calls.stream().map(ActionValue::digest).toList().equals(then)) return List.of();
    return List.of("this Berth would make other calls than the one that made the plan");
  }

  private static String text(Fields fields, String name) {
    return fields.text(name).orElse("");
  }
}
