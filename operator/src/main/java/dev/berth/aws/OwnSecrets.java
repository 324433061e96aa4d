package dev.berth.aws;

/// The operator's own credentials, where they lie in Secrets Manager. What tasks use is never asked
/// for.
public record OwnSecrets(AwsClients clients) {
  /// Whether a value names a secret, and is none itself.
  public static boolean names(String value) {
    return value.matches("arn:[^:]+:secretsmanager:[^:]*:\\d{12}:secret:.+");
  }

  /// @param arn of a secret that is a text as a whole
  /// @throws dev.berth.reconcile.EcsFailure when it is not there or may not be read
  public String text(String arn) {
    return clients.call(
        () -> clients.secrets().getSecretValue(r -> r.secretId(arn)).secretString());
  }
}
