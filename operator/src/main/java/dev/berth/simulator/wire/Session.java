package dev.berth.simulator.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A role that somebody has taken for a time. Its token says all of it, so that nothing has to be
/// remembered, and is a secret to nobody.
///
/// @param account of the role
/// @param name that its taker gave it
public record Session(String account, String role, String name, Instant end) {
  private static final Pattern TOKEN =
      Pattern.compile("simulated-session/(\\d{12})/([^/]+)/([^/]+)/(\\d{1,12})");

  /// The session of a token; none where the token is not one of the simulator's.
  public static Optional<Session> of(String token) {
    var matcher = TOKEN.matcher(token);
    if (!matcher.matches()) return Optional.empty();
    var end = Instant.ofEpochSecond(Long.parseLong(matcher.group(4)));
    return Optional.of(new Session(matcher.group(1), matcher.group(2), matcher.group(3), end));
  }

  public String token() {
    return "simulated-session/%s/%s/%s/%d".formatted(account, role, name, end.getEpochSecond());
  }

  public String arn() {
    return "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, role, name);
  }
}
