package dev.berth.plan;

import dev.berth.model.Finding;
import dev.berth.model.Ledger;
import dev.berth.model.Live;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The verdict on one key. Every key, wanted or live, gets exactly one.
public sealed interface Change {
  ResourceKey key();

  record Create(Wanted want) implements Change {
    @Override
    public ResourceKey key() {
      return want.key();
    }
  }

  /// At least one field differs, and none of them needs a replacement.
  record Update(Wanted want, Live have, List<Field> fields) implements Change {
    public Update {
      fields = List.copyOf(fields);
    }

    @Override
    public ResourceKey key() {
      return want.key();
    }
  }

  /// A field differs that ECS cannot change: the thing is deleted and made anew.
  record Replace(Wanted want, Live have, List<Field> fields) implements Change {
    public Replace {
      fields = List.copyOf(fields);
    }

    @Override
    public ResourceKey key() {
      return want.key();
    }
  }

  /// The same content again: a restart on purpose.
  record Restart(Wanted want, Live have, String because) implements Change {
    @Override
    public ResourceKey key() {
      return want.key();
    }
  }

  /// To take over what somebody else made: its tags are written, and nothing else. Asked for by
  /// name.
  ///
  /// @param fields what differs, and is an ordinary difference once it is ours
  record Adopt(Wanted want, Live have, List<Field> fields) implements Change {
    public Adopt {
      fields = List.copyOf(fields);
    }

    @Override
    public ResourceKey key() {
      return want.key();
    }
  }

  /// It left the manifests, and the environment prunes.
  record Delete(Live have) implements Change {
    @Override
    public ResourceKey key() {
      return have.key();
    }
  }

  /// Live is as wanted, or on its way there.
  record Keep(Wanted want, Live have, Progress progress) implements Change {
    @Override
    public ResourceKey key() {
      return want.key();
    }
  }

  /// A gate is closed: `then` is done when it opens.
  record Waiting(Change then, List<Closed> on) implements Change {
    public Waiting {
      on = List.copyOf(on);
    }

    @Override
    public ResourceKey key() {
      return then.key();
    }
  }

  /// Not done, whatever opens.
  record Blocked(Change then, Why why) implements Change {
    @Override
    public ResourceKey key() {
      return then.key();
    }
  }

  /// How far the roll-out of a wanted content is.
  sealed interface Progress {
    record Settled() implements Progress {}

    /// @param told one line for people, such as `1 of 2 tasks running`
    record Rolling(String told) implements Progress {}
  }

  /// Why the gate towards one dependency is closed.
  record Closed(ResourceKey on, Reason reason) {}

  enum Reason {
    ABSENT("does not exist yet", "do not exist yet"),
    ROLLING("is rolling out", "are rolling out"),
    BEHIND("does not run what is wanted yet", "do not run what is wanted yet"),
    FAILED("failed to roll out", "failed to roll out"),
    WAITING("waits itself", "wait themselves"),
    REFUSED("is refused", "are refused"),
    DENIED("is denied by a policy", "are denied by a policy"),
    SCALED_TO_ZERO("is scaled to zero", "are scaled to zero"),
    DRAINING("is still draining", "are still draining"),
    /// Of Jobs.
    NOT_RUN("has not run yet", "have not run yet"),
    RUNNING("is running", "are running"),
    ENDED_BADLY("failed", "failed"),
    LOST("has an unknown outcome", "have an unknown outcome");

    private final String words;
    private final String ofSeveral;

    Reason(String words, String ofSeveral) {
      this.words = words;
      this.ofSeveral = ofSeveral;
    }

    public String words() {
      return words;
    }

    public String words(int things) {
      return things == 1 ? words : ofSeveral;
    }
  }

  sealed interface Why {
    /// The same content failed before.
    record Skipped(String reason) implements Why {}

    /// `berth rollback` went back from this content.
    ///
    /// @param told such as `rolled back to api:1`
    record Held(String told) implements Why {}

    /// @param owner what the tag says, or `nobody`
    record Foreign(String owner) implements Why {}

    record OwnershipLost() implements Why {}

    /// A policy objects to the content.
    record Denied(List<Finding> findings) implements Why {
      public Denied {
        findings = List.copyOf(findings);
      }
    }

    /// A Job ended badly, and its content is not run again by itself.
    record JobFailed(String reason, Ledger.Outcome outcome) implements Why {}

    /// Nobody saw what became of a Job's attempt, and its task is gone.
    ///
    /// @param since when it was written down; empty where even that is gone
    record JobLost(Optional<Instant> since) implements Why {}

    /// An image's digest is not known, and nothing runs whose digest could be kept.
    ///
    /// @param what in words: which image, and why
    record Unresolved(String what) implements Why {}

    /// More would be deleted than goes without being approved.
    ///
    /// @param approval what approves just these deletions
    record PruneLimit(int deletions, int owned, int limit, String approval) implements Why {}

    /// Not now: what holds it is no matter of the content, nor of what runs.
    record Restrained(Restraint by) implements Why {}

    /// It is the operator's own service, and would be stopped by its own hand.
    record Itself() implements Why {}

    /// Adopting would end in taking something away, and nobody asked for that.
    ///
    /// @param what the paths, as a diff shows them
    record Disappearing(List<Path> what) implements Why {
      public Disappearing {
        what = List.copyOf(what);
      }
    }
  }
}
