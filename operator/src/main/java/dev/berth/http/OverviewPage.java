package dev.berth.http;

import dev.berth.reconcile.Condition;
import dev.berth.reconcile.Newest;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Status;
import java.util.List;

/// Every environment in a line, the source, and the latest that happened.
final class OverviewPage {
  private static final int EVENTS = 12;

  private final Picture picture;

  private OverviewPage(Picture picture) {
    this.picture = picture;
  }

  static Html of(Picture picture, List<Happening> happenings) {
    var page = new OverviewPage(picture);
    var main =
        Html.of(
            "<h1>%s</h1>\n%s%s%s",
            page.headline(),
            page.source(),
            page.environments(),
            Parts.events(happenings, EVENTS, picture.now()));
    return Frame.of(picture, "Environments", "", main);
  }

  private String headline() {
    var all = picture.standings().values();
    if (all.isEmpty()) return "No environment yet";
    long good = all.stream().filter(each -> Verdict.of(each).mood() == Mood.GOOD).count();
    if (good == all.size()) {
      return good == 1 ? "The one environment is as git says" : "All " + good + " are as git says";
    }
    return good + " of " + all.size() + " " + (all.size() == 1 ? "is" : "are") + " as git says";
  }

  private Html source() {
    var trouble = picture.newest().trouble();
    var commit =
        picture
            .newest()
            .commit()
            .map(c -> Parts.commit(c, picture.now()))
            .orElse(Html.of("no commit was read yet"));
    var read =
        picture
            .fetched()
            .map(at -> Html.of("read %s", Frame.time(at, picture.now())))
            .orElse(Html.NONE);
    return Html.of(
        """
        <section aria-labelledby="source">
        <h2 id="source">Source</h2>
        %s<p class="facts"><code>%s</code> <span>%s</span> <span class="dim">%s</span></p>
        </section>
        """,
        trouble.map(OverviewPage::trouble).orElse(Html.NONE), picture.source(), commit, read);
  }

  private static Html trouble(Newest.Trouble trouble) {
    var verdict =
        new Verdict(
            Mood.BAD, "It cannot be read: " + trouble.reason(), trouble.message(), trouble.hint());
    return Html.of("%s%s", verdict.html(), Parts.findings(trouble.findings()));
  }

  private Html environments() {
    if (picture.standings().isEmpty()) return Html.NONE;
    var rows = picture.standings().values().stream().map(this::row).toList();
    return Html.of(
        """
        <section aria-label="Environments">
        <table class="stack">
        <caption>Environments</caption>
        <thead><tr><th scope="col">Environment</th><th scope="col">Synced</th>
        <th scope="col">Healthy</th><th scope="col">Progressing</th><th scope="col">Settled</th>
        <th scope="col">Looked at</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        </section>
        """,
        Html.all(rows));
  }

  private Html row(Standing standing) {
    var verdict = Verdict.of(standing);
    var cause = verdict.cause().isEmpty() ? verdict.sentence() : verdict.cause();
    var cells = standing.conditions().stream().map(OverviewPage::cell).toList();
    return Html.of(
        """
        <tr><th scope="row"><a href="/environments/%s">%s</a><p class="why">%s</p></th>%s
        <td data-label="Settled" class="num">%s</td><td data-label="Looked at">%s</td></tr>
        """,
        Frame.escaped(standing.environment()),
        standing.environment(),
        cause,
        Html.all(cells),
        standing.plan().map(plan -> Verdict.progress(Status.of(plan))).orElse("not seen"),
        Frame.time(standing.at(), picture.now()));
  }

  private static Html cell(Condition condition) {
    return Html.of(
        "<td data-label=\"%s\">%s</td>",
        condition.type().word(),
        Mood.of(condition.type(), condition.truth()).with(condition.truth().word()));
  }
}
