package dev.berth.git;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

/// To one repository, with one set of credentials: what is there, and then that.
final class Line implements AutoCloseable {
  private static final String KEPT = "refs/berth/kept";
  private static final String EARLIER = "refs/berth/earlier";

  private final Remote remote;
  private final Credentials credentials;
  private final Limits limits;
  private final InstantSource clock;
  private final Trace trace = new Trace();
  private final Refusals refusals;
  private Optional<Ssh> ssh = Optional.empty();

  Line(Remote remote, Credentials credentials, Limits limits, InstantSource clock) {
    this.remote = remote;
    this.credentials = credentials;
    this.limits = limits;
    this.clock = clock;
    this.refusals = new Refusals(remote, credentials, trace);
  }

  /// What a revision is now.
  ///
  /// @param ref its name, or its id, for whoever fetches it
  /// @param object a commit, or a tag that names one
  /// @param kept the ref by which it is kept: one for what is wanted, one for a commit of before
  record Tip(String ref, ObjectId object, String kept) {
    /// A commit is sent with all that it holds: one that is there is there whole.
    boolean keptIn(Repository repository) throws IOException {
      if (kept.equals(EARLIER)) return repository.getObjectDatabase().has(object);
      var there = repository.exactRef(kept);
      return there != null && object.equals(there.getObjectId());
    }
  }

  /// Asks for no more than the names that it may have; an exact commit is what it is.
  Tip tip() {
    if (remote.revision() instanceof Revision.Exact(var id)) {
      return new Tip(id, ObjectId.fromString(id), EARLIER);
    }
    var names = remote.revision().refs();
    var wanted = names.stream().map(RefSpec::new).toList();
    try (var transport = ready(Transport.open(remote.uri()))) {
      try (var connection = transport.openFetch(wanted)) {
        return tip(connection, names);
      }
    } catch (NotSupportedException | TransportException e) {
      throw refusals.of(e);
    }
  }

  private Tip tip(FetchConnection connection, List<String> names) {
    var there = names.stream().map(connection::getRef).filter(ref -> known(ref)).toList();
    if (there.size() == 1) {
      return new Tip(there.getFirst().getName(), there.getFirst().getObjectId(), KEPT);
    }
    if (there.isEmpty()) throw refusals.missing();
    throw new SourceFailure(
        Kind.REFUSED,
        remote.url() + " has a branch and a tag of that name",
        "say which: " + String.join(" or ", names));
  }

  private static boolean known(Ref ref) {
    return ref != null && ref.getObjectId() != null;
  }

  /// Without history, and what is kept already is not sent again.
  ///
  /// @return what the revision was at that moment
  /// @throws IOException where that can be the fault of what is kept
  ObjectId fetch(Repository repository, Tip tip) throws IOException {
    boolean fresh = repository.getRefDatabase().getRefs().isEmpty();
    var wanted = new RefSpec("+" + tip.ref() + ":" + tip.kept());
    try (var transport = ready(Transport.open(repository, remote.uri()))) {
      transport.setDepth(1);
      transport.setTagOpt(TagOpt.NO_TAGS);
      transport.fetch(NullProgressMonitor.INSTANCE, List.of(wanted));
    } catch (NotSupportedException | TransportException e) {
      if (fresh || refusals.sure(e)) throw refusals.of(e);
      throw e;
    }
    return kept(repository, tip);
  }

  /// jgit keeps what a ref names, and leaves a commit that was asked for by its id to the caller.
  private ObjectId kept(Repository repository, Tip tip) throws IOException {
    if (remote.revision() instanceof Revision.Exact) {
      var update = repository.updateRef(tip.kept());
      update.setNewObjectId(tip.object());
      update.forceUpdate();
    }
    var kept = repository.exactRef(tip.kept());
    if (kept == null) throw new IOException("nothing was kept of " + tip.ref());
    return kept.getObjectId();
  }

  InputStream bounded(InputStream pack) {
    return new Bounds(pack, limits, clock, trace);
  }

  private Transport ready(Transport transport) {
    if (credentials.token().isPresent() && remote.overheard()) {
      throw new SourceFailure(
          Kind.REFUSED, remote.url() + " would send the token in the clear", "use https://");
    }
    transport.setTimeout(Math.toIntExact(limits.silence().toSeconds()));
    switch (transport) {
      case TransportHttp http -> {
        http.setHttpConnectionFactory(new Web(remote.url(), trace));
        credentials
            .token()
            .ifPresent(token -> {
              http.setPreemptiveBasicAuthentication(credentials.userOrUsual(), token);
            });
      }
      case SshTransport secure -> secure.setSshSessionFactory(ssh().sessions());
      default -> {}
    }
    return transport;
  }

  private Ssh ssh() {
    if (ssh.isEmpty()) ssh = Optional.of(Ssh.to(remote, credentials, trace));
    return ssh.get();
  }

  @Override
  public void close() {
    ssh.ifPresent(Ssh::close);
  }
}
