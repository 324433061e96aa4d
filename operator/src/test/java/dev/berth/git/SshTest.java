package dev.berth.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The source over SSH, with the keys that `ssh-keygen` makes unless it is told otherwise.
class SshTest {
  private static final KeyPair HOST = ed25519();
  private static final KeyPair KEY = ed25519();

  @TempDir private Path place;

  private Upstream upstream;
  private SshServerOfOne server;

  @BeforeEach
  void a_server() throws IOException {
    upstream = Upstream.in(place.resolve("deploy.git"));
    upstream.with("web.yaml", "kind: Service").commit("main", "Start");
    server = new SshServerOfOne(upstream.repository(), HOST, KEY.getPublic());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    upstream.close();
  }

  private static KeyPair ed25519() {
    try {
      return SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(KeyPair key) {
    try {
      var out = new ByteArrayOutputStream();
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "deploy", null, out);
      return out.toString(UTF_8);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Credentials with(KeyPair key, String hosts) {
    return new Credentials(
        Optional.empty(), Optional.empty(), Optional.of(text(key)), Optional.of(hosts));
  }

  private GitSource source(String url, Credentials credentials) {
    var remote = Remote.of(url, "main", "");
    return new GitSource(
        remote, () -> credentials, Optional.empty(), Limits.USUAL, InstantSource.system());
  }

  private SourceFailure failure(Credentials credentials) {
    return catchThrowableOfType(SourceFailure.class, source(server.url(), credentials)::fetch);
  }

  @Test
  void a_known_host_and_the_right_key_give_the_tree_and_each_newer_one() {
    var source = source(server.url(), with(KEY, "# ours\n" + server.line() + "\n"));
    assertThat(source.fetch().files()).hasSize(1);

    var id = upstream.with("api.yaml", "kind: Service").commit("main", "More");

    assertThat(source.fetch().commit().id()).isEqualTo(id);
    assertThat(source.fetch().files()).hasSize(2);
  }

  @Test
  void a_host_that_comes_with_another_key_is_refused_and_the_key_is_told() {
    var other = server.line().replaceAll(" \\S+$", "") + " " + other();

    var failure = failure(with(KEY, other));

    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    assertThat(failure)
        .hasMessage(
            "127.0.0.1 may be somebody else: it came with ssh-ed25519 %s, and is known by another"
                + " key",
            KeyUtils.getFingerPrint(HOST.getPublic()));
    assertThat(failure.hint())
        .isEqualTo("compare it with what the host publishes, and mend BERTH_GIT_KNOWN_HOSTS");
  }

  private static String other() {
    var line = org.apache.sshd.common.config.keys.PublicKeyEntry.toString(ed25519().getPublic());
    return line.substring(line.indexOf(' ') + 1);
  }

  @Test
  void a_host_that_nobody_knows_and_one_whose_key_is_revoked_are_refused() {
    assertThat(failure(with(KEY, server.line().replace("127.0.0.1", "git.example.com"))))
        .extracting(SourceFailure::kind)
        .isEqualTo(Kind.DENIED);
    assertThat(failure(with(KEY, server.line() + "\n@revoked " + server.line())).getMessage())
        .endsWith(" is revoked");
  }

  @Test
  void the_wrong_key_is_denied() {
    var failure = failure(with(ed25519(), server.line()));

    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    assertThat(failure)
        .hasMessage(server.url() + " refused the key")
        .extracting(SourceFailure::hint)
        .isEqualTo("add its public half to the repository, as a deploy key that may read");
  }

  @Test
  void a_repository_that_is_not_there_is_missing() {
    var source = source(server.url().replace("deploy", "none"), with(KEY, server.line()));

    assertThat(catchThrowableOfType(SourceFailure.class, source::fetch).kind())
        .isEqualTo(Kind.MISSING);
  }

  @Test
  void what_ssh_takes_is_asked_for_by_name_and_never_repeated() {
    var hosts = Optional.of(server.line());
    var nothing = failure(Credentials.NONE);
    var odd =
        failure(
            new Credentials(
                Optional.empty(), Optional.empty(), Optional.of("-----BEGIN SECRET"), hosts));
    var blind =
        failure(
            new Credentials(
                Optional.empty(), Optional.empty(), Optional.of(text(KEY)), Optional.empty()));

    assertThat(nothing).hasMessage("the repository is reached by SSH, and there is no key");
    assertThat(nothing.hint()).contains("BERTH_GIT_SSH_KEY");
    assertThat(blind)
        .hasMessage("the repository is reached by SSH, and no host is known by its key");
    assertThat(blind.hint()).contains("BERTH_GIT_KNOWN_HOSTS");
    assertThat(odd)
        .hasMessage("the key in BERTH_GIT_SSH_KEY is no private key that can be used")
        .hasNoCause();
  }
}
