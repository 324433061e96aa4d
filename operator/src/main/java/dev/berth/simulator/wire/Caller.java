package dev.berth.simulator.wire;

/// Who calls, and in which region: what the credential scope of a request tells.
public record Caller(String account, String region) {
  public static final String DEFAULT_ACCOUNT = "000000000000";

  /// The ARN of something in this account and region: `arn:aws:ecs:us-east-1:000000000000:...`.
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
  }
}
