package dev.berth.chaos;

import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.Marks;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What must hold at every call, whatever the weather.
final class Rules {
  private static final int SHARE = 10;

  /// For how long who looks may not see what somebody else did.
  private static final Duration UNSEEN = Duration.ofMinutes(2);

  /// For how long after a call that writes its consequences are looked for.
  private static final Duration WAKE = Duration.ofMinutes(30);

  private final World world;
  private final Facts facts;
  private final Health health;
  private final JobRuns runs;
  private final TreeSet<Instant> unknown = new TreeSet<>();
  private final TreeMap<String, String> failed = new TreeMap<>();
  private final TreeMap<String, Instant> lost = new TreeMap<>();
  private final TreeMap<String, Instant> touched = new TreeMap<>();
  private Instant disturbed = Instant.MIN;
  private Instant looked = Instant.MIN;

  /// What anybody wrote for, and the branch's turn at which its writer had seen it.
  private Optional<Push> furthest = Optional.empty();

  private int turn;
  private Instant wrote = Instant.MIN;
  private Optional<String> broken = Optional.empty();

  Rules(World world, Facts facts) {
    this.world = world;
    this.facts = facts;
    this.runs = new JobRuns(facts, this::breaks);
    this.health = new Health(facts, this::breaks);
  }

  Optional<String> broken() {
    return broken;
  }

  void breaks(String rule) {
    if (broken.isEmpty()) world.tale().tell("BROKEN " + rule);
    if (broken.isEmpty()) broken = Optional.of(rule);
  }

  /// Somebody else wrote: what is done now may be of what was so before.
  void disturb(String service) {
    disturbed = world.now();
    touched.put(service, disturbed);
    failed.remove(service);
    health.forget(service);
  }

  void before(Replica replica, Door.Call call) {
    looked = replica.knowledge().looked;
    secrets(call);
    if (!call.writes()) return;
    if (!world.lease().of(replica.process(), world.now())) {
      breaks(call + " by " + replica.process() + ", which does not hold the lease");
    }
    var acting = replica.knowledge().acting;
    if (acting.isEmpty()) {
      breaks(call + " without a plan");
      return;
    }
    var wish = acting.get().wish();
    if (wish.mode() == Mode.OBSERVE) breaks(call + ", though the mode is observe");
    backwards(replica, call, acting.get());
    health.look(wish);
    written(replica, call, wish);
  }

  /// Whoever takes over goes on from where the other one was.
  private void backwards(Replica replica, Door.Call call, Push acting) {
    var knowledge = replica.knowledge();
    if (!knowledge.newest.equals(Optional.of(acting))) return;
    boolean other = furthest.filter(acting::equals).isEmpty();
    if (knowledge.turn < turn && other) {
      breaks(call + " for " + acting.id() + ", and another was at " + furthest.map(Push::id));
    }
    if (knowledge.turn >= turn) furthest = Optional.of(acting);
    turn = Math.max(turn, knowledge.turn);
  }

  private void secrets(Door.Call call) {
    if (call.operation().equals("GetSecretValue") || call.request().on("WithDecryption")) {
      breaks(call + " reads a secret's value");
    }
  }

  private void written(Replica replica, Door.Call call, Wish wish) {
    switch (call.operation()) {
      case "CreateService" -> create(replica, call, wish);
      case "UpdateService" -> update(replica, call, wish);
      case "DeleteService" -> delete(replica, call.text("service"), wish);
      case "TagResource", "UntagResource" -> tag(call);
      case "RegisterTaskDefinition" -> strangers(call, call.text("family"));
      case "DeregisterTaskDefinition" -> strangers(call, call.text("taskDefinition"));
      case "RunTask" -> run(call, wish);
      case "StopTask" -> stop(call);
      default -> {}
    }
  }

  private void strangers(Door.Call call, String what) {
    if (what.contains(Facts.STRANGERS)) breaks(call + " touches what is a stranger's");
  }

