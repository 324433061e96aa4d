package dev.berth.plan;

import java.time.Duration;

/// How a duration is told to people: `90s`, `20m`, `1h 5m`.
public final class Durations {
  private Durations() {}

  public static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) return seconds + "s";
    if (seconds < 7200) {
      return seconds / 60 + "m" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + "s");
    }
    long minutes = seconds / 60;
    return minutes / 60 + "h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + "m");
  }
}
