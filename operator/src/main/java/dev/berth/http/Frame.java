package dev.berth.http;

import dev.berth.plan.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What is around every page, and how times are told on all of them.
final class Frame {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String TEMPLATE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>%s · Berth</title>
      <link rel="icon" href="/assets/mark.svg">
      <link rel="stylesheet" href="/assets/berth.css">
      <script src="/assets/live.js" defer></script>
      </head>
      <body data-events="%s">
      <a class="skip" href="#main">Skip to the content</a>
      <header>
      <a class="brand" href="/"><img src="/assets/mark.svg" alt="" width="22" height="22">Berth</a>
      <nav aria-label="Environments"><ul>%s</ul></nav>
      <p class="asof"><span id="live" role="status"></span>
      <span id="taken">as of %s</span> <a href="">Reload</a></p>
      </header>
      <main id="main" tabindex="-1">
      %s</main>
      <footer>
      <p>Berth %s. For programs: <a href="/api/v1/status">status</a>,
      <a href="/api/v1/plans">plans</a>, <a href="/api/v1/events">events</a>,
      <a href="/api/v1/history">history</a>, <a href="/metrics">metrics</a>,
      <a href="/readyz">readiness</a>.</p>
      </footer>
      </body>
      </html>
      """;

  private Frame() {}

  /// @param here the environment that is shown; empty for none
  static Html of(Picture picture, String title, String here, Html main) {
    var links =
        picture.standings().values().stream()
            .map(standing -> link(standing.environment(), here, Verdict.of(standing).mood()))
            .toList();
    var events = "/api/v1/events" + (here.isEmpty() ? "" : "?environment=" + escaped(here));
    return Html.of(
        TEMPLATE,
        title,
        events,
        Html.all(links),
        stamp(picture.now(), TIME),
        main,
        picture.version());
  }

  private static Html link(String name, String here, Mood mood) {
    var current = name.equals(here) ? new Html(" aria-current=\"page\"") : Html.NONE;
    return Html.of(
        "<li><a href=\"/environments/%s\"%s>%s</a></li>", escaped(name), current, mood.with(name));
  }

  /// For a path or a query.
  static String escaped(String name) {
    return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  static Html missing(Picture picture) {
    return of(
        picture,
        "Not here",
        "",
        Html.of(
            "<h1>There is nothing here</h1><p>All begins at <a href=\"/\">the overview</a>.</p>"));
  }

  /// How long ago, and when.
  static Html time(Instant at, Instant now) {
    return Html.of(
        "<span class=\"when\"><span class=\"ago\" data-at=\"%s\">%s</span> %s</span>",
        at.toEpochMilli(),
        ago(at, now),
        stamp(at, Duration.between(at, now).abs().toHours() < 20 ? TIME : DAY));
  }

  private static Html stamp(Instant at, DateTimeFormatter format) {
    return Html.of("<time datetime=\"%s\">%s</time>", at, format.format(at));
  }

  private static String ago(Instant at, Instant now) {
    var time = Duration.between(at, now);
    if (time.abs().toSeconds() < 2) return "now";
    if (time.isNegative()) return "in " + Durations.text(time.negated());
    return Durations.text(time) + " ago";
  }
}
