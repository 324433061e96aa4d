package dev.berth.plan;

import dev.berth.model.Live.Definition;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Marks;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The last content of a service that rolled out to its end, other than the newest: what `berth
/// rollback` goes back to, and garbage collection keeps.
///
/// ECS remembers roll-outs for 90 days. The mark `berth:good`, written with each intent, remembers
/// the one before it for longer, and without a call.
public final class LastGood {
  private LastGood() {}

  /// `<family>:<revision>`; from the service deployments where they were read, else from the mark.
  ///
  /// @param leave the revision that is not good enough, as `<family>:<revision>`
  public static Optional<String> before(LiveService have, String leave) {
    return successful(have)
        .filter(revision -> !revision.equals(leave))
        .findFirst()
        .or(() -> have.marks().good().filter(revision -> !revision.equals(leave)));
  }

  /// Every revision that the service or a way back needs, as `<family>:<revision>`: what its
  /// deployments run, what was rolled out last, and what would be gone back to from each of them.
  public static SortedSet<String> needed(LiveService have) {
    var needed = new TreeSet<String>();
    if (!have.taskDefinition().isEmpty()) needed.add(have.revision());
    have.deployments().stream()
        .map(Deployment::taskDefinition)
        .map(Definition::revision)
        .forEach(needed::add);
    have.marks().applied().map(Marks.Applied::revision).ifPresent(needed::add);
    have.marks().good().ifPresent(needed::add);
    for (var leave : new TreeSet<>(needed)) before(have, leave).ifPresent(needed::add);
    return needed;
  }

  private static Stream<String> successful(LiveService have) {
    return have.history().stream()
        .filter(past -> past.status().equals("SUCCESSFUL"))
        .map(PastDeployment::taskDefinition)
        .filter(arn -> !arn.isEmpty())
        .map(Definition::revision);
  }
}
