package dev.berth.http;

import java.util.Optional;

/// What lets a caller in where not everybody may go.
///
/// @param token of who may ask for something; empty where nobody may
/// @param hook judges pushes; empty where none are heard
/// @param source the address of the repository whose pushes matter
public record Keys(Optional<Signature> token, Optional<PushHook> hook, String source) {
  private static final String SCHEME = "Bearer ";

  /// Why a caller may not write; empty when they may.
  Optional<Reply> refused(Ask ask) {
    if (token.isEmpty()) {
      var hint = "start berth run with a token in BERTH_API_TOKEN, and send it as a bearer token";
      return Optional.of(Reply.problem(403, "writes are switched off", hint));
    }
    var told = ask.header("Authorization").orElse("");
    boolean right =
        told.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            && token.get().is(told.substring(SCHEME.length()).strip());
    if (right) return Optional.empty();
    var hint = "send the header Authorization: Bearer, with what BERTH_API_TOKEN holds";
    return Optional.of(
        Reply.problem(401, "the token is missing or wrong", hint)
            .with("WWW-Authenticate", "Bearer realm=\"berth\""));
  }
}
