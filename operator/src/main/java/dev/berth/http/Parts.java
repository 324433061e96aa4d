package dev.berth.http;

import dev.berth.model.Finding;
import dev.berth.reconcile.Commit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What several pages show alike.
final class Parts {
  private static final List<String> PLACED = List.of("environment", "pass", "kind");

  private Parts() {}

  static Html commit(Commit commit, Instant now) {
    var subject = commit.subject().isEmpty() ? Html.NONE : Html.of(" <q>%s</q>", commit.subject());
    var at = commit.at().map(t -> Html.of(" %s", Frame.time(t, now))).orElse(Html.NONE);
    return Html.of("<code>%s</code>%s%s", commit.brief(), subject, at);
  }

  /// What is wrong with files, each with its place.
  static Html findings(List<Finding> findings) {
    if (findings.isEmpty()) return Html.NONE;
    var items = findings.stream().map(Parts::finding).toList();
    return Html.of("<ul class=\"findings\">\n%s</ul>\n", Html.all(items));
  }

  private static Html finding(Finding finding) {
    var place = finding.origin().map(o -> Html.of("<code>%s</code> ", o)).orElse(Html.NONE);
    var path = finding.path().toString();
    var hint =
        finding.hint().isEmpty()
            ? Html.NONE
            : Html.of(" <span class=\"hint\">%s</span>", finding.hint());
    return Html.of(
        "<li>%s%s %s%s</li>\n",
        place,
        path.isEmpty() ? Html.NONE : Html.of("<code class=\"path\">%s</code>", path),
        finding.sentence(),
        hint);
  }

  /// Newest first.
  static Html events(List<Happening> happenings, int most, Instant now) {
    var told =
        happenings.reversed().stream()
            .filter(each -> !each.told().kind().equals("moved"))
            .limit(most)
            .map(each -> event(each, now))
            .toList();
    var list =
        told.isEmpty()
            ? Html.of("<p class=\"dim\">Nothing yet.</p>")
            : Html.of("<ol class=\"events\" reversed>\n%s</ol>", Html.all(told));
    return Html.of(
        """
        <section aria-labelledby="events">
        <h2 id="events">What happened</h2>
        %s
        </section>
        """,
        list);
  }

  private static Html event(Happening each, Instant now) {
    var told = each.told();
    var facts =
        told.facts().entrySet().stream()
            .filter(fact -> !PLACED.contains(fact.getKey()))
            .map(Parts::fact)
            .collect(Collectors.toList());
    return Html.of(
        """
        <li class="%s">%s <b>%s</b> <span class="what">%s</span> %s</li>
        """,
        told.level().name().toLowerCase(java.util.Locale.ROOT),
        Frame.time(each.at(), now),
        each.environment().isEmpty() ? "source" : each.environment(),
        words(each),
        Html.all(facts));
  }

  private static String words(Happening each) {
    var told = each.told();
    return switch (told.kind()) {
      case "condition" -> told.fact("condition") + " is " + told.fact("truth");
      case "acted" -> told.fact("call") + " " + told.fact("key") + ": " + told.message();
      default -> told.message();
    };
  }

  private static Html fact(Map.Entry<String, String> fact) {
    return switch (fact.getKey()) {
      case "condition", "truth", "call", "key", "arn", "was" -> Html.NONE;
      case "commit" ->
          Html.of(
              "<code>%s</code> ",
              fact.getValue().substring(0, Math.min(12, fact.getValue().length())));
      case "error", "hint", "end", "subject", "because", "reason" ->
          Html.of("<span>%s</span> ", fact.getValue());
      default -> Html.of("<span>%s %s</span> ", fact.getKey(), fact.getValue());
    };
  }
}
