package dev.berth.simulator.wire;

import java.util.Optional;

/// Who calls, in which region and at which address: what the token, the credential scope and the
/// host of a request tell.
///
/// @param session of the role that was taken; absent for the account's root, or who was stated
public record Caller(String account, String region, String host, Optional<Session> session) {
  public static final String DEFAULT_ACCOUNT = "000000000000";

  public Caller(String account, String region) {
    this(account, region, "127.0.0.1", Optional.empty());
  }

  /// The ARN of something in this account and region: `arn:aws:ecs:us-east-1:000000000000:...`.
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
  }
}
