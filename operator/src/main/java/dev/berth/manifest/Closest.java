package dev.berth.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody meant who wrote an unknown word.
public final class Closest {
  private static final int MANY = 12;
  private static final int LONG = 100;

  private Closest() {}

  /// `did you mean x?`, or the words there are, or nothing.
  public static String hint(String word, Collection<String> known) {
    if (known.isEmpty()) return "";
    return of(word, known).map(meant -> "did you mean " + meant + "?").orElseGet(() -> all(known));
  }

  private static String all(Collection<String> known) {
    if (known.size() > MANY) return "";
    return (known.size() == 1 ? "use " : "use one of ") + String.join(", ", known);
  }

  private static Optional<String> of(String word, Collection<String> known) {
    var wanted = word.toLowerCase(java.util.Locale.ROOT);
    int limit = Math.max(1, word.length() / 3);
    if (word.length() > LONG) return Optional.empty();
    return known.stream()
        .filter(other -> distance(wanted, other.toLowerCase(java.util.Locale.ROOT)) <= limit)
        .min(
            Comparator.comparing(
                    (String other) -> distance(wanted, other.toLowerCase(java.util.Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// How many letters to add, drop, change or swap with their neighbour.
  private static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) rows[i][0] = i;
    for (int j = 0; j <= b.length(); j++) rows[0][j] = j;
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        rows[i][j] = Math.min(change, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        if (swapped(a, b, i, j)) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
