package dev.berth.plan;

import dev.berth.model.Ledger;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One write to AWS. Done in plan order; a later action of the same key counts on an earlier one.
public sealed interface Action {
  ResourceKey key();

  /// Why, for people: the fields that caused it, or the rule.
  String because();

  /// What must still be true just before the call.
  Expect expect();

  /// The API call that it makes, by AWS's name.
  default String call() {
    return switch (this) {
      case CreateCluster _ -> "CreateCluster";
      case CreateNamespace _ -> "CreateHttpNamespace";
      case RegisterTaskDefinition _, RegisterJob _ -> "RegisterTaskDefinition";
      case CreateService _ -> "CreateService";
      case UpdateService _ -> "UpdateService";
      case DeleteService _ -> "DeleteService";
      case MarkApplied _, Tag _, MarkJob _ -> "TagResource";
      case Untag _, Disown _ -> "UntagResource";
      case StopDeployment _ -> "StopServiceDeployment";
      case RunTask _ -> "RunTask";
      case StopTask _ -> "StopTask";
      case MarkScaling _ -> "TagResource";
      case RegisterScalableTarget _ -> "RegisterScalableTarget";
      case DeregisterScalableTarget _ -> "DeregisterScalableTarget";
      case PutScalingPolicy _ -> "PutScalingPolicy";
      case DeleteScalingPolicy _ -> "DeleteScalingPolicy";
      case PutScheduledAction _ -> "PutScheduledAction";
      case DeleteScheduledAction _ -> "DeleteScheduledAction";
    };
  }

  /// @param request CreateCluster's members, with tags
  record CreateCluster(ResourceKey key, Value.Fields request, String because) implements Action {
    @Override
    public Expect expect() {
      return new Expect.Absent();
    }
  }

  /// @param request CreateHttpNamespace's members in the spelling of the ECS API (lower camel)
  record CreateNamespace(ResourceKey key, SortedMap<String, String> tags, String because)
      implements Action {
    public CreateNamespace {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    @Override
    public Expect expect() {
      return new Expect.Absent();
    }
  }

  /// Registers a revision, or finds one that is ours, ACTIVE and has this very content: the
  /// candidate first, then the newest of the family.
  ///
  /// @param definition RegisterTaskDefinition's members, without tags
  /// @param candidate `<family>:<revision>` that `berth:applied` names for the same hash
  record RegisterTaskDefinition(
      ResourceKey key,
      Value.Fields definition,
      SortedMap<String, String> tags,
      Optional<String> candidate,
      String because)
      implements Action {
    public RegisterTaskDefinition {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    @Override
    public Expect expect() {
      return new Expect.Anything();
    }
  }

  /// @param request CreateService's members, without cluster, name, task definition, tags
  /// @param hash of the content, for `berth:applied`
  /// @param token CreateService's clientToken: a pure function of what is asked
  record CreateService(
      ResourceKey key,
      Value.Fields request,
      SortedMap<String, String> tags,
      String hash,
      String token,
      String because)
      implements Action {
    public CreateService {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    @Override
    public Expect expect() {
      return new Expect.Absent();
    }
  }

  /// Writes `berth:applied` for the revision that an earlier action of this key registered, with
  /// the other tags: the intent, before UpdateService.
  record MarkApplied(
      ResourceKey key, String hash, SortedMap<String, String> tags, Expect expect, String because)
      implements Action {
    public MarkApplied {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
  }

  /// @param request UpdateService's members, without cluster, name and task definition
  record UpdateService(
      ResourceKey key, Value.Fields request, Definition definition, Expect expect, String because)
      implements Action {}

  record DeleteService(ResourceKey key, Expect expect, String because) implements Action {}

  record Tag(ResourceKey key, SortedMap<String, String> tags, Expect expect, String because)
      implements Action {
    public Tag {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
  }

  record Untag(ResourceKey key, List<String> tags, Expect expect, String because)
      implements Action {
    public Untag {
      tags = List.copyOf(tags);
    }
  }

  /// Takes Berth's tags from what hangs on a service, when the service is given back.
  ///
  /// @param arn of a task definition, or of a scalable target
  record Disown(ResourceKey key, String arn, List<String> tags, String because) implements Action {
    public Disown {
      tags = List.copyOf(tags);
    }

    @Override
    public Expect expect() {
      return new Expect.Anything();
    }
  }

  /// Stops a service deployment with ROLLBACK.
  record StopDeployment(ResourceKey key, String deployment, String because) implements Action {
    @Override
    public Expect expect() {
      return new Expect.Anything();
    }
  }

  /// Registers a Job's revision, with its next attempt among the tags: written down before RunTask.
  ///
  /// @param definition RegisterTaskDefinition's members, without tags
  record RegisterJob(
      ResourceKey key,
      Value.Fields definition,
      SortedMap<String, String> tags,
      Expect expect,
      String because)
      implements Action {
    public RegisterJob {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
  }

  /// Writes into a Job's ledger: the tags of the newest revision of its family.
  record MarkJob(
      ResourceKey key, String family, SortedMap<String, String> tags, Expect expect, String because)
      implements Action {
    public MarkJob {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
  }

  /// @param revision the ARN; empty for the one that an earlier action of this key registered
  /// @param request RunTask's members, without cluster and task definition
  /// @param attempt that it is: where ECS starts nothing, that is its outcome
  record RunTask(
      ResourceKey key,
      String family,
      Optional<String> revision,
      Value.Fields request,
      Ledger.Attempt attempt,
      Expect expect,
      String because)
      implements Action {}

  /// Stops a Job's task; one that has stopped already stays as it is.
  ///
  /// @param task its ARN
  record StopTask(ResourceKey key, String task, String because) implements Action {
    @Override
    public Expect expect() {
      return new Expect.Anything();
    }
  }

  /// Writes `berth:scaling` on the service of a scalable target.
  record MarkScaling(ResourceKey key, String mark, String because) implements Action {
    @Override
    public Expect expect() {
      return new Expect.Anything();
    }
  }

  /// @param request what is made, or changed, of it; names begin with a small letter
  /// @param tags of a new one; none where it exists
  record RegisterScalableTarget(
      ResourceKey key,
      Value.Fields request,
      SortedMap<String, String> tags,
      Expect expect,
      String because)
      implements Action {
    public RegisterScalableTarget {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
  }

  /// AWS deletes its policies and scheduled actions with it.
  record DeregisterScalableTarget(ResourceKey key, Expect expect, String because)
      implements Action {}

  /// @param request the whole policy; names begin with a small letter
  record PutScalingPolicy(ResourceKey key, Value.Fields request, Expect expect, String because)
      implements Action {}

  record DeleteScalingPolicy(ResourceKey key, Expect expect, String because) implements Action {}

  /// @param request the whole action; names begin with a small letter
  record PutScheduledAction(ResourceKey key, Value.Fields request, Expect expect, String because)
      implements Action {}

  record DeleteScheduledAction(ResourceKey key, Expect expect, String because) implements Action {}

  /// Which task definition an UpdateService names.
  enum Definition {
    /// None: the service keeps its own.
    UNCHANGED,
    /// None, and forceNewDeployment.
    SAME_AGAIN,
    /// The one that an earlier action of this key registered or found.
    REGISTERED
  }
}
