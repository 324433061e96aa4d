package dev.berth.git;

import java.time.Duration;

/// Where fetching ends, so that a repository by mistake, or a server with ill will, costs no more
/// than this.
///
/// @param fetched bytes of one fetch, as they are sent
/// @param object bytes of one object in it, whatever it is
/// @param entries files and folders that are looked at
/// @param silence how long a server may say nothing
/// @param whole how long one fetch may take
public record Limits(long fetched, long object, int entries, Duration silence, Duration whole) {
  public static final Limits USUAL =
      new Limits(256L << 20, 64L << 20, 100_000, Duration.ofSeconds(30), Duration.ofMinutes(5));
}
