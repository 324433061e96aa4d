package dev.berth.git;

import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.ManifestSource;
import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// Manifests in a git repository, as the wanted revision is now: a branch that was forced elsewhere
/// is followed.
///
/// One fetch at a time: a lock guards the line to the server and what is kept.
///
/// A look asks the server for one ref. Where that is what it was, nothing is fetched or read.
public final class GitSource implements ManifestSource {
  private final Remote remote;
  private final Supplier<Credentials> vault;
  private final Limits limits;
  private final InstantSource clock;
  private final Gate gate;
  private final Cache cache;
  private Optional<Credentials> credentials = Optional.empty();
  private Optional<Known> last = Optional.empty();

  /// @param object what the revision was
  private record Known(ObjectId object, Checkout checkout) {}

  /// @param vault asked once, and again whenever the server denies: so that a new token is taken
  ///   without a restart
  /// @param folder where to keep what was fetched; empty for the memory
  public GitSource(
      Remote remote,
      Supplier<Credentials> vault,
      Optional<Path> folder,
      Limits limits,
      InstantSource clock) {
    Isolation.begin();
    this.remote = remote;
    this.vault = vault;
    this.limits = limits;
    this.clock = clock;
    this.gate = new Gate(limits.object());
    this.cache = new Cache(folder, gate);
  }

  @Override
  public synchronized Checkout fetch() {
    return entrusted(held -> newest(held));
  }

  /// From what is kept, if it is that; else from the server, which may not give a commit that no
  /// branch leads to.
  @Override
  public synchronized Checkout at(String commit) {
    var before = last.map(Known::checkout).filter(known -> known.commit().id().equals(commit));
    if (before.isPresent()) return before.get();
    var exact = new Remote(remote.url(), Revision.of(commit), remote.folder());
    return entrusted(held -> {
      try (var line = new Line(exact, held, limits, clock)) {
        return read(line, line.tip()).checkout();
      }
    });
  }

  private Checkout newest(Credentials held) {
    try (var line = new Line(remote, held, limits, clock)) {
      var tip = line.tip();
      var known = last.filter(each -> each.object().equals(tip.object()));
      if (known.isPresent()) return known.get().checkout();
      last = Optional.of(read(line, tip));
      return last.get().checkout();
    }
  }

  /// With the credentials that were right so far, and once more where others are to be had by now.
  private Checkout entrusted(Function<Credentials, Checkout> fetching) {
    if (credentials.isEmpty()) credentials = Optional.of(vault.get());
    var held = credentials.get();
    try {
      return fetching.apply(held);
    } catch (SourceFailure e) {
      if (e.kind() != Kind.DENIED) throw e;
      var anew = vault.get();
      credentials = Optional.of(anew);
      if (anew.equals(held)) throw e;
      return fetching.apply(anew);
    }
  }

  private Known read(Line line, Line.Tip tip) {
    gate.through(line::bounded);
    return cache.use(repository -> read(repository, line, tip));
  }

  private Known read(Repository repository, Line line, Line.Tip tip) throws IOException {
    var object = tip.keptIn(repository) ? tip.object() : line.fetch(repository, tip);
    try (var reader = repository.newObjectReader()) {
      return new Known(object, Contents.of(commit(object, reader), reader, remote, limits));
    }
  }

  private RevCommit commit(ObjectId object, ObjectReader reader) throws IOException {
    try (var walk = new RevWalk(reader)) {
      return walk.parseCommit(object);
    } catch (IncorrectObjectTypeException e) {
      throw new SourceFailure(
          Kind.REFUSED,
          remote.revision().told() + " of " + remote.url() + " is no commit",
          "name one that is",
          e);
    }
  }
}
