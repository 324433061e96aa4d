package dev.berth.reconcile;

import dev.berth.model.Failure;
import dev.berth.model.Finding;
import dev.berth.plan.Holding;
import dev.berth.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What came of one visit to an environment.
public sealed interface Visit {
  /// The world was seen; `report` is empty where nothing was to be carried out.
  ///
  /// @param commit whose manifests were held against it
  /// @param held why nothing may be carried out, such as that another holds the lease
  /// @param broken what is wrong with a newer commit, which is why an older one is kept to
  record Seen(
      Commit commit,
      Plan plan,
      Report report,
      Next next,
      Optional<Held> held,
      List<Finding> broken,
      List<Finding> warnings)
      implements Visit {
    public Seen {
      broken = List.copyOf(broken);
      warnings = List.copyOf(warnings);
    }

    /// The source is to be asked before anything is done.
    public boolean behind() {
      return held.filter(why -> why.reason().equals(Lineage.BEHIND)).isPresent();
    }

    /// The time until something that is held comes free by itself; empty where nothing does.
    public Optional<Duration> free() {
      return Holding.wakeAt(plan).map(end -> Duration.between(plan.observed().at(), end));
    }
  }

  /// Nothing could be seen: AWS did not answer, or refused.
  record Blind(Failure failure) implements Visit {}

  /// The manifests are broken, and no commit before them is known that was not.
  record Unusable(List<Finding> findings) implements Visit {
    public Unusable {
      findings = List.copyOf(findings);
    }
  }

  /// The environment is no longer among the manifests: nothing is changed and nothing pruned
  ///
  record Vanished() implements Visit {}

  /// Another one writes there: nothing was looked at.
  record Aside(Held held) implements Visit {}

  /// What keeps a whole environment from being written to.
  ///
  /// @param reason one word, such as `StandingBy`
  record Held(String reason, String message) {}
}
