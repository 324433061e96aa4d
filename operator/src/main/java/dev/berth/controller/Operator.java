package dev.berth.controller;

import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Interrupt;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.ManifestSource;
import dev.berth.reconcile.Newest;
import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Upkeep;
import dev.berth.reconcile.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// One source and every environment in it, each looked at when it is due. A broken one delays no
/// other, as long as there are threads for both.
public final class Operator implements AutoCloseable {
  /// The key of the source; an environment's is `environment/<name>`.
  public static final String SOURCE = "source";

  private final Wiring wiring;
  private final Controller controller;
  private final AtomicReference<Newest> newest = new AtomicReference<>(Newest.UNKNOWN);
  private final ConcurrentNavigableMap<String, Ward> wards = new ConcurrentSkipListMap<>();

  /// @param chosen the environments to keep; empty for all that there are
  /// @param upkeeps makes what keeps one environment, by its name
  /// @param listeners hear of one environment each
  /// @param listener hears of the source
  public record Wiring(
      ManifestSource source,
      SortedSet<String> chosen,
      Function<String, Upkeep> upkeeps,
      Function<String, Listener> listeners,
      Listener listener,
      InstantSource clock,
      Pace pace) {}

  /// One environment in the operator's care.
  private static final class Ward {
    private final Upkeep upkeep;
    private final Listener listener;
    private final AtomicReference<Standing> standing;
    private int visits;

    Ward(Upkeep upkeep, Listener listener, Standing standing) {
      this.upkeep = upkeep;
      this.listener = listener;
      this.standing = new AtomicReference<>(standing);
    }

    boolean behind() {
      return standing.get().visit() instanceof Visit.Seen seen && seen.behind();
    }
  }

  public Operator(Wiring wiring) {
    this.wiring = wiring;
    this.controller =
        new Controller(
            wiring.pace(), bug -> wiring.listener().on(new Event.Broke(bug.key(), bug.error())));
    controller.put(SOURCE, this::fetch, wiring.clock().instant());
  }

  public Controller controller() {
    return controller;
  }

  public Newest newest() {
    return newest.get();
  }

  /// By name.
  public SortedMap<String, Standing> standings() {
    var all = new TreeMap<String, Standing>();
    wards.forEach((name, ward) -> all.put(name, ward.standing.get()));
    return Collections.unmodifiableSortedMap(all);
  }

  /// Somebody says that there is a new commit: ask the source.
  public void fetchNow() {
    controller.add(SOURCE, wiring.clock().instant());
  }

  /// Somebody says that something happened there: look. Of a name that is not kept, nothing comes.
  public void lookNow(String environment) {
    lookAt(environment, wiring.clock().instant());
  }

  /// No later than then.
  void lookAt(String environment, Instant time) {
    controller.add(key(environment), time);
  }

  /// Somebody looked at a plan, or at deletions, and approves them: look.
  ///
  /// @return whether anything there waits under that hash
  public boolean approve(String environment, String hash) {
    var ward = wards.get(environment);
    if (ward == null || !ward.upkeep.hand().approve(hash)) return false;
    lookNow(environment);
    return true;
  }

  /// Somebody mended why something failed: try it again.
  ///
  /// @param name of a service or a job
  /// @return whether anything is left to do there
  public boolean retry(String environment, String name) {
    var ward = wards.get(environment);
    if (ward == null || !ward.upkeep.hand().retry(name)) return false;
    lookNow(environment);
    return true;
  }

  private static String key(String environment) {
    return "environment/" + environment;
  }

  private Revisit fetch(Instant now) {
    var before = newest.get();
    try {
      var found = wiring.source().fetch();
      newest.set(before.with(found));
      fetched(now);
      var known = before.commit().filter(found.commit()::equals).isPresent();
      if (!known || before.trouble().isPresent()) spread(found, now);
      wards.forEach((name, ward) -> {
        if (ward.behind()) controller.add(key(name), now);
      });
    } catch (SourceFailure e) {
      newest.set(before.with(e));
      fetched(now);
      if (before.trouble().isEmpty()) wards.keySet().forEach(n -> controller.add(key(n), now));
    }
    return new Revisit.After(wiring.pace().nextPoll());
  }

