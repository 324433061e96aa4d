package dev.berth.model;

import java.util.Optional;

/// Where a container's `valueFrom` points. Source: ECS API reference, Secret; ECS developer guide,
/// "Pass Secrets Manager secrets through environment variables".
public sealed interface SecretName {
  /// For people: without the ARN around it.
  String shown();

  /// In Secrets Manager.
  ///
  /// @param arn up to the secret's name, without what ECS adds after it
  /// @param stage of the version that is taken
  /// @param version empty where the stage decides
  record Managed(String arn, String stage, Optional<String> version) implements SecretName {
    @Override
    public String shown() {
      return arn.substring(arn.indexOf(":secret:") + 8).replaceFirst("-[A-Za-z0-9]{6}$", "");
    }

    public String region() {
      return SecretName.part(arn, 3);
    }
  }

  /// In the Parameter Store of Systems Manager.
  ///
  /// @param region empty where the task's own is meant
  record Stored(String name, Optional<String> region) implements SecretName {
    @Override
    public String shown() {
      return name;
    }
  }

  /// What ECS would not take either, such as another service's ARN.
  record Strange(String shown) implements SecretName {}

  String CURRENT = "AWSCURRENT";

  static SecretName of(String valueFrom) {
    if (!valueFrom.startsWith("arn:")) return new Stored(valueFrom, Optional.empty());
    return switch (part(valueFrom, 2)) {
      case "secretsmanager" -> managed(valueFrom);
      case "ssm" -> stored(valueFrom);
      default -> new Strange(valueFrom);
    };
  }

  /// `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME[:JSON-KEY:STAGE:VERSION]`.
  private static SecretName managed(String text) {
    if (!part(text, 5).equals("secret") || part(text, 6).isEmpty()) return new Strange(text);
    var parts = text.split(":", -1);
    if (parts.length != 7 && parts.length != 10) return new Strange(text);
    var arn = String.join(":", java.util.Arrays.copyOf(parts, 7));
    var stage = Optional.of(part(text, 8)).filter(word -> !word.isEmpty()).orElse(CURRENT);
    return new Managed(arn, stage, Optional.of(part(text, 9)).filter(word -> !word.isEmpty()));
  }

  /// A parameter's name begins with a slash where it has several parts, and its ARN always has one.
  private static SecretName stored(String arn) {
    var path = part(arn, 5).replaceFirst("^parameter", "");
    if (!path.startsWith("/") || path.length() < 2) return new Strange(arn);
    var name = path.indexOf('/', 1) < 0 ? path.substring(1) : path;
    return new Stored(name, Optional.of(part(arn, 3)));
  }

  private static String part(String arn, int index) {
    var parts = arn.split(":", -1);
    return index < parts.length ? parts[index] : "";
  }
}
