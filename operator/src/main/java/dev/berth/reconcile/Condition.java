package dev.berth.reconcile;

import java.time.Instant;

/// One thing that is so, is not so, or cannot be told.
///
/// @param reason one word, such as `RolloutFailed`, that does not change between versions
/// @param message a sentence for people; empty where the reason says all
/// @param since when the truth last changed
public record Condition(Type type, Truth truth, String reason, String message, Instant since) {
  public enum Type {
    /// The cluster is as the newest commit says.
    SYNCED("Synced"),
    /// What runs is well, whatever commit it is of.
    HEALTHY("Healthy"),
    /// Something moves, and will by itself.
    PROGRESSING("Progressing");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public enum Truth {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String word;

    Truth(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// The same, said to be so since the former one was, where its truth is the same.
  Condition after(Condition former) {
    return former.truth() == truth
        ? new Condition(type, truth, reason, message, former.since())
        : this;
  }
}
