package dev.berth.aws;

import dev.berth.model.Failure;
import dev.berth.model.Failure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonProcessingException;
import software.amazon.awssdk.thirdparty.jackson.core.io.JsonEOFException;

/// What an exception of the SDK means.
///
/// Matched by code and by a piece of the message, never by a whole text: those change.
final class AwsErrors {
  private static final Pattern ACTION = Pattern.compile("not authorized to perform: ([\\w:]+)");
  private static final Pattern XML =
      Pattern.compile("<Code>(\\w+)</Code>\\s*<Message>([^<]+)</Message>");
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY = 429;

  private AwsErrors() {}

  /// @param e the SDK's own, or the UncheckedIOException that it lets through
  /// @param where the endpoint, or the region, for messages
  static Failure of(RuntimeException e, String where) {
    return switch (e) {
      case AwsServiceException answer -> answered(answer, where);
      case ApiCallAttemptTimeoutException _ -> late(where);
      case AbortedException _ ->
          new Failure(Kind.UNKNOWN, "Interrupted", "the call was interrupted", "");
      default -> unanswered(e, where);
    };
  }

  /// Whether AWS, or an emulator in its place, said that it does not have an operation at all, or
  /// not for this thing.
  static boolean unsupported(Failure failure) {
    return unknown(failure)
        || failure.code().equals("UnsupportedFeatureException")
        || failure.code().equals("HTML 500");
  }

  /// Whether it was said in so many words that there is no such operation.
  static boolean unknown(Failure failure) {
    if (failure.message().contains("not yet implemented")) return true; // LocalStack, with a 501
    return switch (failure.code()) {
      case "UnknownOperationException", "UnknownOperation", "InvalidAction" -> true;
      case "HTML 404", "HTML 501", "HTTP 404", "HTTP 501" -> true;
      default -> false;
    };
  }

  /// Whether whoever answered gave no error of AWS.
  static boolean nameless(Failure failure) {
    return failure.code().startsWith("HTML ") || failure.code().startsWith("HTTP ");
  }

  /// A 500 without a word of AWS: an emulator's way to say that it has no such operation (moto), or
  /// a trouble of what stands between.
  static boolean bare(Failure failure) {
    return failure.code().equals("HTML 500") || failure.code().equals("HTTP 500");
  }

  private static Failure answered(AwsServiceException e, String where) {
    var details = Optional.ofNullable(e.awsErrorDetails());
    var code = details.map(d -> d.errorCode()).filter(c -> !c.isBlank());
    if (code.isEmpty()) return foreign(e).orElseGet(() -> nameless(e, where));
    return answered(e, code.get(), details.map(d -> d.errorMessage()).orElse("no message"));
  }

  private static Failure answered(AwsServiceException e, String code, String message) {
    var kind = kind(e, code, message.toLowerCase(Locale.ROOT));
    return new Failure(kind, code, message, hint(kind, code, message));
  }

  /// An error in the XML of the Query protocol, where JSON was asked for: so some gateways and
  /// emulators tell of a denial.
  private static Optional<Failure> foreign(AwsServiceException e) {
    var body =
        Optional.ofNullable(e.awsErrorDetails())
            .flatMap(details -> Optional.ofNullable(details.rawResponse()))
            .map(bytes -> bytes.asUtf8String())
            .orElse("");
    var error = XML.matcher(body);
    if (!error.find()) return Optional.empty();
    return Optional.of(answered(e, error.group(1), error.group(2)));
  }

  /// What stands between, or is no AWS at all: its answers bear no code.
  private static Failure nameless(AwsServiceException e, String where) {
    int status = e.statusCode();
    var code = (html(e) ? "HTML " : "HTTP ") + status;
    var message = where + " answered " + status + " without an error of AWS";
    if (status >= SERVER_ERROR) return new Failure(Kind.TRANSIENT, code, message, "");
    if (status == TOO_MANY) return new Failure(Kind.THROTTLED, code, message, "");
    return new Failure(Kind.UNKNOWN, code, message, "is this the endpoint of ECS?");
  }

  private static boolean html(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(details -> details.sdkHttpResponse())
        .flatMap(response -> response.firstMatchingHeader("Content-Type"))
        .filter(type -> type.startsWith("text/html"))
        .isPresent();
  }

  /// The pieces of messages come first: ECS hides passing troubles in codes that mean a mistake.
  private static Kind kind(AwsServiceException e, String code, String message) {
    if (e.isThrottlingException() || message.contains("requestlimitexceeded")) {
      return Kind.THROTTLED;
    }
    if (passing(message) || e.statusCode() >= SERVER_ERROR || e.isClockSkewException()) {
      return Kind.TRANSIENT;
    }
    if (message.contains("still draining") || message.contains("not idempotent")) {
      return Kind.CONFLICT;
    }
    if (message.contains("unable to describe task definition")) return Kind.MISSING;
    if (message.contains("taskdefinition not found")) return Kind.MISSING;
    return kind(code);
  }

  /// Source: ECS's answers while a role, a target group or another registration settles.
  private static boolean passing(String message) {
    return message.contains("unable to assume")
        || message.contains("does not have an associated load balancer")
        || message.contains("too many concurrent attempts to create a new revision");
  }

