package dev.berth.reconcile;

import dev.berth.model.Survey;
import java.util.List;

/// Looks at a whole cluster, whoever owns what is in it.
@FunctionalInterface
public interface Surveyor {
  /// @param services only these; all where none is named
  /// @throws EcsFailure when the cluster, or one that was named, is not there
  Survey survey(String cluster, List<String> services);
}
