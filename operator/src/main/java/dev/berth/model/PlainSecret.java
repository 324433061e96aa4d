package dev.berth.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What looks like a secret in a plain variable, by its name or by its value.
public final class PlainSecret {
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

  /// `scheme://user:password@host`; a password alone counts, and a scheme such as `jdbc:mysql`.
  private static final Pattern WITH_PASSWORD =
      Pattern.compile("(?s)[a-zA-Z][a-zA-Z0-9+.:-]*://[^/@\\s:]*:[^/@\\s]+@.*");

  private static final Pattern KEY =
      Pattern.compile("(AKIA|ASIA)[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*");

  /// A word that says where a secret lies or how long it is, and not what it is.
  private static final Pattern NO_SECRET =
      Pattern.compile("|arn:\\S+|/\\S*|true|false|[0-9]+", Pattern.CASE_INSENSITIVE);

  private PlainSecret() {}

  /// Why it looks like one, without the value; empty where it does not.
  public static Optional<String> why(String name, String value) {
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
