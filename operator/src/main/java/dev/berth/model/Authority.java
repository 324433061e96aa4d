package dev.berth.model;

import java.time.Duration;
import java.util.Optional;

/// Who may write to an environment, and whose credentials its calls carry.
///
/// @param lease where one writer at a time is agreed on; empty where nobody shares
/// @param role empty where the caller's own credentials serve
public record Authority(Optional<LeaseTable> lease, Optional<Role> role) {
  public static final Authority OWN = new Authority(Optional.empty(), Optional.empty());

  /// @param name of a DynamoDB table in the environment's account and region
  /// @param duration after which the lease of a writer that fell silent is another's
  public record LeaseTable(String name, Duration duration) {
    public static final Duration USUAL = Duration.ofSeconds(15);
  }

  /// What all calls of an environment are made as.
  ///
  /// @param session what CloudTrail shows of who took the role
  public record Role(String arn, Optional<String> externalId, String session) {
    private static final int ACCOUNT = 4;

    /// The account that the calls go to.
    public String account() {
      return arn.split(":")[ACCOUNT];
    }
  }
}
