package dev.berth.manifest;

import dev.berth.model.PlainSecret;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Variables whose name or value looks like a secret: all that a policy would deny, and some more.
/// Their values are written nowhere.
final class Suspects {
  private static final Pattern NAME =
      Pattern.compile(
          ".*(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIALS?|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY"
              + "|ENCRYPTION_?KEY|SIGNING_?KEY)",
          Pattern.CASE_INSENSITIVE);

  /// A PEM block.
  private static final Pattern VALUE = Pattern.compile("(?s).*-----BEGIN .*");

  /// Says where a secret lies, how long it is or whether there is one: no secret itself.
  private static final Pattern HARMLESS =
      Pattern.compile("|arn:.*|true|false|[0-9]{1,6}|/[\\w/.-]+", Pattern.CASE_INSENSITIVE);

  private final List<String> cleared;

  /// @param cleared names that somebody vouched for
  Suspects(List<String> cleared) {
    this.cleared = List.copyOf(cleared);
  }

  /// The names of the variables of a sugared container that are not to be written.
  List<String> in(Fields container) {
    var found = new ArrayList<String>();
    container
        .fields("env")
        .map()
        .forEach((name, value) -> {
          if (value instanceof Value.Text(var text) && suspect(name, text)) found.add(name);
        });
    return List.copyOf(found);
  }

  private boolean suspect(String name, String text) {
    if (cleared.contains(name)) return false;
    boolean named = NAME.matcher(name).matches() && !HARMLESS.matcher(text).matches();
    return named || VALUE.matcher(text).matches() || PlainSecret.why(name, text).isPresent();
  }

  static Fields without(Fields container, List<String> names) {
    var env = container.fields("env");
    for (var name : names) env = env.without(name);
    return env.isEmpty() ? container.without("env") : container.with("env", env);
  }
}