  private void create(Replica replica, Door.Call call, Wish wish) {
    var name = call.text("serviceName");
    if (!wish.services().containsKey(name)) breaks(name + " was created, and nobody wants it");
    gate(replica, call, name, wish);
    if (!Facts.ours(name, call.request())) breaks(name + " was created without its owner");
    if (!Account.tags(call.request()).containsKey(Marks.APPLIED)) {
      breaks(name + " was created without its intent");
    }
  }

  private void update(Replica replica, Door.Call call, Wish wish) {
    var name = call.text("service");
    var live = owned(call, name);
    if (!wish.services().containsKey(name)) {
      breaks(call + ", which nobody wants");
      return;
    }
    var count = call.request().whole("desiredCount");
    if (count.isPresent() && count.get() < wish.services().get(name).count()) {
      breaks(name + " was asked to run " + count.get() + " tasks only");
    }
    if (call.request().on("forceNewDeployment")) {
      forced(name, live, wish);
      gate(replica, call, name, wish);
    }
    var revision = call.request().text("taskDefinition");
    if (revision.isPresent()) moved(replica, call, live, wish);
  }

  /// Its tasks are of before the secret was rotated, or nothing asks for new ones.
  private void forced(String name, Fields live, Wish wish) {
    if (!wish.services().get(name).uses().contains(Wish.Use.SECRET)) {
      breaks(name + " was restarted, and follows nothing");
    }
    var began = Account.primary(live).at("createdAt").map(Rules::instant).orElse(Instant.MIN);
    if (lost(name, "RESTART_LOST")) return;
    var mark = new Marks(Account.tags(live)).restart().map(Marks.Restart::deployment);
    if (!mark.equals(Account.primary(live).text("id"))) {
      breaks(name + " was restarted without a mark for what it replaces");
    }
    // What the tasks of a roll-out started with is not known where nobody could look it up, or
    // where somebody else made it.
    boolean known =
        unknown.subSet(began.minus(UNSEEN), true, began, true).isEmpty()
            && touched.getOrDefault(name, Instant.MIN).isBefore(began);
    if (known && began.isAfter(world.inputs().rotated())) breaks(name + " was restarted twice");
  }

  /// Whether the answer to an update of it was lost: a stale read then shows it as not done, or a
  /// late one as it was when that had failed and gone back, and it is asked for again. Berth does
  /// not hold that yet.
  private boolean lost(String name, String kind) {
    boolean unclear = world.now().isBefore(lost.getOrDefault(name, Instant.MIN).plus(UNSEEN));
    if (unclear) world.coverage().count("Known", kind);
    return unclear;
  }

  private static Instant instant(Value epoch) {
    return Instant.ofEpochMilli((long) (Double.parseDouble(epoch.toString()) * 1000));
  }

  private void moved(Replica replica, Door.Call call, Fields live, Wish wish) {
    var name = call.text("service");
    var now = live.text("taskDefinition").orElse("");
    var then = call.text("taskDefinition");
    if (now.endsWith(then.substring(then.lastIndexOf('/') + 1))) return;
    gate(replica, call, name, wish);
    var intent = new Marks(Account.tags(live)).applied().map(Marks.Applied::revision).orElse("");
    if (!then.endsWith("/" + intent) && !then.equals(intent)) {
      breaks(name + " was updated before the intent was written");
    }
    if (then.equals(failed.get(name)) && !disturbed() && !lost(name, "ROLLOUT_LOST")) {
      breaks(name + " was rolled out again, as " + then + ", which had failed");
    }
    var wanted = facts.content(then);
    boolean young = world.now().isBefore(replica.knowledge().since.plus(UNSEEN));
    boolean same = wanted.equals(facts.content(now)) && facts.active(now);
    if (same && !young && !disturbed()) {
      breaks(name + " was rolled out again, as " + then + ", with the content that it has");
    }
  }

