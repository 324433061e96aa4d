package dev.berth.reconcile;

import dev.berth.model.Finding;
import java.util.List;
import java.util.Optional;

/// What is known of the source: the newest commit that could be had, and what is wrong, if it is.
///
/// @param checkout empty before the first
/// @param trouble why the last look brought none
/// @param looks how many looks brought one so far
public record Newest(Optional<Checkout> checkout, Optional<Trouble> trouble, int looks) {
  public static final Newest UNKNOWN = new Newest(Optional.empty(), Optional.empty(), 0);

  /// @param hint what to do; may be empty
  public record Trouble(
      SourceFailure.Kind kind, String message, String hint, List<Finding> findings) {
    public Trouble {
      findings = List.copyOf(findings);
    }

    /// One word that does not change between versions.
    public String reason() {
      return switch (kind) {
        case UNREACHABLE -> "SourceUnreachable";
        case DENIED -> "SourceDenied";
        case MISSING -> "SourceMissing";
        case REFUSED -> "SourceRefused";
      };
    }

    static Trouble of(SourceFailure failure) {
      return new Trouble(failure.kind(), failure.getMessage(), failure.hint(), failure.findings());
    }
  }

  public Newest with(Checkout found) {
    return new Newest(Optional.of(found), Optional.empty(), looks + 1);
  }

  public Newest with(SourceFailure failure) {
    return new Newest(checkout, Optional.of(Trouble.of(failure)), looks);
  }

  public Optional<Commit> commit() {
    return checkout.map(Checkout::commit);
  }
}