  private static Kind kind(String code) {
    var name = code.replaceAll("(Exception|Fault)$", "");
    if (name.endsWith("NotFound")) return Kind.MISSING;
    return switch (name) {
      case "Throttling", "Throttled", "SlowDown", "TooManyRequests" -> Kind.THROTTLED;
      case "Server", "InternalError", "InternalServerError", "InternalFailure" -> Kind.TRANSIENT;
      case "ServiceUnavailable", "RequestTimeout", "PriorRequestNotComplete" -> Kind.TRANSIENT;
      case "UpdateInProgress", "ConcurrentUpdate" -> Kind.TRANSIENT;
      case "Conflict", "ServiceNotActive", "ResourceInUse", "TargetNotConnected" -> Kind.CONFLICT;
      case "NamespaceAlreadyExists", "ServiceAlreadyExists" -> Kind.CONFLICT;
      case "DuplicateRequest" -> Kind.CONFLICT;
      case "LimitExceeded", "ResourceLimitExceeded", "TooManyTags" -> Kind.LIMIT;
      case "AccessDenied", "NotAuthorized", "UnauthorizedOperation", "Blocked" -> Kind.DENIED;
      case "UnrecognizedClient", "ExpiredToken", "RequestExpired" -> Kind.DENIED;
      case "InvalidSignature", "SignatureDoesNotMatch", "InvalidClientTokenId" -> Kind.DENIED;
      case "MissingAuthenticationToken", "IncompleteSignature", "OptInRequired" -> Kind.DENIED;
      case "InvalidParameter", "Client", "Validation", "InvalidInput" -> Kind.INVALID;
      case "Serialization", "UnsupportedFeature", "PlatformUnknown" -> Kind.INVALID;
      case "PlatformTaskDefinitionIncompatibility" -> Kind.INVALID;
      case "UnknownOperation", "InvalidAction" -> Kind.INVALID;
      default -> Kind.UNKNOWN;
    };
  }

  private static String hint(Kind kind, String code, String message) {
    if (kind != Kind.DENIED) return "";
    var action = ACTION.matcher(message);
    if (action.find()) return "allow " + action.group(1) + " in the caller's IAM policy";
    return switch (code) {
      case "ExpiredTokenException", "ExpiredToken", "RequestExpired" ->
          "the credentials have expired: sign in again";
      case "UnrecognizedClientException", "InvalidClientTokenId" ->
          "AWS does not know these credentials: check the profile and its account";
      case "MissingAuthenticationTokenException" -> "the request carried no credentials";
      case "InvalidSignatureException", "SignatureDoesNotMatch" ->
          "the secret key is not the access key's, or this machine's clock is wrong";
      default -> "";
    };
  }

  private static Failure unanswered(RuntimeException e, String where) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      var failure = failed(cause, where);
      if (failure.isPresent()) return failure.get();
    }
    var message = Optional.ofNullable(e.getMessage()).orElse(e.toString());
    if (message.contains("Unable to load credentials")) {
      return new Failure(
          Kind.DENIED,
          "NoCredentials",
          "no AWS credentials were found",
          "set AWS_PROFILE, sign in, or give the task a role");
    }
    return new Failure(Kind.UNKNOWN, e.getClass().getSimpleName(), message, "");
  }

  private static Optional<Failure> failed(Throwable cause, String where) {
    return switch (cause) {
      case JsonEOFException _ -> passing("Truncated", "the answer of " + where + " ends early");
      case EOFException _ -> passing("Truncated", "the answer of " + where + " ends early");
      case JsonProcessingException _ -> Optional.of(foreign(where));
      case CallWatch.Page _ -> Optional.of(foreign(where));
      case CallWatch.Unheld unheld ->
          Optional.of(new Failure(Kind.STOPPED, "Unheld", unheld.getMessage(), ""));
      case AssumedRole.Untaken untaken -> Optional.of(untaken.failure());
      case ConnectException refused -> unreachable(where, refused.getMessage());
      case UnknownHostException host -> unreachable(where, "unknown host " + host.getMessage());
      case SocketTimeoutException late when words(late).contains("onnect") ->
          unreachable(where, words(late));
      case SocketTimeoutException _ -> Optional.of(late(where));
      case SSLException tls -> Optional.of(untrusted(where, tls));
      case IOException broken -> passing("Connection", where + ": " + words(broken));
      default -> Optional.empty();
    };
  }

  private static Failure late(String where) {
    var message = where + " did not answer in time";
    return new Failure(Kind.TRANSIENT, "Timeout", message, "is it overloaded?");
  }

  private static Optional<Failure> unreachable(String where, String why) {
    var message = "cannot reach " + where + ": " + why.toLowerCase(Locale.ROOT);
    return Optional.of(
        new Failure(Kind.TRANSIENT, "Unreachable", message, "check the endpoint and the network"));
  }

  private static Failure foreign(String where) {
    return new Failure(
        Kind.UNKNOWN,
        "NotAws",
        where + " answered something that is not JSON",
        "is this the endpoint of ECS?");
  }

  private static Failure untrusted(String where, SSLException tls) {
    var message = "cannot reach " + where + ": " + words(tls);
    return new Failure(Kind.UNKNOWN, "Tls", message, "check the scheme and the certificate");
  }

  private static Optional<Failure> passing(String code, String message) {
    return Optional.of(new Failure(Kind.TRANSIENT, code, message, ""));
  }

  private static String words(Throwable e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }
}
