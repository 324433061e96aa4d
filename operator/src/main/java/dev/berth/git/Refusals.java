package dev.berth.git;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;

/// Why a server gave nothing, by what was seen on the way and by jgit's exceptions: by their types,
/// and by a piece of a message only where there is nothing else.
final class Refusals {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int FAULT = 400;
  private static final String LATER = "it is tried again; check the address and the network";

  private final Remote remote;
  private final Credentials credentials;
  private final Trace trace;

  Refusals(Remote remote, Credentials credentials, Trace trace) {
    this.remote = remote;
    this.credentials = credentials;
    this.trace = trace;
  }

  /// Whether it is the server's or the network's fault, whatever is kept here.
  boolean sure(IOException e) {
    boolean seen = trace.excess().isPresent() || trace.refusal().isPresent();
    boolean answered = trace.status().orElse(0) >= FAULT;
    return seen || answered || told(e).isPresent();
  }

  SourceFailure of(IOException e) {
    return noticed()
        .or(() -> answered())
        .or(() -> told(e))
        .or(this::withheld)
        .orElseGet(
            () -> failure(Kind.UNREACHABLE, "cannot fetch " + remote.url() + words(e), LATER));
  }

  SourceFailure missing() {
    var url = remote.url();
    return switch (remote.revision()) {
      case Revision.Newest _ ->
          failure(Kind.MISSING, url + " has no commit on its default branch", "push one");
      case Revision.Named _, Revision.Exact _ ->
          failure(
              Kind.MISSING,
              url + " has no " + remote.revision().told(),
              "push it, or name another; a commit is named by all its 40 digits");
    };
  }

  /// A server refuses a commit that it does not have, or that no branch leads to, each in its
  /// words.
  private Optional<SourceFailure> withheld() {
    boolean exact = remote.revision() instanceof Revision.Exact;
    return exact ? Optional.of(missing()) : Optional.empty();
  }

  private Optional<SourceFailure> noticed() {
    if (trace.excess().isPresent()) {
      var message = remote.url() + " is too large: " + trace.excess().get();
      return Optional.of(failure(Kind.REFUSED, message, "keep manifests apart from large files"));
    }
    if (trace.refusal().isEmpty()) return Optional.empty();
    var why = trace.refusal().get();
    return Optional.of(
        switch (remote.way()) {
          case SSH ->
              failure(
                  Kind.DENIED,
                  remote.uri().getHost() + " may be somebody else: " + why,
                  "compare it with what the host publishes, and mend " + Credentials.KNOWN_HOSTS);
          case WEB, LOCAL ->
              failure(
                  Kind.REFUSED,
                  remote.url() + " " + why,
                  "give the address of the repository as it is now");
        });
  }

  private Optional<SourceFailure> answered() {
    int status = trace.status().orElse(0);
    if (status < FAULT) return Optional.empty();
    var url = remote.url();
    return Optional.of(
        switch (status) {
          case UNAUTHORIZED, FORBIDDEN -> denied(status);
          case NOT_FOUND ->
              failure(
                  Kind.MISSING,
                  "there is no repository at " + url + ", or none for these credentials",
                  "check the address" + credentials.token().map(_ -> " and the token").orElse(""));
          case TOO_MANY ->
              failure(
                  Kind.UNREACHABLE, url + " answered 429: too many requests", "poll less often");
          default -> failure(Kind.UNREACHABLE, url + " answered " + status, "it is tried again");
        });
  }

  private SourceFailure denied(int status) {
    var url = remote.url();
    if (credentials.token().isEmpty()) {
      var message = url + " wants credentials, and there is no token";
      return failure(Kind.DENIED, message, "give one in " + Credentials.TOKEN);
    }
    return failure(
        Kind.DENIED,
        url + " refused the token with " + status,
        "is it expired, and may it read this repository?");
  }

  private Optional<SourceFailure> told(IOException e) {
    return causes(e).flatMap(cause -> told(cause).stream()).findFirst();
  }

  private Optional<SourceFailure> told(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ -> unreachable("there is no host of that name");
      case ConnectException _ -> unreachable("nothing listens there");
      case NoRouteToHostException _ -> unreachable("there is no way to that host");
      case SocketTimeoutException _ -> unreachable("it did not answer in time");
      case SSLException tls -> unreachable(Words.plain(String.valueOf(tls.getMessage())));
      case InterruptedIOException late -> unreachable(late.getMessage());
      case TooLargeObjectInPackException _ -> {
        var message = remote.url() + " is too large: one file is, whatever folder is wanted";
        yield Optional.of(failure(Kind.REFUSED, message, "keep manifests apart from large files"));
      }
      case SshException login when unauthenticated(login) -> {
        var message = remote.url() + " refused the key";
        var hint = "add its public half to the repository, as a deploy key that may read";
        yield Optional.of(failure(Kind.DENIED, message, hint));
      }
      case NoRemoteRepositoryException _ -> {
        var message = "there is no repository at " + remote.url();
        yield Optional.of(failure(Kind.MISSING, message, "check the address, and who may see it"));
      }
      default -> Optional.empty();
    };
  }

  private static boolean unauthenticated(SshException e) {
    return e.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
  }

  private Optional<SourceFailure> unreachable(String why) {
    return Optional.of(
        failure(Kind.UNREACHABLE, "cannot reach " + remote.url() + ": " + why, LATER));
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
  }

  private String words(IOException e) {
    var last = causes(e).reduce((_, cause) -> cause).orElse(e);
    var message = Optional.ofNullable(last.getMessage()).orElse(last.getClass().getSimpleName());
    var own = message.replace(remote.uri().toString() + ": ", "");
    return ": " + Words.plain(credentials.hide(own));
  }

  /// Without jgit's exception: what a server said may be anything, and is told above or nowhere.
  private static SourceFailure failure(Kind kind, String message, String hint) {
    return new SourceFailure(kind, message, hint);
  }
}
