package dev.berth.cli;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.OwnSecrets;
import dev.berth.git.Credentials;
import dev.berth.git.GitSource;
import dev.berth.git.Limits;
import dev.berth.git.Remote;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.ManifestSource;
import dev.berth.reconcile.SourceFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The source that the words of a command line name: a folder as it is, or a git repository.
///
/// @param ref a branch, a tag or a commit; a folder with one is a repository
/// @param folder in the repository
/// @param cache where to keep what was fetched
record Sources(
    String source, Optional<String> ref, Optional<String> folder, Optional<String> cache) {

  /// @param settings of the calls for credentials that lie in Secrets Manager
  ManifestSource in(Outside outside, AwsSettings settings) {
    if (plain()) return new DirectorySource(source, outside.clock(), outside.pause());
    try {
      return new GitSource(
          Remote.of(source, ref.orElse(""), folder.orElse("")),
          () -> Credentials.of(name -> outside.variable(name).map(v -> text(v, name, settings))),
          cache.map(Path::of),
          Limits.USUAL,
          outside.clock());
    } catch (SourceFailure e) {
      throw new Problem(Exit.INVALID, List.of("SOURCE: " + e.getMessage() + "; " + e.hint()));
    }
  }

  private boolean plain() {
    boolean git = ref.isPresent() || folder.isPresent() || cache.isPresent();
    return !git && (Files.exists(Path.of(source)) || !source.matches(".*(:|\\.git$).*"));
  }

  private static String text(String value, String name, AwsSettings settings) {
    if (!OwnSecrets.names(value)) return value;
    try (var clients = new AwsClients(settings)) {
      return new OwnSecrets(clients).text(value);
    } catch (EcsFailure e) {
      var why = "%s cannot be read: %s".formatted(name, e.failure().message());
      throw new SourceFailure(SourceFailure.Kind.DENIED, why, e.failure().hint(), e);
    }
  }
}
