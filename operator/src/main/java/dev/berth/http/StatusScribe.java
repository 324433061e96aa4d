package dev.berth.http;

import dev.berth.reconcile.Commit;
import dev.berth.reconcile.Event;
import java.util.List;
import java.util.Optional;

/// Gives the newest commit a status on the forge that it is from: one for each environment.
final class StatusScribe implements Scribe {
  static final String CHANNEL = "commit-status";

  /// What GitHub takes of a description.
  private static final int ROOM = 140;

  private final Forge forge;
  private final String token;
  private final Optional<String> site;
  private Optional<Letter> last = Optional.empty();

  /// @param site where the pages are for those who read the status; empty where nowhere
  StatusScribe(Forge forge, String token, Optional<String> site) {
    this.forge = forge;
    this.token = token;
    this.site = site;
  }

  @Override
  public List<Letter> write(Event.Stood stood) {
    var standing = stood.standing();
    var commit = standing.newest().commit().map(Commit::id).filter(StatusScribe::full);
    if (commit.isEmpty()) return List.of();
    var verdict = Verdict.of(standing);
    var name = standing.environment();
    var link = site.map(base -> base + "/environments/" + Frame.escaped(name));
    var words = words(verdict);
    var letter = forge.letter(token, commit.get(), state(verdict), "berth/" + name, words, link);
    if (last.filter(letter::equals).isPresent()) return List.of();
    last = Optional.of(letter);
    return List.of(letter);
  }

  /// Whether it is git's name of a commit: a folder has none.
  static boolean full(String id) {
    return id.matches("[0-9a-f]{40}");
  }

  private static Forge.State state(Verdict verdict) {
    return switch (verdict.mood()) {
      case GOOD -> Forge.State.SUCCESS;
      case MOVING, OPEN, WAITING, STILL -> Forge.State.PENDING;
      case BAD, UNKNOWN -> Forge.State.FAILURE;
    };
  }

  private static String words(Verdict verdict) {
    var cause = verdict.cause().isEmpty() ? "" : ": " + verdict.cause();
    var all = verdict.sentence() + cause;
    return all.length() <= ROOM ? all : all.substring(0, ROOM - 1) + "…";
  }
}
