package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.Finding;
import dev.berth.model.Finding.Severity;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.reconcile.Use.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whether what the manifests refer to is there and fits, before anything is changed: one verdict a
/// place. What is referred to in several places is looked for once.
public record Verification(String environment, List<Checked> checks) {
  public Verification {
    checks = List.copyOf(checks);
  }

  public enum State {
    OK,
    NG,
    /// Nobody could tell.
    SKIP
  }

  /// @param part of the resource, such as `container web`
  /// @param told what was found, in few words; may be empty
  /// @param finding what is wrong or why nobody knows; empty when all is well
  public record Checked(
      ResourceKey by,
      String part,
      Reference reference,
      State state,
      String told,
      Optional<Finding> finding) {}

  public static Verification of(Desired desired, References references) {
    var uses = Uses.of(desired);
    var asked = new TreeSet<Reference>();
    uses.forEach(use -> asked.addAll(asks(use)));
    var seen = asked.isEmpty() ? new TreeMap<Reference, Sighting<Fact>>() : references.look(asked);
    var networks = new Networks(uses, seen);
    var checks = new ArrayList<Checked>();
    for (var use : uses) {
      var verdict = verdict(use, seen);
      boolean sound = verdict.state() == State.OK;
      checks.add(checked(use, sound ? networks.torn(use).orElse(verdict) : verdict, desired));
    }
    passing(desired, seen)
        .ifPresent(use -> checks.add(1, checked(use, verdict(use, seen), desired)));
    return new Verification(desired.environment().name(), checks);
  }

  /// Where nobody tells whether the caller may pass roles, that is told once for all of them.
  private static Optional<Use> passing(Desired desired, SortedMap<Reference, Sighting<Fact>> seen) {
    var hidden = new ArrayList<Sighting.Hidden<List<String>>>();
    for (var sighting : seen.values()) {
      if (sighting
          instanceof Sighting.Found<Fact>(Fact.Role(_, Sighting.Hidden<List<String>> why))) {
        hidden.add(why);
      }
    }
    if (hidden.isEmpty()) return Optional.empty();
    var key = ResourceKey.cluster(desired.environment().cluster().name());
    var names = hidden.size() == 1 ? "the role" : "all " + hidden.size();
    var all = new Reference(Reference.Kind.ROLE, names);
    var why = hidden.getFirst();
    var need = new Need.Unasked("whether the caller may pass it: " + why.why(), why.hint());
    return Optional.of(new Use(key, "environment", Path.ROOT, all, need));
  }

  public boolean sound() {
    return checks.stream().noneMatch(check -> check.state() == State.NG);
  }

  public long count(State state) {
    return checks.stream().filter(check -> check.state() == state).count();
  }

  private static List<Reference> asks(Use use) {
    return switch (use.need()) {
      case Need.Made _, Need.Unasked _ -> List.of();
      case Need.Provider(var cluster) -> List.of(cluster);
      case Need.Present _, Need.Platform _, Need.Trust _, Need.Targets _ ->
          List.of(use.reference());
    };
  }

  private static Verdict verdict(Use use, SortedMap<Reference, Sighting<Fact>> seen) {
    return switch (use.need()) {
      case Need.Made(var words) -> new Verdict(State.OK, words, "");
      case Need.Unasked(var why, var hint) -> new Verdict(State.SKIP, why, hint);
      case Need.Provider(var cluster) -> judged(use, seen.get(cluster));
      case Need.Present _, Need.Platform _, Need.Trust _, Need.Targets _ ->
          judged(use, seen.get(use.reference()));
    };
  }

  private static Verdict judged(Use use, Sighting<Fact> sighting) {
    return switch (sighting) {
      case Sighting.Missing<Fact>(var why, var hint) -> new Verdict(State.NG, why, hint);
      case Sighting.Hidden<Fact>(var why, var hint) -> new Verdict(State.SKIP, why, hint);
      case Sighting.Found<Fact>(var fact) -> Fitness.of(use, fact);
    };
  }

  /// @param words what was found, or what is wrong
  record Verdict(State state, String words, String hint) {}

  private static Checked checked(Use use, Verdict verdict, Desired desired) {
    var severity =
        switch (verdict.state()) {
          case OK -> Optional.<Severity>empty();
          case NG -> Optional.of(Severity.ERROR);
          case SKIP -> Optional.of(Severity.WARNING);
        };
    var finding =
        severity.map(grave ->
            new Finding(
                grave,
                use.reference().kind().words().replace(' ', '-'),
                origin(use, desired),
                use.path(),
                verdict.words(),
                verdict.hint()));
    var told = severity.isPresent() ? "" : verdict.words();
    return new Checked(use.by(), use.part(), use.reference(), verdict.state(), told, finding);
  }

  private static Optional<Finding.Origin> origin(Use use, Desired desired) {
    var want = desired.wanted().get(use.by());
    if (want == null) return Optional.empty();
    var places = want.wiring().places();
    var at = use.path();
    while (!places.containsKey(at) && !at.steps().isEmpty()) {
      at = new Path(at.steps().subList(0, at.steps().size() - 1));
    }
    return Optional.ofNullable(places.get(at));
  }
}
