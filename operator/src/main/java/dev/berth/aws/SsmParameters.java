package dev.berth.aws;

import dev.berth.model.Failure;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.ParameterSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// Parameters from the Systems Manager Parameter Store: those under one prefix, where one is set,
/// so that whoever writes manifests reads no more than that. No secret is ever read.
public final class SsmParameters implements ParameterSource {
  /// Source: SSM API reference, GetParameters.
  private static final int BATCH = 10;

  private final AwsClients clients;
  private final Optional<String> prefix;

  /// @param prefix a path, such as `/tracecat/production`; empty when all are allowed
  public SsmParameters(AwsClients clients, Optional<String> prefix) {
    this.clients = clients;
    this.prefix = prefix.map(path -> path.replaceAll("/+$", "") + "/");
  }

  @Override
  public SortedMap<String, String> resolve(SortedMap<String, String> paths) {
    var outside = new TreeSet<>(paths.values());
    outside.removeIf(this::allowed);
    if (!outside.isEmpty()) throw outside(outside);
    var values = new TreeMap<String, String>();
    var missing = new TreeSet<String>();
    for (var batch : Batches.of(new TreeSet<>(paths.values()), BATCH)) {
      var answer = read(batch);
      answer.parameters().forEach(parameter -> values.put(parameter.name(), value(parameter)));
      missing.addAll(answer.invalidParameters());
    }
    if (!missing.isEmpty()) throw missing(missing);
    var resolved = new TreeMap<String, String>();
    paths.forEach((name, path) -> resolved.put(name, found(values, path)));
    return resolved;
  }

  private boolean allowed(String path) {
    return prefix.filter(allowed -> !path.startsWith(allowed)).isEmpty();
  }

  private EcsFailure outside(TreeSet<String> paths) {
    return failure(
        Failure.Kind.DENIED,
        "OutsidePrefix",
        "not under %s, the prefix that BERTH_SSM_PREFIX allows: %s"
            .formatted(prefix.orElse(""), String.join(", ", paths)),
        "move the parameter, or let whoever runs Berth allow another prefix");
  }

  private GetParametersResponse read(List<String> paths) {
    return clients.call(
        () -> clients.parameters().getParameters(r -> r.names(paths).withDecryption(false)));
  }

  private static String value(Parameter parameter) {
    if (parameter.type() != ParameterType.SECURE_STRING) return parameter.value();
    throw failure(
        Failure.Kind.INVALID,
        "SecureString",
        "the SSM parameter " + parameter.name() + " is a SecureString, and no secret is read",
        "name it under secrets: of a container, so that ECS hands it to the task");
  }

  private static String found(SortedMap<String, String> values, String path) {
    var value = values.get(path);
    if (value != null) return value;
    throw missing(new TreeSet<>(List.of(path)));
  }

  private static EcsFailure missing(TreeSet<String> paths) {
    return failure(
        Failure.Kind.MISSING,
        "ParameterNotFound",
        "no SSM parameter " + String.join(", ", paths),
        "create it, or correct its name in the environment's parameters");
  }

  private static EcsFailure failure(Failure.Kind kind, String code, String text, String hint) {
    return new EcsFailure(new Failure(kind, code, text, hint), null);
  }
}