  private void fetched(Instant began) {
    var took = Duration.between(began, wiring.clock().instant());
    wiring.listener().on(new Event.Fetched(newest.get(), took));
  }

  /// Every environment of a new commit, and every one that was there before.
  private void spread(Checkout found, Instant now) {
    for (var name : found.environments()) {
      if (!wiring.chosen().isEmpty() && !wiring.chosen().contains(name)) continue;
      wards.computeIfAbsent(name, this::ward);
    }
    wards.keySet().forEach(name -> controller.put(key(name), at -> visit(name, at), now));
  }

  private Ward ward(String name) {
    var standing = Standing.starting(name, newest.get(), wiring.clock().instant());
    return new Ward(wiring.upkeeps().apply(name), wiring.listeners().apply(name), standing);
  }

  private Revisit visit(String name, Instant now) {
    var ward = wards.get(name);
    var known = newest.get();
    var commit = known.commit().map(c -> c.id()).orElse("");
    var pass = name + "-" + ++ward.visits;
    ward.listener.on(new Event.Began(pass, name, commit));
    var before = ward.upkeep.spent();
    var visit = ward.upkeep.visit(known, newer(commit));
    var revisit = revisit(visit);
    var end = wiring.clock().instant();
    var spent = ward.upkeep.spent().since(before);
    var next = due(revisit, end);
    var standing =
        ward.standing.updateAndGet(s -> s.after(pass, visit, known, end, next, spent.total()));
    ward.listener.on(new Event.Stood(standing, Duration.between(now, end), spent));
    beat(name, end);
    if (ward.behind() && known.trouble().isEmpty()) controller.add(SOURCE, end);
    return revisit;
  }

  /// A lease is kept by a key of its own: a visit may be far away, or take its time.
  private void beat(String name, Instant now) {
    wards
        .get(name)
        .upkeep
        .beat()
        .ifPresent(time -> controller.put("lease/" + name, _ -> beaten(name), now.plus(time)));
  }

  private Revisit beaten(String name) {
    return wards
        .get(name)
        .upkeep
        .beat()
        .<Revisit>map(Revisit.After::new)
        .orElseGet(Revisit.Never::new);
  }

  private Interrupt newer(String commit) {
    return () ->
        newest
            .get()
            .commit()
            .filter(now -> !now.id().equals(commit))
            .map(now -> "commit " + now.brief() + " is newer");
  }

  private Revisit revisit(Visit visit) {
    var pace = wiring.pace();
    return switch (visit) {
      case Visit.Seen seen when seen.held().isPresent() -> new Revisit.After(pace.nextResync());
      case Visit.Seen seen -> sooner(pace.after(seen.next()), seen.free());
      case Visit.Aside _ -> new Revisit.After(pace.standby());
      case Visit.Blind(var failure) -> new Revisit.Failed(failure.message());
      case Visit.Unusable _, Visit.Vanished _ -> new Revisit.After(pace.nextResync());
    };
  }

  /// When a pause is over or a window opens, it is looked at that very moment.
  private static Revisit sooner(Revisit usual, Optional<Duration> free) {
    if (!(usual instanceof Revisit.After(var time))) return usual;
    return new Revisit.After(free.filter(then -> then.compareTo(time) < 0).orElse(time));
  }

  /// About when: a failure comes back after a time that only the queue knows.
  private Instant due(Revisit revisit, Instant now) {
    return switch (revisit) {
      case Revisit.After(var time) -> now.plus(time);
      case Revisit.Failed _, Revisit.Never _ -> now.plus(wiring.pace().watch());
    };
  }

  /// Gives every lease back.
  @Override
  public void close() {
    wards.values().forEach(ward -> ward.upkeep.close());
  }
}
