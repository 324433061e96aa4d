package dev.berth.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The bodies of the Query protocol.
final class Forms {
  private Forms() {}

  /// @param form names and values by turns
  static String of(String action, String version, String... form) {
    var body = new StringBuilder("Action=" + action + "&Version=" + version);
    for (var i = 0; i < form.length; i += 2) {
      var value = URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8);
      body.append('&').append(form[i]).append('=').append(value);
    }
    return body.toString();
  }
}
