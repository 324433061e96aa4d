package dev.berth.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/// SSH with one key to hosts that are known, and with nothing of the machine's: no `~/.ssh`, no
/// agent, no question.
record Ssh(SshdSessionFactory sessions) {
  /// Nothing is there, and nothing is looked for there.
  private static final File NOWHERE = new File("/nonexistent");

  /// @throws SourceFailure where what it takes is not given
  static Ssh to(Remote remote, Credentials credentials, Trace trace) {
    var key = credentials.key().orElseThrow(() -> denied(NO_KEY, GIVE_KEY));
    var hosts = credentials.knownHosts().orElseThrow(() -> denied(NO_HOSTS, GIVE_HOSTS));
    var keys = keys(key);
    var known = KnownHosts.of(hosts, remote.uri(), trace);
    return new Ssh(
        new SshdSessionFactoryBuilder()
            .setHomeDirectory(NOWHERE)
            .setSshDirectory(NOWHERE)
            .setPreferredAuthentications("publickey")
            .setConfigStoreFactory((_, _, _) -> null)
            .setDefaultIdentities(_ -> List.of())
            .setDefaultKnownHostsFiles(_ -> List.of())
            .setDefaultKeysProvider(_ -> keys)
            .setKeyPasswordProvider(_ -> null)
            .setConnectorFactory(null)
            .setServerKeyDatabase((_, _) -> known)
            .build(null));
  }

  void close() {
    sessions.close();
  }

  private static final String NO_KEY = "the repository is reached by SSH, and there is no key";
  private static final String GIVE_KEY =
      "give a deploy key in " + Credentials.SSH_KEY + ": the text, or a file";
  private static final String NO_HOSTS =
      "the repository is reached by SSH, and no host is known by its key";
  private static final String GIVE_HOSTS =
      "give the host's lines of a known_hosts file in " + Credentials.KNOWN_HOSTS;
  private static final String ODD_KEY =
      "the key in " + Credentials.SSH_KEY + " is no private key that can be used";
  private static final String MEND_KEY =
      "give one in OpenSSH's form or as PEM, without a passphrase";

  private static List<KeyPair> keys(String text) {
    var bytes = (text.strip() + "\n").getBytes(UTF_8);
    var keys = new ArrayList<KeyPair>();
    try {
      var read =
          SecurityUtils.loadKeyPairIdentities(
              null, () -> Credentials.SSH_KEY, new ByteArrayInputStream(bytes), null);
      if (read != null) read.forEach(keys::add);
    } catch (IOException | GeneralSecurityException _) {
      throw denied(ODD_KEY, MEND_KEY);
    }
    if (keys.isEmpty()) throw denied(ODD_KEY, MEND_KEY);
    return List.copyOf(keys);
  }

  private static SourceFailure denied(String message, String hint) {
    return new SourceFailure(Kind.DENIED, message, hint);
  }
}
