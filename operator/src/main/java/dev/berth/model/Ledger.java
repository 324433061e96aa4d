package dev.berth.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/// What Berth remembers of a Job's runs: tags on the revision that ran last (R-16).
///
/// @param identity what that revision was run for; empty when somebody took the tag away
/// @param outcome of the newest attempt; empty while nobody knows it
/// @param forgiven whether `berth retry` lets go of the newest attempt
public record Ledger(
    Optional<String> identity,
    String trigger,
    Optional<Attempt> attempt,
    Optional<Outcome> outcome,
    boolean forgiven) {

  /// @param run counts the runs of the Job, whatever their content
  /// @param launch counts how often a task was asked for in this run, from 1
  /// @param at when it was written down
  public record Attempt(int run, int launch, Instant at) {
    private static final String FORM = "\\d{1,9}\\.\\d{1,9}@\\d{1,12}";

    public Attempt {
      at = Instant.ofEpochSecond(at.getEpochSecond());
    }

    static Optional<Attempt> parse(String text) {
      if (!text.matches(FORM)) return Optional.empty();
      var parts = text.split("[.@]");
      return Optional.of(
          new Attempt(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              Instant.ofEpochSecond(Long.parseLong(parts[2]))));
    }

    /// `<run>.<launch>`: what tells it from every other attempt of the Job.
    public String id() {
      return run + "." + launch;
    }

    @Override
    public String toString() {
      return id() + "@" + at.getEpochSecond();
    }
  }

  public enum Result {
    SUCCEEDED,
    FAILED,
    /// No task of it has run, for want of capacity or of an image.
    UNLAUNCHED,
    /// AWS would not have it run: nothing was started, and it costs no launch.
    REFUSED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// `<result>/<exit>/<task>/<epoch seconds>/<attempt>/<container>/<reason>`, with `-` for what
  /// there is not.
  ///
  /// @param exit the exit code; empty when no container gave one
  /// @param task the last part of its ARN
  /// @param attempt what it is the outcome of; that of an earlier attempt counts for nothing
  /// @param container whose end it was
  public record Outcome(
      Result result,
      Optional<Integer> exit,
      Optional<String> task,
      Instant at,
      String attempt,
      Optional<String> container,
      String reason) {
    private static final int MOST = 256;
    private static final int PARTS = 7;
    private static final String NONE = "-";

    /// A container of Windows may end with any 32 bits, negative ones included.
    private static final String CODE = NONE + "|-?\\d{1,10}";

    public Outcome {
      at = Instant.ofEpochSecond(at.getEpochSecond());
      container = container.filter(name -> name.length() <= 100);
      var head = head(result, exit, task, at, attempt, container);
      reason = Marks.fitting(reason, MOST - head.length());
    }

    static Optional<Outcome> parse(String text) {
      var parts = List.of(text.split("/", PARTS));
      if (parts.size() < PARTS || !parts.get(3).matches("\\d{1,12}")) return Optional.empty();
      if (!parts.get(1).matches(CODE)) return Optional.empty();
      return Arrays.stream(Result.values())
          .filter(result -> result.word().equals(parts.getFirst()))
          .findFirst()
          .map(result ->
              new Outcome(
                  result,
                  stated(parts.get(1)).map(Long::valueOf).map(Long::intValue),
                  stated(parts.get(2)),
                  Instant.ofEpochSecond(Long.parseLong(parts.get(3))),
                  parts.get(4),
                  stated(parts.get(5)),
                  parts.get(6)));
    }

    /// Its attempt, as of the end.
    private String of() {
      return attempt + "@" + at.getEpochSecond();
    }

    private static Optional<String> stated(String part) {
      return Optional.of(part).filter(text -> !text.equals(NONE));
    }

    private static String head(
        Result result,
        Optional<Integer> exit,
        Optional<String> task,
        Instant at,
        String attempt,
        Optional<String> container) {
      return String.join(
          "/",
          result.word(),
          exit.map(String::valueOf).orElse(NONE),
          task.orElse(NONE),
          String.valueOf(at.getEpochSecond()),
          attempt,
          container.orElse(NONE),
          "");
    }

    @Override
    public String toString() {
      return head(result, exit, task, at, attempt, container) + reason;
    }
  }

  /// Where somebody took the attempt away its outcome still tells which it was.
  public static Ledger of(Marks marks) {
    var tags = marks.tags();
    var outcome = text(tags, Marks.OUTCOME).flatMap(Outcome::parse);
    var newest =
        text(tags, Marks.ATTEMPT)
            .flatMap(Attempt::parse)
            .or(() -> outcome.flatMap(o -> Attempt.parse(o.of())));
    var id = newest.map(Attempt::id);
    return new Ledger(
        text(tags, Marks.IDENTITY),
        tags.getOrDefault(Marks.TRIGGER, ""),
        newest,
        outcome.filter(o -> id.equals(Optional.of(o.attempt()))),
        id.isPresent() && id.equals(marks.forgiven()));
  }

  private static Optional<String> text(SortedMap<String, String> tags, String key) {
    return Optional.ofNullable(tags.get(key));
  }

  /// An attempt whose outcome is not written down.
  public Optional<Attempt> open() {
    return attempt.filter(_ -> outcome.isEmpty() && !forgiven);
  }

  /// An attempt that may have a task: an open one, and one of which a writer noted that nothing was
  /// started, as the same request of another writer may have come through.
  public Optional<Attempt> awaited() {
    return attempt.filter(_ -> outcome.flatMap(Outcome::task).isEmpty() && !forgiven);
  }
}
