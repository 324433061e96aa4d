package dev.berth.http;

import dev.berth.plan.Palette;
import dev.berth.plan.Plan;
import dev.berth.plan.PlanText;
import dev.berth.reconcile.Condition;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Standing.Passage;
import dev.berth.reconcile.Status;
import dev.berth.reconcile.Visit;
import java.util.List;
import java.util.stream.IntStream;

/// One environment: how it stands and why, its resources by wave, the latest plan, what happened.
final class EnvironmentPage {
  private static final int EVENTS = 15;
  private static final int PASSES = 6;

  private final Picture picture;
  private final Standing standing;

  private EnvironmentPage(Picture picture, Standing standing) {
    this.picture = picture;
    this.standing = standing;
  }

  static Html of(Picture picture, Standing standing, List<Happening> happenings) {
    var page = new EnvironmentPage(picture, standing);
    var name = standing.environment();
    var own = happenings.stream().filter(h -> h.environment().equals(name)).toList();
    var main =
        Html.of(
            "<h1>%s</h1>\n%s%s%s%s%s%s%s",
            name,
            Verdict.of(standing).html(),
            Parts.findings(Documents.findings(standing)),
            page.conditions(),
            standing.plan().map(page::waves).orElse(Html.NONE),
            standing.plan().map(EnvironmentPage::plan).orElse(Html.NONE),
            page.passes(),
            Parts.events(own, EVENTS, picture.now()));
    return Frame.of(picture, name, name, main);
  }

  private Html conditions() {
    var cards = standing.conditions().stream().map(this::condition).toList();
    return Html.of(
        """
        <section aria-label="Conditions">
        <dl class="conditions">
        %s%s</dl>
        </section>
        """,
        Html.all(cards), commits());
  }

  private Html condition(Condition condition) {
    var mood = Mood.of(condition.type(), condition.truth());
    return Html.of(
        """
        <div><dt>%s</dt>
        <dd>%s <span class="reason">%s</span> <span class="dim">since %s</span></dd></div>
        """,
        condition.type().word(),
        mood.with(condition.truth().word()),
        condition.reason(),
        Frame.time(condition.since(), picture.now()));
  }

  private Html commits() {
    var wanted =
        picture
            .newest()
            .commit()
            .map(commit -> Parts.commit(commit, picture.now()))
            .orElse(Html.of("none was read yet"));
    var kept = standing.seen().map(Visit.Seen::commit);
    boolean same = kept.equals(picture.newest().commit());
    var other =
        same || kept.isEmpty()
            ? Html.NONE
            : Html.of(
                " <span class=\"dim\">kept to: %s</span>", Parts.commit(kept.get(), picture.now()));
    return Html.of(
        """
        <div><dt>Commit</dt><dd>%s%s <span class="dim">next look %s</span></dd></div>
        """,
        wanted, other, Frame.time(standing.next(), picture.now()));
  }

  private Html waves(Plan plan) {
    var status = Status.of(plan);
    int waves = status.lines().stream().mapToInt(Status.Line::wave).max().orElse(-1) + 1;
    var bodies = IntStream.range(0, waves).mapToObj(wave -> wave(wave, status)).toList();
    return Html.of(
        """
        <section aria-label="Resources">
        <table class="stack resources">
        <caption>Resources <span class="dim">%s, seen %s</span></caption>
        <thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">Tasks</th>
        <th scope="col">Revision</th><th scope="col">Since</th></tr></thead>
        %s</table>
        </section>
        """,
        Verdict.progress(status), Frame.time(status.at(), picture.now()), Html.all(bodies));
  }

  private Html wave(int wave, Status status) {
    var lines = status.lines().stream().filter(line -> line.wave() == wave).toList();
    if (lines.isEmpty()) return Html.NONE;
    var progress = Verdict.progress(new Status(status.at(), lines));
    return Html.of(
        """
        <tbody><tr class="wave"><th colspan="5" scope="rowgroup">Wave %s \
        <span class="dim">%s</span></th></tr>
        %s</tbody>
        """,
        wave + 1, progress, Html.all(lines.stream().map(this::line).toList()));
  }

  private Html line(Status.Line line) {
    var why = line.why().isEmpty() ? Html.NONE : Html.of("<p class=\"why\">%s</p>", line.why());
    return Html.of(
        """
        <tr><th scope="row">%s%s</th><td data-label="State">%s</td>\
        <td data-label="Tasks" class="num">%s</td><td data-label="Revision">%s</td>\
        <td data-label="Since">%s</td></tr>
        """,
        line.key().brief(),
        why,
        Mood.of(line.state()).with(line.state().words()),
        tasks(line.tasks()),
        line.revision().isEmpty() ? Html.NONE : Html.of("<code>%s</code>", line.revision()),
        line.since().map(at -> Frame.time(at, picture.now())).orElse(Html.NONE));
  }

  /// `1/2` with a bar beside it; anything else as it is.
  private static Html tasks(String tasks) {
    if (!tasks.matches("\\d+/[1-9]\\d*")) return Html.of("%s", tasks);
    var of = tasks.split("/");
    return Html.of(
        "%s <progress value=\"%s\" max=\"%s\" aria-hidden=\"true\"></progress>",
        of[0] + " of " + of[1], of[0], of[1]);
  }

  private static Html plan(Plan plan) {
    return Html.of(
        """
        <section aria-labelledby="plan">
        <h2 id="plan">The latest plan</h2>
        <pre tabindex="0" role="region" aria-labelledby="plan">%s</pre>
        </section>
        """,
        PlanText.of(plan, Palette.PLAIN));
  }

  private Html passes() {
    if (standing.passes().isEmpty()) return Html.NONE;
    var rows = standing.passes().stream().limit(PASSES).map(this::pass).toList();
    return Html.of(
        """
        <section aria-label="Passes">
        <table class="stack">
        <caption>Passes <span class="dim">that did something, or ended otherwise</span></caption>
        <thead><tr><th scope="col">End</th><th scope="col">Pass</th><th scope="col">Commit</th>
        <th scope="col">API calls</th><th scope="col">When</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        </section>
        """,
        Html.all(rows));
  }

  private Html pass(Passage passage) {
    var outcomes = passage.outcomes().stream().map(o -> Html.of("<li>%s</li>", o)).toList();
    var done =
        outcomes.isEmpty() ? Html.NONE : Html.of("<ul class=\"why\">%s</ul>", Html.all(outcomes));
    var commit = passage.commit();
    return Html.of(
        """
        <tr><th scope="row">%s%s</th><td data-label="Pass">%s</td>\
        <td data-label="Commit"><code>%s</code></td>\
        <td data-label="API calls" class="num">%s</td><td data-label="When">%s</td></tr>
        """,
        passage.end(),
        done,
        passage.id(),
        commit.substring(0, Math.min(12, commit.length())),
        passage.calls(),
        Frame.time(passage.at(), picture.now()));
  }
}
