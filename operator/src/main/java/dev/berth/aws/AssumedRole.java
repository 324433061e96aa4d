package dev.berth.aws;

import dev.berth.model.Authority.Role;
import dev.berth.model.Failure;
import dev.berth.model.Failure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Credentials of a role that another account, or this one, lets us take. Taken anew a while before
/// they end, by the clock of whoever calls: the SDK's own provider has no other clock than the
/// machine's.
final class AssumedRole implements AwsCredentialsProvider {
  /// A call that is signed now may be on its way for a while.
  private static final Duration EARLY = Duration.ofMinutes(5);

  private final Role role;
  private final Supplier<StsClient> tokens;
  private final InstantSource clock;
  private final AtomicReference<Optional<Taken>> taken = new AtomicReference<>(Optional.empty());

  private record Taken(AwsSessionCredentials credentials, Instant until) {
    boolean serves(Instant now) {
      return now.isBefore(until.minus(EARLY));
    }
  }

  /// @param tokens with the credentials that may take the role
  AssumedRole(Role role, Supplier<StsClient> tokens, InstantSource clock) {
    this.role = role;
    this.tokens = tokens;
    this.clock = clock;
  }

  /// Why the role could not be taken; the SDK lets it through as a cause.
  static final class Untaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    private Untaken(Failure failure, Throwable cause) {
      super(failure.message(), cause);
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }

  /// Two that find them ended at once both take the role: that is one call more, and no harm.
  @Override
  public AwsCredentials resolveCredentials() {
    var now = clock.instant();
    var known = taken.get().filter(one -> one.serves(now));
    if (known.isPresent()) return known.get().credentials();
    var fresh = take();
    taken.set(Optional.of(fresh));
    return fresh.credentials();
  }

  private Taken take() {
    try {
      return taken(tokens.get().assumeRole(request()).credentials());
    } catch (SdkException e) {
      var failure = told(AwsErrors.of(e, "AWS STS"));
      throw SdkClientException.create(failure.message(), new Untaken(failure, e));
    }
  }

  private AssumeRoleRequest request() {
    var request = AssumeRoleRequest.builder().roleArn(role.arn()).roleSessionName(role.session());
    role.externalId().ifPresent(request::externalId);
    return request.build();
  }

  private static Taken taken(Credentials given) {
    var credentials =
        AwsSessionCredentials.create(
            given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
    return new Taken(credentials, given.expiration());
  }

  private Failure told(Failure failure) {
    var message = "cannot take the role " + role.arn() + ": " + failure.message();
    return new Failure(failure.kind(), failure.code(), message, hint(failure));
  }

  /// STS says the same of a trust policy, of an external id and of the caller's own policy.
  private String hint(Failure failure) {
    if (failure.kind() != Kind.DENIED || !failure.code().startsWith("AccessDenied")) {
      return failure.hint();
    }
    var external =
        role.externalId().isPresent()
            ? "ask for no other sts:ExternalId than spec.assumeRole.externalId"
            : "ask for no sts:ExternalId, as spec.assumeRole.externalId says none";
    return "its trust policy must name the caller and "
        + external
        + "; the caller's own policy must allow sts:AssumeRole";
  }
}
