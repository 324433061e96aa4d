package dev.berth.plan;

import dev.berth.model.Belongings;
import dev.berth.model.Belongings.Revision;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec.Keeping;
import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What of an environment nobody needs any more, and why everything else stays.
///
/// @param verdicts tasks first, then revisions by family, newest first
public record Litter(List<Verdict> verdicts) {
  /// After that a deregistered revision may be deleted.
  private static final Duration DAY = Duration.ofDays(1);

  private static final Comparator<Revision> NEWEST =
      Comparator.comparing(Revision::family)
          .thenComparing(Comparator.comparing(Revision::number).reversed());

  /// @param thing `task/<id>` or `revision/<family>:<revision>`
  /// @param name what its call needs: the ARN or `<family>:<revision>`
  public record Verdict(String thing, String name, Fate fate) {}

  public sealed interface Fate {
    /// @param reason what it is among, such as `the newest 10 of each family`
    record Stays(String reason) implements Fate {}

    record Goes(String reason, Way way) implements Fate {}
  }

  public enum Way {
    STOP,
    DEREGISTER,
    DELETE
  }

  public Litter {
    verdicts = List.copyOf(verdicts);
  }

  /// The revisions on which only their tags can decide; and the newest of their families, which
  /// tells whether a Job's ledger lies there.
  public static SortedSet<String> undecided(Belongings have, Keeping keeping) {
    var undecided = new TreeSet<String>();
    have.active()
        .values()
        .forEach(names -> {
          var old = names.stream().skip(keeping.revisions()).filter(n -> !needed(n, have)).toList();
          undecided.addAll(old);
          if (!old.isEmpty()) undecided.add(names.getFirst());
        });
    have.inactive()
        .values()
        .forEach(names -> names.stream().filter(n -> !needed(n, have)).forEach(undecided::add));
    return undecided;
  }

  private static boolean needed(String name, Belongings have) {
    return have.uses().containsKey(name);
  }

  /// @param read what was asked for by [#undecided]
  public static Litter of(Desired desired, Belongings have, List<Revision> read, Keeping keeping) {
    var verdicts = new ArrayList<Verdict>();
    for (var task : have.tasks()) {
      var fate = TaskLitter.fate(task, desired, have.at(), keeping.grace());
      verdicts.add(new Verdict("task/" + task.id(), task.arn(), fate));
    }
    var known = new TreeMap<String, Revision>();
    read.forEach(revision -> known.put(revision.name(), revision));
    var ledgers = ledgers(desired, read);
    var unseen = have.unseen();
    have.active()
        .values()
        .forEach(names -> {
          for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var fate =
                i < keeping.revisions()
                    ? new Fate.Stays(
                        "among the newest " + keeping.revisions() + " of their families")
                    : fate(name, known, have, desired, ledgers, unseen);
            verdicts.add(new Verdict("revision/" + name, name, fate));
          }
        });
    have.inactive()
        .values()
        .forEach(names ->
            names.forEach(name ->
                verdicts.add(
                    new Verdict(
                        "revision/" + name,
                        name,
                        fate(name, known, have, desired, ledgers, unseen)))));
    return new Litter(verdicts);
  }

  private static Fate fate(
      String name,
      TreeMap<String, Revision> known,
      Belongings have,
      Desired desired,
      SortedSet<String> ledgers,
      SortedSet<String> unseen) {
    if (needed(name, have)) return new Fate.Stays(have.uses().get(name));
    var revision = Optional.ofNullable(known.get(name));
    if (revision.isEmpty()) return new Fate.Stays("not readable");
    var owner = Optional.of(desired.environment().owner());
    if (!revision.get().marks().owner().equals(owner)) {
      return new Fate.Stays("not registered by this environment");
    }
    if (ledgers.contains(name)) return new Fate.Stays("ledgers of declared jobs");
    if (!unseen.isEmpty()) {
      return new Fate.Stays("maybe named by " + String.join("; ", unseen));
    }
    var gone = revision.get().deregisteredAt();
    if (gone.isEmpty()) return new Fate.Goes("nothing needs them", Way.DEREGISTER);
    return Duration.between(gone.get(), have.at()).compareTo(DAY) < 0
        ? new Fate.Stays("deregistered less than a day ago")
        : new Fate.Goes("deregistered more than a day ago", Way.DELETE);
  }

  /// The newest ledger of each declared Job. Older ones are as any other revision.
  private static SortedSet<String> ledgers(Desired desired, List<Revision> read) {
    var newest = new TreeMap<String, String>();
    read.stream()
        .sorted(NEWEST)
        .filter(revision -> ledger(revision, desired))
        .forEach(revision -> newest.putIfAbsent(revision.family(), revision.name()));
    return new TreeSet<>(newest.values());
  }

  private static boolean ledger(Revision revision, Desired desired) {
    var tags = revision.marks().tags();
    boolean declared =
        desired.wanted().keySet().stream()
            .filter(key -> key.kind() == ResourceKey.Kind.JOB)
            .anyMatch(key -> key.toString().equals(tags.get(Marks.KEY)));
    return declared && (tags.containsKey(Marks.ATTEMPT) || tags.containsKey(Marks.OUTCOME));
  }

  public List<Verdict> going() {
    return verdicts.stream().filter(verdict -> verdict.fate() instanceof Fate.Goes).toList();
  }

  /// The calls that take away what goes: tasks are stopped before revisions go.
  public List<Removal> removals() {
    var removals = new ArrayList<Removal>();
    var deleted = new ArrayList<String>();
    for (var verdict : going()) {
      var goes = (Fate.Goes) verdict.fate();
      switch (goes.way()) {
        case STOP -> removals.add(new Removal.StopTask(verdict.name(), goes.reason()));
        case DEREGISTER -> removals.add(new Removal.Deregister(verdict.name(), goes.reason()));
        case DELETE -> deleted.add(verdict.name());
      }
    }
    var because = "deregistered more than a day ago";
    for (int i = 0; i < deleted.size(); i += Removal.DeleteRevisions.MOST) {
      var some = deleted.subList(i, Math.min(deleted.size(), i + Removal.DeleteRevisions.MOST));
      removals.add(new Removal.DeleteRevisions(some, because));
    }
    return removals;
  }
}
