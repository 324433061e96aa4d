package dev.berth.simulator.ecs;

import java.util.List;
import java.util.Locale;

/// What AWS's documentation leaves open, or contradicts: each has a position that the simulator
/// takes unless it is told otherwise, and another that a client must be able to live with.
public enum Switch {
  STOPPING_COUNTS(
      "no",
      "yes",
      "whether STOPPING tasks count against maximumPercent: the API text says no, the guide yes"),
  STRATEGY_DEPLOYS(
      "no", "yes", "whether a changed capacityProviderStrategy alone starts a deployment"),
  SAME_DEFINITION_DEPLOYS(
      "no",
      "yes",
      "whether UpdateService with the task definition that the service has starts a deployment"),
  CREATION_REPEATS(
      "answered",
      "refused",
      "CreateService again without a token, all parameters equal: the service, or `not"
          + " idempotent`"),
  SECOND_DELETE(
      "answered",
      "ServiceNotActiveException",
      "what DeleteService says of a service that is DRAINING or INACTIVE"),
  DAEMON_DELETE("free", "forced", "whether a DAEMON service is deleted without `force`"),
  FORCED_DELETE_COUNT("zero", "kept", "the desiredCount that DeleteService with `force` answers"),
  INACTIVE_SHOWN("24h", "1m", "how long an INACTIVE service is described"),
  STOPPED_DEPLOYMENT(
      "ConflictException",
      "InvalidParameterException",
      "what StopServiceDeployment says of one that is over"),
  DEPENDENCY_STOP_CODE(
      "TaskFailedToStart",
      "EssentialContainerExited",
      "the stopCode where an essential container waits for a SUCCESS that failed"),
  ACTIVATING_IS_PENDING("yes", "no", "whether ACTIVATING tasks are in pendingCount"),
  FIRST_PROBE(
      "threshold", "suffices", "whether a new target's first passed probe makes it healthy"),
  FARGATE_32768("refused", "accepted", "the Fargate size of 32768 CPU units"),
  FARGATE_SIZE_TEXT("short", "long", "whether the refusal of a Fargate size names it"),
  ROLE_NAMES("arn", "kept", "how a role that was given by its name comes back"),
  RESTART_PERIOD("filled", "absent", "whether 300 is filled in as restartAttemptPeriod"),
  UNKNOWN_DEFINITION(
      "ClientException", "InvalidParameterException", "the code of `TaskDefinition not found.`"),
  STOP_TEXT("known", "none", "the stoppedReason of StopTask without a reason"),
  EXEC_TEXT("known", "reworded", "what ExecuteCommand says where it is not enabled"),
  ROLLBACK_TEXT("known", "reworded", "the event of a roll-back"),
  ALARM_TEXT("known", "reworded", "the rolloutStateReason where an alarm went off");

  private final String standard;
  private final String other;
  private final String about;

  Switch(String standard, String other, String about) {
    this.standard = standard;
    this.other = other;
    this.about = about;
  }

  /// As it is written in a scenario: `stopping-counts`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The default first.
  public List<String> positions() {
    return List.of(standard, other);
  }

  public String about() {
    return about;
  }
}
