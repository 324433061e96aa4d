package dev.berth.reconcile;

import dev.berth.model.Finding;
import java.util.List;

/// Why there are no manifests to be had. Nothing is changed and nothing pruned on such a day
///
public final class SourceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public enum Kind {
    /// No answer; the next look may get one.
    UNREACHABLE,
    /// The credentials are missing, or do not suffice.
    DENIED,
    /// The branch, the tag, the commit or the folder is not there.
    MISSING,
    /// It is there, and cannot be used: nothing in it, too much, links, no text.
    REFUSED
  }

  private final Kind kind;
  private final String hint;
  private final transient List<Finding> findings;

  /// @param hint what to do; may be empty
  public SourceFailure(Kind kind, String message, String hint, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
    this.findings = List.of();
  }

  public SourceFailure(Kind kind, String message, String hint) {
    this(kind, message, hint, List.of());
  }

  /// @param findings with file and line, where files are at fault
  public SourceFailure(Kind kind, String message, String hint, List<Finding> findings) {
    super(message);
    this.kind = kind;
    this.hint = hint;
    this.findings = List.copyOf(findings);
  }

  public Kind kind() {
    return kind;
  }

  public String hint() {
    return hint;
  }

  public List<Finding> findings() {
    return findings;
  }
}