  /// What is unsound and was asked for has failed, or will, by the time that it is asked for again.
  private void landed(Door.Call call) {
    var then = call.request().text("taskDefinition");
    if (then.isEmpty() || !call.text("taskDefinition").contains(":task-definition/")) return;
    var name = call.text("service");
    var live = facts.account().service(name).flatMap(l -> l.text("taskDefinition"));
    failed.remove(name);
    if (live.equals(then) && !Health.sound(facts, then.get())) failed.put(name, then.get());
  }

  private void delete(Replica replica, String name, Wish wish) {
    owned(Door.Call.named("DeleteService", name), name);
    if (wish.services().containsKey(name)) breaks(name + " was deleted, and is wanted");
    if (wish.prune() == Habit.OFF) breaks(name + " was deleted, and prune is off");
    var newest = replica.knowledge().newest;
    if (replica.knowledge().trouble || newest.filter(Push::good).isEmpty()) {
      breaks(name + " was deleted on a day when the source is no good");
    }
    int most = Math.max(1, facts.owned().size() / SHARE);
    var unwanted = facts.unwanted(wish);
    if (unwanted.size() > most && !disturbed()) {
      breaks(name + " was deleted with too many others: " + unwanted);
    }
  }

  private void tag(Door.Call call) {
    var arn = call.text("resourceArn");
    strangers(call, arn);
    if (arn.contains(":service/")) owned(call, arn.substring(arn.lastIndexOf('/') + 1));
  }

  private Fields owned(Door.Call call, String name) {
    var live = facts.account().service(name);
    if (live.isEmpty()) return Fields.EMPTY; // gone since it was looked at: ECS refuses the call
    // Whose tags were taken away a moment ago may be seen with them yet.
    boolean stranger = world.strangers().names().contains(name) || !disturbed();
    if (stranger && !Facts.ours(name, live.get())) breaks(call + ", which is not ours");
    return live.get();
  }

  private void gate(Replica replica, Door.Call call, String name, Wish wish) {
    if (disturbed()) return;
    var missing = facts.missing(name, wish, world.inputs().with(replica.knowledge().stage));
    if (!missing.isEmpty()) breaks(call + " of " + name + " before what it needs: " + missing);
  }

  private boolean disturbed() {
    return looked.isBefore(disturbed.plus(UNSEEN));
  }

  private void run(Door.Call call, Wish wish) {
    if (wish.migration().isEmpty()) breaks(call + ", which nobody wants");
    strangers(call, call.text("taskDefinition"));
  }

  private void stop(Door.Call call) {
    if (!runs.known(call.text("task"))) breaks(call + ", which is no Job's");
  }

  void after(Replica replica, Door.Call call, Weather.Fate fate) {
    world.called();
    if (call.operation().equals("GetParameters"))
      replica.knowledge().stage = world.inputs().stage();
    boolean versions = List.of("DescribeSecret", "DescribeParameters").contains(call.operation());
    if (versions && fate != Weather.Fate.NONE) unknown.add(world.now());
    if (!call.writes()) return;
    wrote = world.now();
    if (call.operation().equals("UpdateService")) landed(call);
    boolean unclear = fate == Weather.Fate.RESET_AFTER || fate == Weather.Fate.ERROR_AFTER;
    if (unclear) lost.put(call.text("service"), world.now());
    runs.after(call.operation());
    replica.knowledge().acting.ifPresent(push -> health.look(push.wish()));
  }

  /// Whether the Job ran for what is wanted.
  boolean ran(Wish wish) {
    return wish.migration().filter(tag -> !runs.of(tag)).isEmpty();
  }

  /// Between two visits; where nothing was written for long, nothing is ours to have done.
  void look(Replica replica) {
    if (world.now().isAfter(wrote.plus(WAKE))) return;
    replica.knowledge().acting.ifPresent(push -> health.look(push.wish()));
    var now = facts.foreign(world.strangers().names());
    if (!now.equals(world.strangers().before())) {
      breaks("what is a stranger's changed: " + world.strangers().before() + " to " + now);
    }
  }
}
