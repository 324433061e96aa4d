package dev.berth.http;

import dev.berth.plan.PlanMarkdown;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Visit;
import java.util.List;
import java.util.Optional;

/// Puts what a commit changes beside it on the forge that it is from, as a comment: one for each
/// environment in which something differs. Of the commit that the process found at its start
/// another one may have told: nothing is told of that.
final class DiffScribe implements Scribe {
  static final String CHANNEL = "commit-diff";

  /// GitHub takes 65,536 characters.
  private static final int ROOM = 60_000;

  private final Forge forge;
  private final String token;
  private Optional<String> last = Optional.empty();

  DiffScribe(Forge forge, String token) {
    this.forge = forge;
    this.token = token;
  }

  @Override
  public List<Letter> write(Event.Stood stood) {
    var standing = stood.standing();
    var commit = standing.newest().commit().map(Commit::id).filter(StatusScribe::full);
    if (commit.isEmpty() || last.isEmpty()) {
      last = commit;
      return List.of();
    }
    if (last.equals(commit) || !(standing.visit() instanceof Visit.Seen seen)) return List.of();
    if (!seen.commit().id().equals(commit.get())) return List.of();
    last = commit;
    if (!seen.plan().differs()) return List.of();
    return List.of(forge.comment(CHANNEL, token, commit.get(), cut(PlanMarkdown.of(seen.plan()))));
  }

  private static String cut(String text) {
    return text.length() <= ROOM ? text : text.substring(0, ROOM) + "\n\n… and more";
  }
}
