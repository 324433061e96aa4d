package dev.berth.policy;

import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds what looks like a secret in a plain variable: anyone who may describe a task definition
/// could read it there, for as long as the revision exists.
final class PlainSecrets {
  private static final List<String> NAMES =
      List.of(
          "PASSWORD",
          "PASSWD",
          "PASSPHRASE",
          "PWD",
          "DB_PASS",
          "SECRET",
          "SECRET_KEY",
          "TOKEN",
          "API_KEY",
          "APIKEY",
          "ACCESS_KEY",
          "PRIVATE_KEY",
          "SIGNING_KEY",
          "ENCRYPTION_KEY",
          "CREDENTIAL",
          "CREDENTIALS");

  /// `scheme://user:password@host`; a password alone counts, too.
  private static final Pattern WITH_PASSWORD =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^/@\\s:]*:[^/@\\s]+@.*");

  private static final Pattern KEY =
      Pattern.compile("(AKIA|ASIA)[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*");

  /// A word that says where a secret lies or how long it is, and not what it is.
  private static final Pattern NO_SECRET =
      Pattern.compile("|arn:\\S+|/\\S*|true|false|[0-9]+", Pattern.CASE_INSENSITIVE);

  private PlainSecrets() {}

  static Stream<Fault> of(Wanted want) {
    return Containers.of(want)
        .flatMap(container ->
            container.fields().each("environment").stream()
                .flatMap(variable -> fault(container, variable).stream()));
  }

  private static Optional<Fault> fault(Containers.Placed container, Fields variable) {
    var name = variable.text("name").orElse("");
    var value = variable.text("value").orElse("");
    return why(name, value)
        .map(why ->
            new Fault(
                container.path().field("environment").element(name).field("value"),
                name + " " + why,
                "keep it in Secrets Manager or Parameter Store, and name its ARN under secrets:"));
  }

  private static Optional<String> why(String name, String value) {
    if (KEY.matcher(value.strip()).matches()) return Optional.of("holds a key in plain text");
    if (WITH_PASSWORD.matcher(value.strip()).matches()) {
      return Optional.of("holds an address with a password in plain text");
    }
    if (!secret(name) || NO_SECRET.matcher(value.strip()).matches()) return Optional.empty();
    return Optional.of("is called a secret, and its value is in plain text");
  }

  private static boolean secret(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    return NAMES.stream().anyMatch(word -> upper.equals(word) || upper.endsWith("_" + word));
  }
}
