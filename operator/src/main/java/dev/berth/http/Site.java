package dev.berth.http;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Palette;
import dev.berth.plan.PlanText;
import dev.berth.plan.PlanValue;
import dev.berth.reconcile.Standing;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Who asks for what, and what they get. It knows no socket.
///
/// @param metrics in Prometheus' text format
public record Site(
    Supplier<Picture> picture,
    Happenings happenings,
    Supplier<String> metrics,
    Orders orders,
    Keys keys) {
  private static final int LARGEST = 64 * 1024;

  /// What is to be sent.
  sealed interface Answer {
    record Whole(Reply reply) implements Answer {}

    /// Events as they come, after one that the reader knows.
    ///
    /// @param environment of which; empty for all
    record Stream(long after, String environment) implements Answer {}
  }

  /// The largest body that is read; there is none to be read where this is 0.
  int limit(Ask ask) {
    if (!ask.method().equals("POST")) return 0;
    return ask.path().equals(Writes.HOOK) ? PushHook.MAX_BYTES : LARGEST;
  }

  Answer answer(Ask ask) {
    if (ask.path().equals("/api/v1/events") && ask.accepts("text/event-stream") && reads(ask)) {
      return stream(ask);
    }
    return new Answer.Whole(Safely.dressed(reply(ask)));
  }

  private static boolean reads(Ask ask) {
    return ask.method().equals("GET");
  }

  private Answer stream(Ask ask) {
    var told = ask.header("Last-Event-ID").or(() -> ask.query("after"));
    var last = told.filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong);
    var environment = ask.query("environment").orElse("");
    return new Answer.Stream(last.orElseGet(happenings::last), environment);
  }

  private Reply reply(Ask ask) {
    return switch (ask.method()) {
      case "GET", "HEAD" -> shown(ask);
      case "POST" -> asked(ask);
      default ->
          Reply.problem(405, ask.method() + " is not for this", "")
              .with("Allow", Writes.known(ask) ? "POST" : "GET, HEAD");
    };
  }

  private Reply shown(Ask ask) {
    if (Writes.known(ask)) return Reply.problem(405, "this takes a POST", "").with("Allow", "POST");
    return switch (ask.path()) {
      case "/" -> Reply.html(200, OverviewPage.of(picture.get(), happenings.all()));
      case "/healthz" -> health(ask);
      case "/readyz" -> Readiness.of(picture.get()).reply(ask);
      case "/metrics" -> Reply.of(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
      case "/api/v1/status" -> Reply.json(200, Documents.status(picture.get()));
      case "/api/v1/plans" -> Reply.json(200, Documents.plans(picture.get()));
      case "/api/v1/history" -> Reply.json(200, Documents.history(picture.get()));
      case "/api/v1/events" -> Reply.json(200, Documents.events(of(ask)));
      default -> named(ask);
    };
  }

  /// What has a name as its last word.
  private Reply named(Ask ask) {
    int last = ask.path().lastIndexOf('/') + 1;
    var name = ask.path().substring(last);
    return switch (ask.path().substring(0, last)) {
      case "/environments/" -> page(ask, name);
      case "/assets/" -> Assets.named(name).orElseGet(() -> missing(ask));
      case "/api/v1/plans/" -> plan(ask, picture.get(), name);
      default -> missing(ask);
    };
  }

  private Reply health(Ask ask) {
    var stuck = picture.get().stuck();
    int status = stuck.isEmpty() ? 200 : 503;
    if (!ask.accepts("application/json")) return Reply.text(status, stuck.orElse("ok") + "\n");
    return Reply.json(
        status,
        Fields.EMPTY
            .with("ok", Value.of(stuck.isEmpty()))
            .with("message", Value.of(stuck.orElse(""))));
  }

  private Reply page(Ask ask, String name) {
    var picture = picture().get();
    return standing(picture, name)
        .map(standing -> EnvironmentPage.of(picture, standing, happenings.all()))
        .map(page -> Reply.html(200, page))
        .orElseGet(() -> missing(ask));
  }

  private static Optional<Standing> standing(Picture picture, String name) {
    return Optional.ofNullable(picture.standings().get(name));
  }

  private List<Happening> of(Ask ask) {
    var environment = ask.query("environment");
    return happenings.all().stream()
        .filter(each -> environment.filter(e -> !e.equals(each.environment())).isEmpty())
        .toList();
  }

  private Reply plan(Ask ask, Picture picture, String name) {
    var plan = standing(picture, name).flatMap(Standing::plan);
    if (plan.isEmpty()) return missing(ask);
    if (ask.accepts("text/plain")) return Reply.text(200, PlanText.of(plan.get(), Palette.PLAIN));
    return Reply.json(200, (Fields) PlanValue.of(plan.get()));
  }

  private Reply missing(Ask ask) {
    if (ask.accepts("text/html")) return Reply.html(404, Frame.missing(picture.get()));
    return Reply.problem(404, "there is nothing here", "the pages begin at /, the API at /api/v1");
  }

  private Reply asked(Ask ask) {
    if (Writes.known(ask)) return new Writes(picture, orders, keys).reply(ask);
    var found = shown(ask);
    if (found.status() == 404) return found;
    return Reply.problem(405, "POST is not for this", "").with("Allow", "GET, HEAD");
  }
}
