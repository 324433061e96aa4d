package dev.berth.git;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a repository is asked with. Which of it is used, the repository's address says.
///
/// @param user of the token
/// @param token for HTTPS
/// @param key a private key, in OpenSSH's form or as PEM, without a passphrase
/// @param knownHosts lines of a `known_hosts` file
public record Credentials(
    Optional<String> user,
    Optional<String> token,
    Optional<String> key,
    Optional<String> knownHosts) {
  public static final String TOKEN = "BERTH_GIT_TOKEN";
  public static final String USER = "BERTH_GIT_USER";
  public static final String SSH_KEY = "BERTH_GIT_SSH_KEY";
  public static final String KNOWN_HOSTS = "BERTH_GIT_KNOWN_HOSTS";

  /// GitHub's name for who comes with a token; GitLab takes any.
  private static final String USUAL_USER = "x-access-token";

  public static final Credentials NONE =
      new Credentials(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// @param variables the environment variables by name; a key and the known hosts are there, or
  ///   are in the file that is named there
  /// @throws SourceFailure where such a file cannot be read
  public static Credentials of(Function<String, Optional<String>> variables) {
    return new Credentials(
        variables.apply(USER).map(String::strip),
        variables.apply(TOKEN).map(String::strip),
        variables.apply(SSH_KEY).map(text -> text(SSH_KEY, text, "-----BEGIN ")),
        variables.apply(KNOWN_HOSTS).map(text -> text(KNOWN_HOSTS, text, " ")));
  }

  String userOrUsual() {
    return user.orElse(USUAL_USER);
  }

  /// A text without what must not be seen, whoever repeated it.
  String hide(String text) {
    var hidden = text;
    for (var secret : Stream.of(token, key).flatMap(Optional::stream).toList()) {
      if (!secret.isEmpty()) hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }

  private static String text(String variable, String value, String mark) {
    if (value.contains(mark)) return value;
    try {
      return Files.readString(Path.of(value.strip()));
    } catch (IOException | InvalidPathException _) {
      throw new SourceFailure(
          Kind.DENIED,
          "what " + variable + " says is neither the text itself nor a file that can be read",
          "give the text, or a file that the user who runs Berth may read");
    }
  }

  /// Says what is there, and not what it is.
  @Override
  public String toString() {
    return "Credentials[token %s, key %s, known hosts %s]"
        .formatted(there(token), there(key), there(knownHosts));
  }

  private static String there(Optional<String> secret) {
    return secret.isPresent() ? "given" : "none";
  }
}
