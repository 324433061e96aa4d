package dev.berth.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A host and a path, such as `github.com/acme/deploy`: what the addresses of one repository have
/// in common, by HTTPS and by SSH, with and without `.git`.
record RepositoryName(String host, String path) {
  private static final Pattern URL =
      Pattern.compile("(?:https?|ssh)://(?:[^/@]*@)?([^/:]+)(?::\\d+)?/(.+)");
  private static final Pattern BRIEF = Pattern.compile("(?:[^/@:]+@)?([^/@:]+):(?!/)(.+)");

  /// Empty where an address names no host.
  static Optional<RepositoryName> of(String address) {
    var plain = address.strip().replaceAll("/+$", "").replaceAll("\\.git$", "");
    for (var pattern : new Pattern[] {URL, BRIEF}) {
      var found = pattern.matcher(plain);
      if (found.matches()) return Optional.of(of(found.group(1), found.group(2)));
    }
    return Optional.empty();
  }

  private static RepositoryName of(String host, String path) {
    var name = path.replaceAll("^/+", "");
    return new RepositoryName(host.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }
}
