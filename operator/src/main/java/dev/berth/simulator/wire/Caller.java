package dev.berth.simulator.wire;

/// Who calls, in which region and at which address: what the credential scope and the host of a
/// request tell.
public record Caller(String account, String region, String host) {
  public static final String DEFAULT_ACCOUNT = "000000000000";

  public Caller(String account, String region) {
    this(account, region, "127.0.0.1");
  }

  /// The ARN of something in this account and region: `arn:aws:ecs:us-east-1:000000000000:...`.
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
  }
}
