package dev.berth.git;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;

/// What of a repository is wanted.
public sealed interface Revision {
  /// What a clone would check out.
  record Newest() implements Revision {}

  /// A branch or a tag; whole, such as `refs/heads/main`, or by its name alone.
  record Named(String name) implements Revision {}

  /// One commit, by its 40 digits. It never changes, so it is never asked for again.
  record Exact(String id) implements Revision {}

  Pattern ID = Pattern.compile("[0-9a-f]{40}");

  /// @param text blank for the newest
  /// @throws SourceFailure where git allows no such name
  static Revision of(String text) {
    var name = text.strip();
    if (name.isEmpty() || name.equals("HEAD")) return new Newest();
    if (ID.matcher(name).matches()) return new Exact(name);
    var whole = name.startsWith("refs/") ? name : "refs/heads/" + name;
    if (Repository.isValidRefName(whole)) return new Named(name);
    throw new SourceFailure(
        Kind.REFUSED,
        "git allows no branch or tag of the name \"" + Words.plain(name) + "\"",
        "name a branch, a tag, or all 40 digits of a commit");
  }

  /// The refs that it may be, the likeliest first.
  default List<String> refs() {
    return switch (this) {
      case Newest _ -> List.of("HEAD");
      case Named(var name) when name.startsWith("refs/") -> List.of(name);
      case Named(var name) -> List.of("refs/heads/" + name, "refs/tags/" + name);
      case Exact _ -> List.of();
    };
  }

  /// As a message says it.
  default String told() {
    return switch (this) {
      case Newest _ -> "commit";
      case Named(var name) when name.startsWith("refs/") -> name;
      case Named(var name) -> "branch or tag " + name;
      case Exact(var id) -> "commit " + id;
    };
  }
}
