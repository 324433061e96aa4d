package dev.berth.plan;

import dev.berth.model.Ledger;
import dev.berth.model.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Client tokens: the same for the same intent, so that a repeated call makes one thing.
final class Tokens {
  /// What they all begin with.
  static final String PREFIX = "berth-";

  private static final String JOB = PREFIX + "job/";
  private static final Pattern RUN = Pattern.compile(JOB + "(\\d{1,9})-(\\d{1,9})/[0-9a-f]{28}");

  private Tokens() {}

  /// For CreateService, which takes at most 36 characters. The time of the observation is in it,
  /// since a service that was deleted and is wanted again is a new intent.
  static String of(String owner, ResourceKey key, String hash, Instant observed) {
    return PREFIX + digest(owner, key.toString(), hash, observed.toString());
  }

  /// For RunTask, and for its `startedBy`: `berth-job/<run>-<launch>/<hash>`. No time and no commit
  /// is in it: an attempt that is asked for again, by whomever, gets the task that it has.
  static String run(String owner, ResourceKey job, String identity, Ledger.Attempt attempt) {
    var number = attempt.run() + "-" + attempt.launch();
    return JOB + number + "/" + digest(owner, job.toString(), identity, attempt.id());
  }

  /// The attempt whose token this is, as of some time; empty for what is none of ours.
  static Optional<Ledger.Attempt> attempt(String token, Instant at) {
    var found = RUN.matcher(token);
    if (!found.matches()) return Optional.empty();
    int run = Integer.parseInt(found.group(1));
    return Optional.of(new Ledger.Attempt(run, Integer.parseInt(found.group(2)), at));
  }

  private static String digest(String... parts) {
    var text = String.join("\n", parts);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, 14);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
