package dev.berth.http;

/// What every answer says to a browser: run nothing but our own, frame nothing, guess nothing.
final class Safely {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private Safely() {}

  static Reply dressed(Reply reply) {
    var kept =
        reply.headers().containsKey("Cache-Control")
            ? reply
            : reply.with("Cache-Control", "no-store");
    return kept.with("Content-Security-Policy", POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Resource-Policy", "same-origin");
  }
}
