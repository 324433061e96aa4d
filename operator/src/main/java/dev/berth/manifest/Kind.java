package dev.berth.manifest;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a document can be.
enum Kind {
  SERVICE("Service"),
  JOB("Job"),
  ENVIRONMENT("Environment"),
  /// What every Environment of the folder starts from.
  DEFAULTS("Defaults");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Kind::word).toList();
  }
}
