package dev.berth.model;

import java.time.Duration;

/// When a Job runs, and how often.
///
/// @param retries how many times more a task is asked for that could not be started
/// @param trigger a text that makes it run again where it changes; may be empty
public record JobTerms(int retries, String trigger, RunPolicy runPolicy, OnLost onLost) {
  public static final int DEFAULT_RETRIES = 3;

  /// How long a run may take when the manifest does not say.
  public static final Duration DEFAULT_DEADLINE = Duration.ofHours(1);

  public static final JobTerms DEFAULT =
      new JobTerms(DEFAULT_RETRIES, "", RunPolicy.ON_CHANGE, OnLost.REPORT);

  public enum RunPolicy {
    ON_CHANGE,
    /// Never again, once it has succeeded.
    ONCE
  }

  /// What to do about a run whose outcome nobody saw.
  public enum OnLost {
    REPORT,
    RERUN
  }
}
