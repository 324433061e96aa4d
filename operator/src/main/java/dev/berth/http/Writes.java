package dev.berth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What is asked for by POST: who may, and what comes of it.
record Writes(Supplier<Picture> picture, Orders orders, Keys keys) {
  static final String HOOK = "/hooks/git";
  private static final String SYNC = "/api/v1/sync";
  private static final String APPROVALS = "/api/v1/approvals";
  private static final String RETRIES = "/api/v1/retries";

  static boolean known(Ask ask) {
    return List.of(HOOK, SYNC, APPROVALS, RETRIES).contains(ask.path());
  }

  Reply reply(Ask ask) {
    if (ask.path().equals(HOOK)) return pushed(ask);
    return keys.refused(ask).orElseGet(() -> wished(ask));
  }

  private Reply wished(Ask ask) {
    var body = body(ask);
    if (body.isEmpty()) {
      return Reply.problem(400, "the body is no JSON object", "send {\"environment\": \"NAME\"}");
    }
    return switch (ask.path()) {
      case APPROVALS -> approval(body.get());
      case RETRIES -> retry(body.get());
      default -> sync(body.get());
    };
  }

  private Reply approval(Fields body) {
    var environment = body.text("environment");
    var hash = body.text("hash");
    if (environment.isEmpty() || hash.isEmpty()) {
      var hint = "send {\"environment\": \"NAME\", \"hash\": \"what the plan says\"}";
      return Reply.problem(400, "an approval names an environment and a hash", hint);
    }
    if (!orders.approve(environment.get(), hash.get())) {
      var hint = "look at the plan again: it may be another one by now";
      return Reply.problem(409, "nothing waits there under " + hash.get(), hint);
    }
    return accepted(hash.get() + " is approved, and looked at now");
  }

  private Reply retry(Fields body) {
    var environment = body.text("environment");
    var name = body.text("name");
    if (environment.isEmpty() || name.isEmpty()) {
      var hint = "send {\"environment\": \"NAME\", \"name\": \"of a service or a job\"}";
      return Reply.problem(400, "a retry names an environment, and what is to be tried", hint);
    }
    if (!orders.retry(environment.get(), name.get())) {
      var hint = "look at the environment's page: it may be as wanted by now, or wait for another";
      return Reply.problem(409, "there is nothing to retry of " + name.get(), hint);
    }
    return accepted(name.get() + " is tried again now");
  }

  private Reply sync(Fields body) {
    var environment = body.text("environment");
    if (environment.isPresent()) return look(environment.get());
    orders.fetchNow();
    picture.get().standings().keySet().forEach(orders::lookNow);
    return accepted("the source and every environment are looked at now");
  }

  private Reply look(String name) {
    var names = picture.get().standings().keySet();
    if (!names.contains(name)) {
      var hint = "there are: " + String.join(", ", names);
      return Reply.problem(404, "there is no environment " + name, hint);
    }
    orders.lookNow(name);
    return accepted(name + " is looked at now");
  }

  /// Nothing is as good as an object with nothing in it.
  private static Optional<Fields> body(Ask ask) {
    var text = new String(ask.body(), UTF_8);
    if (text.isBlank()) return Optional.of(Fields.EMPTY);
    try {
      return Json.parse(text) instanceof Fields body ? Optional.of(body) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Reply pushed(Ask ask) {
    if (keys.hook().isEmpty()) {
      var hint = "start berth run with the webhook's secret in BERTH_WEBHOOK_SECRET";
      return Reply.problem(403, "pushes are not listened to", hint);
    }
    return switch (keys.hook().get().judge(ask.headers(), ask.body())) {
      case PushHook.Verdict.Accepted accepted when accepted.concerns(keys.source()) -> {
        orders.fetchNow();
        yield accepted("the source is asked now");
      }
      case PushHook.Verdict.Accepted _ -> ignored("another repository was pushed to");
      case PushHook.Verdict.Ignored(var why) -> ignored(why);
      case PushHook.Verdict.Denied(var why) -> Reply.problem(401, why, "");
      case PushHook.Verdict.Refused(var why) -> Reply.problem(400, why, "");
    };
  }

  private static Reply accepted(String message) {
    return Reply.json(202, Fields.EMPTY.with("message", Value.of(message)));
  }

  private static Reply ignored(String why) {
    return Reply.json(200, Fields.EMPTY.with("message", Value.of("ignored: " + why)));
  }
}
