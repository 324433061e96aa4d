package dev.berth.git;

import java.util.Optional;
import java.util.OptionalInt;

/// What was seen on the way to one server: jgit's exceptions tell it in words alone, if at all.
final class Trace {
  private int status;
  private String refusal = "";
  private String excess = "";

  void answered(int code) {
    status = code;
  }

  /// @param why what Berth itself would not go on with
  void refused(String why) {
    refusal = why;
  }

  /// @param what was more than a limit allows
  void exceeded(String what) {
    excess = what;
  }

  /// The last answer's, over HTTP.
  OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  Optional<String> refusal() {
    return Optional.of(refusal).filter(text -> !text.isEmpty());
  }

  Optional<String> excess() {
    return Optional.of(excess).filter(text -> !text.isEmpty());
  }
}
