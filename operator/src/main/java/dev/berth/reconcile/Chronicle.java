package dev.berth.reconcile;

import dev.berth.model.Live.Definition;
import dev.berth.model.PastRollout;
import dev.berth.model.ResourceKey;
import java.util.List;
import java.util.Optional;

/// What became of roll-outs, as long as ECS remembers: 90 days. Throws [EcsFailure] and nothing
/// else.
public interface Chronicle {
  /// The newest first.
  ///
  /// @param most how many are read at most
  List<PastRollout> rollouts(ResourceKey service, int most);

  /// @param revision `<family>:<revision>`
  Optional<Definition> definition(String revision);
}
