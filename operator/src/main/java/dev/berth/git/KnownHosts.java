package dev.berth.git;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;

/// The keys by which a host is known. One that is not there, or is another, is refused: nobody is
/// asked, and none is added.
final class KnownHosts implements ServerKeyDatabase {
  private static final int SSH_PORT = 22;
  private static final String REVOKED = "revoked";

  private final String host;
  private final List<PublicKey> known;
  private final List<PublicKey> revoked;
  private final Trace trace;

  private KnownHosts(String host, List<PublicKey> known, List<PublicKey> revoked, Trace trace) {
    this.host = host;
    this.known = List.copyOf(known);
    this.revoked = List.copyOf(revoked);
    this.trace = trace;
  }

  /// @param text lines of a `known_hosts` file; hashed names and patterns among them
  static KnownHosts of(String text, URIish uri, Trace trace) {
    int port = uri.getPort() < 0 ? SSH_PORT : uri.getPort();
    var known = new ArrayList<PublicKey>();
    var revoked = new ArrayList<PublicKey>();
    try {
      for (var entry : KnownHostEntry.readKnownHostEntries(new StringReader(text), true)) {
        if (!entry.isHostMatch(uri.getHost(), port)) continue;
        var key = entry.getKeyEntry().resolvePublicKey(null, null);
        if (key == null) continue;
        if (entry.getMarker() == null) known.add(key);
        else if (entry.getMarker().equals(REVOKED)) revoked.add(key);
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException _) {
      throw new SourceFailure(
          Kind.DENIED,
          "what " + Credentials.KNOWN_HOSTS + " says are no lines of a known_hosts file",
          "write: HOST KEY-TYPE KEY, a line each");
    }
    return new KnownHosts(uri.getHost(), known, revoked, trace);
  }

  @Override
  public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration settings) {
    return known;
  }

  @Override
  public boolean accept(
      String address,
      InetSocketAddress remote,
      PublicKey key,
      Configuration settings,
      CredentialsProvider person) {
    boolean accepted = isIn(known, key) && !isIn(revoked, key);
    if (!accepted) trace.refused(why(key));
    return accepted;
  }

  private String why(PublicKey key) {
    var shown = KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
    if (isIn(revoked, key)) return "its key " + shown + " is revoked";
    if (known.isEmpty()) return "no key of " + host + " is known; it came with " + shown;
    return "it came with " + shown + ", and is known by another key";
  }

  private static boolean isIn(List<PublicKey> keys, PublicKey key) {
    return keys.stream().anyMatch(each -> KeyUtils.compareKeys(each, key));
  }
}
