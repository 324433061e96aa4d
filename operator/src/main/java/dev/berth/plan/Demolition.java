package dev.berth.plan;

import dev.berth.model.Belongings;
import dev.berth.model.Belongings.Phase;
import dev.berth.model.Belongings.Revision;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Live;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// How an environment is taken down: what depends on something first, and what others live in only
/// when nobody does.
///
/// @param removals all that is the environment's own, in order
/// @param now what of it can be done at once; what comes after waits for it
/// @param waiting what is on its way out
/// @param stays what is not taken though it is near, and why
public record Demolition(
    List<Removal> removals, List<Removal> now, List<String> waiting, List<String> stays) {
  private static final String BECAUSE = "the environment is destroyed";

  public Demolition {
    removals = List.copyOf(removals);
    now = List.copyOf(now);
    waiting = List.copyOf(waiting);
    stays = List.copyOf(stays);
  }

  public boolean done() {
    return removals.isEmpty() && waiting.isEmpty();
  }

  /// @param read every revision of the families, with its tags
  public static Demolition of(Desired desired, Belongings have, List<Revision> read) {
    var running = new ArrayList<Removal>();
    have.outlived().stream()
        .map(ResourceKey::service)
        .forEach(gone -> running.add(new Removal.DeregisterTarget(gone, BECAUSE)));
    running.addAll(services(desired, have));
    running.addAll(tasks(desired, have));
    var revisions = revisions(desired, read);
    var stays = new ArrayList<String>();
    have.unseen().forEach(where -> stays.add("maybe: " + where));
    var homes = homes(desired, have, stays);
    var all = new ArrayList<>(running);
    all.addAll(revisions);
    all.addAll(homes);
    var waiting = waiting(desired, have);
    if (!running.isEmpty()) return new Demolition(all, running, waiting, stays);
    if (!waiting.isEmpty()) return new Demolition(all, List.of(), waiting, stays);
    if (!revisions.isEmpty()) return new Demolition(all, revisions, waiting, stays);
    return new Demolition(all, homes.stream().limit(1).toList(), waiting, stays);
  }

  /// By wave, the last one first; before them what no manifest names, the newest first.
  private static List<Removal> services(Desired desired, Belongings have) {
    var waves = Waves.of(desired, desired.wanted().keySet());
    return have.services().stream()
        .filter(each -> each.live().owner() instanceof Owner.Ours)
        .sorted(
            Comparator.comparing((Belongings.Service each) ->
                    waves.getOrDefault(each.live().key(), Integer.MAX_VALUE))
                .thenComparing(Belongings.Service::createdAt)
                .reversed()
                .thenComparing(each -> each.live().key()))
        .flatMap(each -> service(each.live()))
        .toList();
  }

  /// Its own scalable target first: nothing else knows of it when the service is gone.
  private static Stream<Removal> service(Live.LiveService live) {
    var unchanged = new Expect.Unchanged(Fingerprint.of(live));
    var delete = new Removal.DeleteService(live.key(), unchanged, BECAUSE);
    return live.marks().scaled()
        ? Stream.of(new Removal.DeregisterTarget(live.key(), BECAUSE), delete)
        : Stream.of(delete);
  }

  private static List<Removal> tasks(Desired desired, Belongings have) {
    return have.tasks().stream()
        .filter(task -> TaskLitter.ours(task, desired.environment().owner()))
        .filter(task -> task.phase() == Phase.WANTED)
        .map(task -> (Removal) new Removal.StopTask(task.arn(), BECAUSE))
        .toList();
  }

  /// A deleted service is not listed any more while its tasks stop.
  private static List<String> waiting(Desired desired, Belongings have) {
    var active = have.services().stream().map(each -> "service:" + each.live().key().name());
    var listed = active.toList();
    var waiting = new TreeSet<String>();
    for (var task : have.tasks()) {
      if (task.group().startsWith("service:")) {
        if (!listed.contains(task.group())) waiting.add(task.group().replace(':', '/'));
      } else if (task.phase() == Phase.STOPPING
          && TaskLitter.ours(task, desired.environment().owner())) {
        waiting.add("task/" + task.id());
      }
    }
    return List.copyOf(waiting);
  }

  private static List<Removal> revisions(Desired desired, List<Revision> read) {
    var owner = Optional.of(desired.environment().owner());
    return read.stream()
        .filter(revision -> revision.deregisteredAt().isEmpty())
        .filter(revision -> revision.marks().owner().equals(owner))
        .sorted(Comparator.comparing(Revision::family).thenComparing(Revision::number))
        .map(revision -> (Removal) new Removal.Deregister(revision.name(), BECAUSE))
        .toList();
  }

  /// The namespace, then the cluster: only what the environment made, and only when empty.
  private static List<Removal> homes(Desired desired, Belongings have, List<String> stays) {
    var environment = desired.environment();
    var homes = new ArrayList<Removal>();
    have.namespace()
        .filter(live -> own(live, environment.namespace().map(home -> home.origin()), stays))
        .ifPresent(live -> homes.add(new Removal.DeleteNamespace(live.key(), BECAUSE)));
    var strangers = strangers(desired, have);
    have.cluster()
        .filter(live -> own(live, Optional.of(environment.cluster().origin()), stays))
        .ifPresent(live -> {
          if (strangers.isEmpty()) {
            homes.add(new Removal.DeleteCluster(live.key(), BECAUSE));
          } else {
            stays.add(live.key() + ": others are in it: " + String.join(", ", strangers));
          }
        });
    return homes;
  }

  private static boolean own(Live live, Optional<Origin> origin, List<String> stays) {
    if (!origin.equals(Optional.of(Origin.CREATED))) {
      stays.add(live.key() + ": the environment did not make it");
      return false;
    }
    if (live.owner() instanceof Owner.Ours) return true;
    stays.add(live.key() + ": its tags do not say that it is this environment's");
    return false;
  }

  /// What in the cluster is somebody else's.
  private static List<String> strangers(Desired desired, Belongings have) {
    var strangers = new ArrayList<String>();
    for (var each : have.services()) {
      if (!(each.live().owner() instanceof Owner.Ours)) {
        strangers.add(each.live().key().toString());
      }
    }
    for (var task : have.tasks()) {
      boolean ofService = task.group().startsWith("service:");
      if (!ofService && !TaskLitter.ours(task, desired.environment().owner())) {
        strangers.add("task/" + task.id());
      }
    }
    return strangers;
  }
}
