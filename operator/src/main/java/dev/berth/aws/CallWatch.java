package dev.berth.aws;

import dev.berth.model.Failure.Kind;
import dev.berth.reconcile.Interrupt;
import dev.berth.reconcile.Lease;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Stands beside every call: waits for its token, sees to the lease, counts the call, and reads
/// AWS's time off the answer.
///
/// The token is taken before the call is signed: a signature that waits grows old. Whether the
/// lease is held is looked at after that, as late as can be.
final class CallWatch implements ExecutionInterceptor {
  private static final int BEGINNING = 256;

  /// Of JSON, or of the Query protocol's XML.
  private static final Pattern ANSWER = Pattern.compile("\\s*(\\{|<\\?xml|<[A-Z]\\w+Response\\b)");

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);
  private final CallBuckets buckets;
  private final Lane lane;
  private final ConcurrentNavigableMap<String, Spend.Line> spent = new ConcurrentSkipListMap<>();
  private final AtomicReference<Lease> lease = new AtomicReference<>(Lease.unshared());
  private final AtomicReference<Interrupt> forbidden = new AtomicReference<>(Optional::empty);

  CallWatch(CallBuckets buckets, Lane lane) {
    this.buckets = buckets;
    this.lane = lane;
  }

  Spend spend() {
    return new Spend(List.copyOf(spent.values()));
  }

  private void spent(ExecutionAttributes call, UnaryOperator<Spend.Line> more) {
    var service = service(call);
    var operation = operation(call);
    spent.compute(
        service + " " + operation,
        (_, line) -> more.apply(line == null ? Spend.Line.none(service, operation) : line));
  }

  private static String service(ExecutionAttributes call) {
    return call.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
  }

  private static String operation(ExecutionAttributes call) {
    return call.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (!(context.exception() instanceof AwsServiceException refusal)) return;
    if (AwsErrors.of(refusal, "").kind() != Kind.THROTTLED) return;
    buckets.throttled(service(attributes), operation(attributes));
    spent(attributes, Spend.Line::refused);
  }

  int calls() {
    return calls.get();
  }

  /// The latest `Date` of an answer; its resolution is a second.
  Optional<Instant> time() {
    return Optional.of(latest.get()).filter(Instant.MIN::isBefore);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    var waited = buckets.take(service(attributes), operation(attributes), lane);
    spent(attributes, line -> line.called(waited));
    if (Effects.leasing(attributes)) return;
    if (lease.get().lost().isEmpty()) lease.get().claim();
  }

  /// From now on no call that writes is sent without that lease, and every call renews it.
  void under(Lease one) {
    lease.set(one);
    forbidden.set(one::lost);
  }

  /// @param why no call that writes may start
  void forbidding(Interrupt why) {
    forbidden.set(why);
  }

  /// No call that writes starts without the lease.
  static final class Unheld extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Unheld(String why) {
      super(why);
    }
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (Effects.writing(attributes)) {
      forbidden
          .get()
          .reason()
          .ifPresent(why -> {
            throw SdkClientException.create(why, new Unheld(why));
          });
    }
    calls.incrementAndGet();
  }

  /// A page of a proxy with status 200: where the answer of an operation has no members, the SDK
  /// would take it for a success. An emulator calls its JSON and its XML HTML, too: what counts is
  /// how it begins.
  static final class Page extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    context
        .httpResponse()
        .firstMatchingHeader("Date")
        .flatMap(CallWatch::parse)
        .ifPresent(time -> latest.accumulateAndGet(time, CallWatch::later));
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (!html(context.httpResponse())) return context.responseBody();
    var body =
        new BufferedInputStream(context.responseBody().orElse(InputStream.nullInputStream()));
    if (ANSWER.matcher(beginning(body)).lookingAt()) return Optional.of(body);
    throw SdkClientException.create("a page", new Page());
  }

  private static boolean html(SdkHttpResponse response) {
    return response.isSuccessful()
        && response
            .firstMatchingHeader("Content-Type")
            .filter(type -> type.startsWith("text/html"))
            .isPresent();
  }

  /// What can be read of it, and is there to be read again.
  private static String beginning(BufferedInputStream body) {
    try {
      body.mark(BEGINNING);
      var bytes = body.readNBytes(BEGINNING);
      body.reset();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Instant> parse(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeParseException _) {
      return Optional.empty(); // A server without a clock: the caller's own serves.
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
