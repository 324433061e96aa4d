package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Session;
import dev.berth.simulator.wire.VirtualClock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/// AWS STS, as far as two questions go: who am I, and may I be somebody else. The caller is the
/// account's root, unless somebody else was stated, or a role was taken.
public final class SecurityTokens implements Api {
  /// Source: STS API reference, AssumeRole.
  private static final int SHORTEST = 900;

  private final VirtualClock clock;
  private final Ids ids;
  private final SortedMap<String, Role> roles;
  private String role = "";
  private List<String> passes = List.of();

  SecurityTokens(VirtualClock clock, Ids ids, SortedMap<String, Role> roles) {
    this.clock = clock;
    this.ids = ids;
    this.roles = roles;
  }

  void assumed(String name, List<String> may) {
    role = name;
    passes = List.copyOf(may);
  }

  boolean passes(String arn) {
    return role.isEmpty() || passes.contains(arn.substring(arn.lastIndexOf('/') + 1));
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "GetCallerIdentity" -> identity(caller);
      case "AssumeRole" -> assume(input, caller);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  private ObjectNode identity(Caller caller) {
    return Json.object()
        .put("Arn", arn(caller))
        .put("UserId", user(caller))
        .put("Account", caller.account());
  }

  private String user(Caller caller) {
    if (caller.session().isPresent()) return "AROAEXAMPLE:" + caller.session().get().name();
    return role.isEmpty() ? caller.account() : "AROAEXAMPLE:session";
  }

  private String arn(Caller caller) {
    if (caller.session().isPresent()) return caller.session().get().arn();
    var account = caller.account();
    return role.isEmpty()
        ? "arn:aws:iam::%s:root".formatted(account)
        : "arn:aws:sts::%s:assumed-role/%s/session".formatted(account, role);
  }

  private ObjectNode assume(ObjectNode input, Caller caller) {
    var arn = Json.text(input, "RoleArn", "");
    var session = Json.text(input, "RoleSessionName", "");
    if (!session.matches("[\\w+=,.@-]{2,64}")) {
      throw ApiError.of("ValidationError", "1 validation error detected: roleSessionName");
    }
    var taken = taken(arn, caller);
    if (taken.isEmpty()
        || !Trust.admits(taken.get().trust, caller.account(), Json.text(input, "ExternalId", ""))) {
      throw ApiError.of(
          "AccessDenied",
          "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
              .formatted(arn(caller), arn),
          403);
    }
    var seconds = Json.integer(input, "DurationSeconds", Role.SESSION);
    if (seconds < SHORTEST || seconds > taken.get().session) {
      throw ApiError.of(
          "ValidationError",
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return given(arn, taken.get(), session, seconds);
  }

  /// In another account of which no role is stated, there is every role.
  private Optional<Role> taken(String arn, Caller caller) {
    var name = arn.substring(arn.lastIndexOf('/') + 1);
    if (!roles.isEmpty() || account(arn).equals(Caller.DEFAULT_ACCOUNT)) {
      return Optional.ofNullable(roles.get(name));
    }
    var trust = Trust.of(List.of(caller.account()), "");
    return Optional.of(new Role(name, "/", "", clock.now(), trust));
  }

  private static String account(String arn) {
    var parts = arn.split(":");
    return parts.length > 4 && parts[4].matches("\\d{12}") ? parts[4] : Caller.DEFAULT_ACCOUNT;
  }

  private ObjectNode given(String arn, Role taken, String session, int seconds) {
    var end = clock.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    var begun = new Session(account(arn), taken.name, session, end);
    var answer = Json.object();
    answer
        .putObject("AssumedRoleUser")
        .put("AssumedRoleId", "AROA" + ids.digits(16) + ":" + session)
        .put("Arn", begun.arn());
    answer
        .putObject("Credentials")
        .put("AccessKeyId", "ASIA" + begun.account() + ids.digits(4))
        .put("SecretAccessKey", ids.nanoid(40))
        .put("SessionToken", begun.token())
        .put("Expiration", end.toString());
    return answer;
  }
}
