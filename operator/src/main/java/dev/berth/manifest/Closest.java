package dev.berth.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody meant who wrote an unknown word.
final class Closest {
  private Closest() {}

  /// `did you mean x?`, or the words there are, or nothing.
  static String hint(String word, Collection<String> known) {
    if (known.isEmpty()) return "";
    return of(word, known)
        .map(meant -> "did you mean " + meant + "?")
        .orElseGet(() -> known.size() > 12 ? "" : "there are " + String.join(", ", known));
  }

  private static Optional<String> of(String word, Collection<String> known) {
    var wanted = word.toLowerCase(java.util.Locale.ROOT);
    int limit = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(other -> distance(wanted, other.toLowerCase(java.util.Locale.ROOT)) <= limit)
        .min(
            Comparator.comparing(
                    (String other) -> distance(wanted, other.toLowerCase(java.util.Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// How many letters to add, drop or change.
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
