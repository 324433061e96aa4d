package dev.berth.reconcile;

import dev.berth.model.Belongings;
import dev.berth.model.Belongings.Revision;
import dev.berth.plan.Removal;
import dev.berth.reconcile.EcsApi.Performed;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What `gc` and `destroy` need of AWS, for one environment. Throws [EcsFailure] and nothing else.
public interface Estate {
  Belongings survey(Look look);

  /// The revisions of those names, with their tags; those that are gone are left out.
  List<Revision> read(SortedSet<String> names);

  /// Looks once more, then makes its one call.
  Performed remove(Removal removal);

  /// What bears the environment's owner tag and exists, by ARN. Revisions count while ACTIVE.
  SortedSet<String> inventory();

  /// How many API calls were made so far.
  int calls();

  /// @param families that the manifests name
  /// @param beyond where to look beside the environment's cluster
  record Look(SortedSet<String> families, Age age, SortedSet<Beyond> beyond) {
    public Look {
      families = Collections.unmodifiableSortedSet(new TreeSet<>(families));
      beyond = Collections.unmodifiableSortedSet(new TreeSet<>(beyond));
    }
  }

  enum Age {
    /// ACTIVE revisions.
    ACTIVE,
    /// Deregistered ones, too.
    DEREGISTERED
  }

  enum Beyond {
    /// For uses of revisions: the other ones of the account.
    CLUSTERS,
    /// For uses of revisions: schedules and rules of EventBridge.
    SCHEDULES,
    /// For scalable targets of services that are gone.
    SCALING
  }
}
