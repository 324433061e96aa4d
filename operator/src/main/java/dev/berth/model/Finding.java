package dev.berth.model;

import java.util.Comparator;
import java.util.Optional;

/// Something to tell about what was read: a parse error, a denied policy, a failed check.
///
/// @param rule a short, stable name, such as `unknown-field`
/// @param sentence what is wrong
/// @param hint what to do; may be empty
public record Finding(
    Severity severity,
    String rule,
    Optional<Origin> origin,
    Path path,
    String sentence,
    String hint)
    implements Comparable<Finding> {

  public enum Severity {
    ERROR,
    DENY,
    WARNING
  }

  /// A place in a manifest; line and column count from 1.
  public record Origin(String file, int line, int column) implements Comparable<Origin> {
    private static final Comparator<Origin> ORDER =
        Comparator.comparing(Origin::file)
            .thenComparing(Origin::line)
            .thenComparing(Origin::column);

    @Override
    public int compareTo(Origin other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  private static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding f) -> f.origin.map(Origin::file).orElse(""))
          .thenComparing(f -> f.origin.map(Origin::line).orElse(0))
          .thenComparing(f -> f.origin.map(Origin::column).orElse(0))
          .thenComparing(Finding::path)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::sentence);

  public static Finding error(String rule, Origin origin, Path path, String text, String hint) {
    return new Finding(Severity.ERROR, rule, Optional.of(origin), path, text, hint);
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /// One line: `manifests/api.yaml:14 spec.cpu: 300 is not a Fargate size; use 256 or 512`.
  @Override
  public String toString() {
    var text = new StringBuilder();
    origin.ifPresent(place -> text.append(place).append(' '));
    if (!path.equals(Path.ROOT)) text.append(path).append(": ");
    text.append(sentence);
    if (!hint.isEmpty()) text.append("; ").append(hint);
    return text.toString();
  }
}
