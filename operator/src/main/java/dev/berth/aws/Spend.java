package dev.berth.aws;

import dev.berth.reconcile.Spent;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/// What calls were made so far, and what they waited for.
///
/// @param lines by service and operation
public record Spend(List<Line> lines) {
  /// @param waited for tokens, all calls together
  /// @param throttled how many of them AWS refused for being too many
  public record Line(
      String category,
      String service,
      String operation,
      int calls,
      Duration waited,
      int throttled) {
    static Line none(String service, String operation) {
      var category = Category.of(service, operation).words();
      return new Line(category, service, operation, 0, Duration.ZERO, 0);
    }

    Line called(Duration wait) {
      return new Line(category, service, operation, calls + 1, waited.plus(wait), throttled);
    }

    Line refused() {
      return new Line(category, service, operation, calls, waited, throttled + 1);
    }
  }

  public Spend {
    lines = List.copyOf(lines);
  }

  /// The same by category, with those that nothing was spent of.
  Spent told() {
    var calls = new TreeMap<String, Integer>();
    for (var category : Category.values()) calls.put(category.words(), 0);
    for (var line : lines) calls.merge(line.category(), line.calls(), Integer::sum);
    return new Spent(calls, throttled(), waited());
  }

  public Duration waited() {
    return lines.stream().map(Line::waited).reduce(Duration.ZERO, Duration::plus);
  }

  public int throttled() {
    return lines.stream().mapToInt(Line::throttled).sum();
  }
}
