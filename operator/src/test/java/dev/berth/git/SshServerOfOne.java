package dev.berth.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.UploadPack;

/// Git over SSH for one repository and one key.
final class SshServerOfOne implements AutoCloseable {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair host;

  SshServerOfOne(Repository repository, KeyPair host, PublicKey allowed) throws IOException {
    this.host = host;
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(host));
    server.setPublickeyAuthenticator(
        (user, key, _) -> user.equals("git") && KeyUtils.compareKeys(key, allowed));
    server.setCommandFactory((_, command) -> new Upload(repository, command));
    server.start();
  }

  String url() {
    return "ssh://127.0.0.1:" + server.getPort() + "/acme/deploy.git";
  }

  /// The line that a `known_hosts` file has for it.
  String line() {
    return "[127.0.0.1]:%d %s"
        .formatted(server.getPort(), PublicKeyEntry.toString(host.getPublic()));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private static final class Upload implements Command {
    private final Repository repository;
    private final String command;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private Optional<ExitCallback> exit = Optional.empty();

    Upload(Repository repository, String command) {
      this.repository = repository;
      this.command = command;
    }

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
      err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = Optional.of(callback);
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      Thread.ofVirtual().start(() -> run(environment));
    }

    private void run(Environment environment) {
      int code = 1;
      try (var pack = new UploadPack(repository)) {
        if (command.equals("git-upload-pack '/acme/deploy.git'")) {
          var version = environment.getEnv().get("GIT_PROTOCOL");
          if (version != null) pack.setExtraParameters(List.of(version));
          pack.upload(in, out, err);
          code = 0;
        } else {
          err.write("ERROR: Repository not found.\n".getBytes());
          err.flush();
        }
      } catch (IOException _) {
        code = 2; // the client went away
      } finally {
        exit.orElseThrow().onExit(code);
      }
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }
}
