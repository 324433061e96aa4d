package dev.berth.plan;

import dev.berth.model.ResourceKey;
import java.util.List;

/// One call of `berth gc` or `berth destroy` that takes something away.
public sealed interface Removal {
  /// What is taken away, as a list shows it.
  String thing();

  String because();

  record DeleteService(ResourceKey key, Expect expect, String because) implements Removal {
    @Override
    public String thing() {
      return key.toString();
    }
  }

  /// @param key of the service that the scalable target scales
  record DeregisterTarget(ResourceKey key, String because) implements Removal {
    @Override
    public String thing() {
      return "scalable-target/" + key.name();
    }
  }

  record StopTask(String arn, String because) implements Removal {
    @Override
    public String thing() {
      return "task/" + arn.substring(arn.lastIndexOf('/') + 1);
    }
  }

  /// @param revision `<family>:<revision>`
  record Deregister(String revision, String because) implements Removal {
    @Override
    public String thing() {
      return "revision/" + revision;
    }
  }

  /// @param revisions at most ten, deregistered before
  record DeleteRevisions(List<String> revisions, String because) implements Removal {
    /// Source: ECS API reference, DeleteTaskDefinitions.
    public static final int MOST = 10;

    public DeleteRevisions {
      revisions = List.copyOf(revisions);
    }

    @Override
    public String thing() {
      return "revision/" + String.join(", ", revisions);
    }
  }

  record DeleteNamespace(ResourceKey key, String because) implements Removal {
    @Override
    public String thing() {
      return key.toString();
    }
  }

  record DeleteCluster(ResourceKey key, String because) implements Removal {
    @Override
    public String thing() {
      return key.toString();
    }
  }
}
