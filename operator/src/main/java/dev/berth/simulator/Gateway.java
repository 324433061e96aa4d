package dev.berth.simulator;

import dev.berth.simulator.CallLog.Access;
import dev.berth.simulator.CallLog.Call;
import dev.berth.simulator.Fault.Moment;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lets the scripted faults have each call before or after its protocol answers it, and logs it.
final class Gateway {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]+/\\d+/([a-z0-9-]+)/[^/]+/aws4_request");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final JsonDoors jsons;
  private final QueryDoors queries;
  private final RestDoors rests;
  private final VirtualClock clock;
  private final CallLog log;
  private final Faults faults;
  private final Ids requestIds;
  private final Runnable catchUp;

  /// @param catchUp brings the world up to the clock
  Gateway(
      JsonDoors jsons,
      QueryDoors queries,
      RestDoors rests,
      VirtualClock clock,
      CallLog log,
      Faults faults,
      Ids requestIds,
      Runnable catchUp) {
    this.jsons = jsons;
    this.queries = queries;
    this.rests = rests;
    this.clock = clock;
    this.log = log;
    this.faults = faults;
    this.requestIds = requestIds;
    this.catchUp = catchUp;
  }

  /// One call on its way.
  private record Passage(Request request, long sequence, Exchange exchange, String resource) {
    String operation() {
      return exchange.operation();
    }
  }

  /// An answer and what the log says of it.
  private record Result(Response response, String error) {}

  Response handle(Request request) {
    var requestId = requestIds.uuid();
    var exchange = exchange(request, requestId);
    var passage = new Passage(request, log.begin(), exchange, exchange.resource());
    return answer(passage)
        .with("x-amzn-RequestId", requestId)
        .with("Date", DATE.format(clock.now()));
  }

  private Exchange exchange(Request request, String requestId) {
    if (!request.header("X-Amz-Target").isEmpty()) return jsons.exchange(request, caller(request));
    return rests
        .exchange(request, caller(request))
        .orElseGet(() -> queries.exchange(request, caller(request), requestId));
  }

  private Response answer(Passage passage) {
    var fault = faults.next(passage.sequence(), passage.operation(), passage.resource());
    var delay = Duration.ZERO;
    if (fault.isPresent() && fault.get() instanceof Fault.Latency(var time)) delay = hold(time);
    if (hits(fault, Moment.BEFORE)) return fail(passage, fault.get()).after(delay);
    var result = perform(passage);
    if (hits(fault, Moment.AFTER)) return fail(passage, fault.get()).after(delay);
    note(passage, result.error());
    return result.response().after(delay);
  }

  /// On a stepped clock the call itself takes that long; else a door holds the answer back.
  private Duration hold(Duration time) {
    if (!clock.stepped()) return Duration.ofNanos((long) (time.toNanos() / clock.speed()));
    clock.advance(time);
    catchUp.run();
    return Duration.ZERO;
  }

  private static boolean hits(Optional<Fault> fault, Moment moment) {
    if (fault.isEmpty()) return false;
    return switch (fault.get()) {
      case Fault.Refusal refusal -> refusal.when() == moment;
      case Fault.Answer answer -> answer.when() == moment;
      case Fault.Reset reset -> reset.when() == moment;
      case Fault.Latency _ -> false;
    };
  }

  private Response fail(Passage passage, Fault fault) {
    return switch (fault) {
      case Fault.Refusal(_, var code, var message, var status) -> {
        note(passage, code);
        yield passage.exchange().refused(ApiError.of(code, message, status));
      }
      case Fault.Answer(_, var status, var contentType, var body) -> {
        note(passage, "HTTP " + status);
        yield Response.of(status, contentType, body);
      }
      case Fault.Reset _ -> {
        note(passage, "ConnectionReset");
        throw new ConnectionReset();
      }
      case Fault.Latency _ -> throw new IllegalStateException("latency fails nothing");
    };
  }

  private static Result perform(Passage passage) {
    try {
      return new Result(passage.exchange().perform(), "");
    } catch (ApiError e) {
      return new Result(passage.exchange().refused(e), e.code());
    }
  }

  private void note(Passage passage, String error) {
    log.end(
        new Call(
            passage.sequence(),
            clock.now(),
            passage.operation(),
            passage.resource(),
            Access.of(passage.operation()),
            error,
            passage.request().header("amz-sdk-invocation-id")));
  }

  /// Any signature will do; its scope tells the region.
  private static Caller caller(Request request) {
    var scope = SCOPE.matcher(request.header("Authorization"));
    var region = scope.find() ? scope.group(1) : "us-east-1";
    return new Caller(Caller.DEFAULT_ACCOUNT, region, request.header("Host"));
  }
}
