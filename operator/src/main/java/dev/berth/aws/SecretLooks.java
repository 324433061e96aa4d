package dev.berth.aws;

import dev.berth.model.SecretName;
import dev.berth.model.SecretName.Managed;
import dev.berth.model.SecretName.Stored;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.SecretVersions;
import dev.berth.reconcile.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;

/// Secrets in Secrets Manager and in the Parameter Store: that they are there and which version is
/// current. What they hold is never asked for.
public final class SecretLooks implements SecretVersions {
  /// Source: SSM API reference, ParameterStringFilter.
  private static final int BATCH = 50;

  private final AwsClients clients;
  private final Abreast abreast;

  public SecretLooks(AwsClients clients) {
    this.clients = clients;
    this.abreast = new Abreast(clients.settings().width());
  }

  @Override
  public SortedMap<String, Sighting<String>> versions(SortedSet<String> secrets) {
    var managed = new TreeSet<String>();
    var stored = new TreeSet<String>();
    for (var text : secrets) {
      switch (SecretName.of(text)) {
        case Managed secret -> managed.add(secret.arn());
        case Stored parameter -> {
          if (elsewhere(parameter).isEmpty()) stored.add(parameter.name());
        }
        case SecretName.Strange _ -> {}
      }
    }
    var described = described(managed);
    var parameters = parameters(stored);
    var found = new TreeMap<String, Sighting<String>>();
    for (var text : secrets) {
      found.put(
          text,
          switch (SecretName.of(text)) {
            case Managed secret -> staged(described.get(secret.arn()), secret);
            case Stored parameter ->
                elsewhere(parameter).orElseGet(() -> parameters.get(parameter.name()));
            case SecretName.Strange(var shown) ->
                new Sighting.Missing<>(
                    shown + " is no secret", "name a secret's ARN, or a parameter");
          });
    }
    return found;
  }

  private SortedMap<String, Sighting<DescribeSecretResponse>> described(TreeSet<String> arns) {
    var list = List.copyOf(arns);
    var answers = abreast.map(list, this::describe);
    var found = new TreeMap<String, Sighting<DescribeSecretResponse>>();
    for (int i = 0; i < list.size(); i++) found.put(list.get(i), answers.get(i));
    return found;
  }

  private Sighting<DescribeSecretResponse> describe(String arn) {
    var secret = (Managed) SecretName.of(arn);
    if (!secret.region().equals(clients.region())) return far(secret.shown(), secret.region());
    try {
      var answer = clients.call(() -> clients.secrets().describeSecret(r -> r.secretId(arn)));
      if (answer.deletedDate() == null) return new Sighting.Found<>(answer);
      return new Sighting.Missing<>(
          "the secret %s is marked for deletion".formatted(secret.shown()),
          "restore it, or name another one");
    } catch (EcsFailure e) {
      if (e.failure().passing()) throw e;
      if (!e.failure().code().startsWith("ResourceNotFound")) {
        return Refusals.hidden(e.failure(), "secretsmanager:DescribeSecret");
      }
      return new Sighting.Missing<>(
          "there is no secret " + secret.shown(), "create it, or correct its ARN");
    }
  }

  private static Sighting<String> staged(
      Sighting<DescribeSecretResponse> sighting, Managed secret) {
    return switch (sighting) {
      case Sighting.Missing<DescribeSecretResponse>(var why, var hint) ->
          new Sighting.Missing<>(why, hint);
      case Sighting.Hidden<DescribeSecretResponse>(var why, var hint) ->
          new Sighting.Hidden<>(why, hint);
      case Sighting.Found<DescribeSecretResponse>(var answer) ->
          answer.versionIdsToStages().entrySet().stream()
              .filter(entry -> has(entry.getKey(), entry.getValue(), secret))
              .map(entry -> (Sighting<String>) new Sighting.Found<>(entry.getKey()))
              .findFirst()
              .orElseGet(() -> unstaged(secret));
    };
  }

  private static boolean has(String version, List<String> stages, Managed secret) {
    return secret.version().map(version::equals).orElse(stages.contains(secret.stage()));
  }

  private static Sighting<String> unstaged(Managed secret) {
    var what = secret.version().map(v -> "version " + v).orElse("version " + secret.stage());
    return new Sighting.Missing<>(
        "the secret %s has no %s".formatted(secret.shown(), what),
        "give it a value, or correct the ARN");
  }

  private SortedMap<String, Sighting<String>> parameters(TreeSet<String> names) {
    var found = new TreeMap<String, Sighting<String>>();
    for (var batch : Batches.of(names, BATCH)) {
      try {
        var known = metadata(batch);
        batch.forEach(name ->
            found.put(
                name,
                known.stream()
                    .filter(parameter -> parameter.name().equals(name))
                    .map(p -> (Sighting<String>) new Sighting.Found<>(String.valueOf(p.version())))
                    .findFirst()
                    .orElseGet(() -> absent(name))));
      } catch (EcsFailure e) {
        if (e.failure().passing()) throw e;
        batch.forEach(
            name -> found.put(name, Refusals.hidden(e.failure(), "ssm:DescribeParameters")));
      }
    }
    return found;
  }

  private List<ParameterMetadata> metadata(List<String> names) {
    var filter = ParameterStringFilter.builder().key("Name").option("Equals").values(names).build();
    var pages =
        clients.call(() ->
            clients
                .parameters()
                .describeParametersPaginator(r -> r.parameterFilters(filter).maxResults(BATCH))
                .stream()
                .toList());
    var found = new ArrayList<ParameterMetadata>();
    pages.forEach(page -> found.addAll(page.parameters()));
    return found;
  }

  private static Sighting<String> absent(String name) {
    return new Sighting.Missing<>(
        "there is no parameter " + name, "create it, or correct its name");
  }

  private Optional<Sighting<String>> elsewhere(Stored parameter) {
    return parameter
        .region()
        .filter(region -> !region.equals(clients.region()))
        .map(region -> far(parameter.name(), region));
  }

  private <T> Sighting<T> far(String name, String region) {
    var why = "%s lies in %s, and only %s is asked".formatted(name, region, clients.region());
    return new Sighting.Hidden<>(why, "");
  }
}
