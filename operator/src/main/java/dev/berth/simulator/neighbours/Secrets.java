package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// AWS Secrets Manager without values: it keeps which versions a secret has, and refuses to tell
/// what they hold. The refusals are in the call log.
public final class Secrets implements Api {
  private static final String CURRENT = "AWSCURRENT";
  private static final String PREVIOUS = "AWSPREVIOUS";

  private final VirtualClock clock;
  private final Ids ids;
  private final List<Secret> secrets = new ArrayList<>();

  public Secrets(VirtualClock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /// One secret; its versions by the stages that name them.
  private static final class Secret {
    private final String name;
    private final String arn;
    private final Instant createdAt;
    private final SortedMap<String, String> stages = new TreeMap<>();
    private Optional<Instant> deletedAt = Optional.empty();

    Secret(String name, String arn, Instant createdAt) {
      this.name = name;
      this.arn = arn;
      this.createdAt = createdAt;
    }

    /// An ARN without the six random characters at its end counts as well (source: Secrets Manager
    /// API reference, DescribeSecret).
    boolean is(String id) {
      return id.equals(name) || id.equals(arn) || arn.matches("\\Q" + id + "\\E-[A-Za-z0-9]{6}");
    }

    void rotate(String version) {
      Optional.ofNullable(stages.get(CURRENT)).ifPresent(last -> stages.put(PREVIOUS, last));
      stages.put(CURRENT, version);
    }
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateSecret" -> create(input, caller);
      case "PutSecretValue" -> put(input);
      case "DescribeSecret" -> describe(input);
      case "DeleteSecret" -> delete(input);
      case "GetSecretValue", "BatchGetSecretValue" -> throw unreadable(operation, caller);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// `{"secret": NAME or ARN}`.
  void state(ObjectNode stated, Caller caller) {
    var text = Json.text(stated, "secret", "");
    if (text.isEmpty()) throw ApiError.of("InvalidAccount", "a secret needs a name or an ARN");
    var arn = text.startsWith("arn:") ? text : arn(text, caller);
    var name = arn.replaceFirst("^arn:.*:secret:", "").replaceFirst("-[A-Za-z0-9]{6}$", "");
    add(name, arn, ids.uuid());
  }

  public ObjectNode dump() {
    var dump = Json.object();
    secrets.forEach(secret -> secret.stages.forEach(dump.putObject(secret.arn)::put));
    return dump;
  }

  private static ApiError unreadable(String operation, Caller caller) {
    return ApiError.of(
        "AccessDeniedException",
        "User: %s is not authorized to perform: secretsmanager:%s because nobody is"
            .formatted("arn:aws:iam::" + caller.account() + ":root", operation));
  }

  private String arn(String name, Caller caller) {
    return caller.arn("secretsmanager", "secret:" + name + "-" + ids.hex(6));
  }

  private Secret add(String name, String arn, String version) {
    var secret = new Secret(name, arn, clock.now());
    secret.rotate(version);
    secrets.add(secret);
    return secret;
  }

  private ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "Name", "");
    if (!name.matches("[A-Za-z0-9/_+=.@-]{1,512}")) {
      throw invalid(
          "Invalid name. Must be a valid name containing alphanumeric characters: " + name);
    }
    if (find(name).isPresent()) {
      throw ApiError.of(
          "ResourceExistsException",
          "The operation failed because the secret %s already exists.".formatted(name));
    }
    Tags.read(Json.items(input, "Tags"), "Key", "Value");
    var secret = add(name, arn(name, caller), token(input));
    return named(secret).put("VersionId", secret.stages.get(CURRENT));
  }

  private ObjectNode put(ObjectNode input) {
    var secret = known(input);
    if (!Json.has(input, "SecretString") && !Json.has(input, "SecretBinary")) {
      throw invalid("You must provide either SecretString or SecretBinary.");
    }
    if (secret.deletedAt.isPresent()) throw marked();
    var version = token(input);
    var stages = Json.texts(input, "VersionStages");
    if (stages.isEmpty() || stages.contains(CURRENT)) secret.rotate(version);
    stages.stream().filter(s -> !s.equals(CURRENT)).forEach(s -> secret.stages.put(s, version));
    return named(secret).put("VersionId", version);
  }

  private String token(ObjectNode input) {
    return Json.has(input, "ClientRequestToken")
        ? Json.text(input, "ClientRequestToken", "")
        : ids.uuid();
  }

  private ObjectNode describe(ObjectNode input) {
    var secret = known(input);
    var shown = named(secret).put("CreatedDate", Json.epoch(secret.createdAt));
    secret.deletedAt.ifPresent(at -> shown.put("DeletedDate", Json.epoch(at)));
    var versions = shown.putObject("VersionIdsToStages");
    secret.stages.forEach((stage, version) -> versions.withArray(version).add(stage));
    return shown;
  }

  /// It can be described until its recovery window is over.
  private ObjectNode delete(ObjectNode input) {
    var secret = known(input);
    if (secret.deletedAt.isPresent()) throw marked();
    if (Json.flag(input, "ForceDeleteWithoutRecovery", false)) secrets.remove(secret);
    secret.deletedAt = Optional.of(clock.now());
    return named(secret).put("DeletionDate", Json.epoch(clock.now()));
  }

  private Optional<Secret> find(String id) {
    return secrets.stream().filter(secret -> secret.is(id)).findFirst();
  }

  private Secret known(ObjectNode input) {
    return find(Json.text(input, "SecretId", ""))
        .orElseThrow(() ->
            ApiError.of(
                "ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
  }

  private static ApiError marked() {
    return ApiError.of(
        "InvalidRequestException",
        "You can't perform this operation on the secret because it was marked for deletion.");
  }

  private static ObjectNode named(Secret secret) {
    return Json.object().put("ARN", secret.arn).put("Name", secret.name);
  }

  private static ApiError invalid(String message) {
    return ApiError.of("InvalidParameterException", message);
  }
}
