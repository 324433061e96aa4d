package dev.berth.simulator;

import dev.berth.simulator.CallLog.Access;
import dev.berth.simulator.CallLog.Call;
import dev.berth.simulator.Fault.Moment;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Lets the scripted faults have each call before or after its protocol answers it, and logs it.
final class Gateway {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private static final List<String> PROMPT = List.of("DynamoDB_20120810", Door.QUEUES);

  private final Accounts accounts;
  private final History history;
  private final VirtualClock clock;
  private final CallLog log;
  private final Faults faults;
  private final Lag lag;
  private final Ids requestIds;

  /// @param seed of the request ids: how often somebody looks must not change what the world calls
  ///   its things
  Gateway(
      Accounts accounts,
      History history,
      VirtualClock clock,
      CallLog log,
      Faults faults,
      Lag lag,
      long seed) {
    this.accounts = accounts;
    this.history = history;
    this.clock = clock;
    this.log = log;
    this.faults = faults;
    this.lag = lag;
    this.requestIds = new Ids(seed);
  }

  /// One call on its way.
  private record Passage(
      Request request, String requestId, long sequence, Exchange exchange, String resource) {
    String operation() {
      return exchange.operation();
    }

    Access access() {
      return Access.of(exchange.operation());
    }
  }

  /// An answer and what the log says of it.
  private record Result(Response response, String error) {}

  Response handle(Request request) {
    var requestId = requestIds.uuid();
    var exchange = accounts.exchange(request, requestId);
    var passage = new Passage(request, requestId, log.begin(), exchange, exchange.resource());
    return answer(passage)
        .with("x-amzn-RequestId", requestId)
        .with("Date", DATE.format(clock.now()));
  }

  /// A read of former times, which is only counted.
  void recall(ObjectNode line) {
    requestIds.uuid();
    var call = Journal.call(line, log.begin());
    faults.next(call.sequence(), Json.text(line, "api", ""), call.operation(), call.resource());
    log.end(call);
  }

  private Response answer(Passage passage) {
    var api = passage.exchange().api();
    var fault = faults.next(passage.sequence(), api, passage.operation(), passage.resource());
    var delay = Duration.ZERO;
    if (fault.isPresent() && fault.get() instanceof Fault.Latency(var time)) delay = hold(time);
    if (hits(fault, Moment.BEFORE)) return fail(passage, fault.get()).after(delay);
    var result = perform(passage, lag(passage, fault));
    if (hits(fault, Moment.AFTER)) return fail(passage, fault.get()).after(delay);
    note(passage, result.error());
    return result.response().after(delay);
  }

  /// On a stepped clock the call itself takes that long; else a door holds the answer back.
  private Duration hold(Duration time) {
    if (!clock.stepped()) return Duration.ofNanos((long) (time.toNanos() / clock.speed()));
    clock.advance(time);
    accounts.catchUp();
    return Duration.ZERO;
  }

  /// How old the answer of a read is to be.
  private Duration lag(Passage passage, Optional<Fault> fault) {
    if (passage.access() == Access.WRITE || prompt(passage)) return Duration.ZERO;
    if (fault.isPresent() && fault.get() instanceof Fault.Stale(var time)) return time;
    return lag.of(passage.exchange().api(), passage.sequence());
  }

  /// What a lease or a queue tells is never late, and needs no history.
  private static boolean prompt(Passage passage) {
    return PROMPT.contains(passage.exchange().api());
  }

  private static boolean hits(Optional<Fault> fault, Moment moment) {
    if (fault.isEmpty()) return false;
    return switch (fault.get()) {
      case Fault.Refusal refusal -> refusal.when() == moment;
      case Fault.Throttled throttled -> throttled.when() == moment;
      case Fault.Answer answer -> answer.when() == moment;
      case Fault.Reset reset -> reset.when() == moment;
      case Fault.Latency _, Fault.Stale _ -> false;
    };
  }

  private Response fail(Passage passage, Fault fault) {
    return switch (fault) {
      case Fault.Refusal(_, var code, var message, var status) ->
          refuse(passage, ApiError.of(code, message, status));
      case Fault.Throttled _ -> {
        var code = Quotas.code(passage.exchange().api());
        yield refuse(passage, ApiError.of(code, "Rate exceeded"));
      }
      case Fault.Answer(_, var status, var contentType, var body) -> {
        note(passage, "HTTP " + status);
        yield Response.of(status, contentType, body);
      }
      case Fault.Reset _ -> {
        note(passage, "ConnectionReset");
        throw new ConnectionReset();
      }
      case Fault.Latency _, Fault.Stale _ ->
          throw new IllegalStateException(fault + " fails nothing");
    };
  }

  private Response refuse(Passage passage, ApiError error) {
    note(passage, error.code());
    return passage.exchange().refused(error);
  }

  private Result perform(Passage passage, Duration lag) {
    if (lag.isZero()) {
      if (passage.access() == Access.WRITE && !prompt(passage)) remember(passage);
      return perform(passage.exchange());
    }
    var then = history.before(clock.now(), lag);
    return perform(then.exchange(passage.request(), passage.requestId()));
  }

  private void remember(Passage passage) {
    history.add(
        clock.now(), then -> perform(then.exchange(passage.request(), passage.requestId())));
  }

  private static Result perform(Exchange exchange) {
    try {
      return new Result(exchange.perform(), "");
    } catch (ApiError e) {
      return new Result(exchange.refused(e), e.code());
    }
  }

  private void note(Passage passage, String error) {
    log.end(
        new Call(
            passage.sequence(),
            clock.now(),
            passage.exchange().api(),
            passage.operation(),
            passage.resource(),
            passage.access(),
            error,
            passage.request().header("amz-sdk-invocation-id")));
  }
}
