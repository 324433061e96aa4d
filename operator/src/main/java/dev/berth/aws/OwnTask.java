package dev.berth.aws;

import dev.berth.model.Failure;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Self;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Selfhood;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// The service whose task this process is in, as ECS tells every container. Asked once.
///
/// Source: ECS developer guide, "Amazon ECS task metadata endpoint version 4".
public final class OwnTask implements Selfhood {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String SERVICE = "service:";

  /// A task that was started before long ARNs has no cluster in its name.
  private static final Pattern TASK =
      Pattern.compile("(arn:[^:]+:ecs:([^:]+):[^:]+:)task/(?:([^/]+)/)?([^/]+)");

  private final URI endpoint;
  private final Groups groups;
  private final AtomicReference<Optional<Self>> known = new AtomicReference<>(Optional.empty());

  /// Asks ECS for the group of a task, where its metadata do not name a service.
  @FunctionalInterface
  public interface Groups {
    /// @return such as `service:berth`
    String group(String region, String cluster, String task);
  }

  /// @param endpoint the value of `ECS_CONTAINER_METADATA_URI_V4`
  public OwnTask(URI endpoint, Groups groups) {
    this.endpoint = endpoint;
    this.groups = groups;
  }

  /// With the clients of the process's own account; the answer names no service before Fargate
  /// platform 1.4 and agent 1.63.
  public static String group(AwsClients clients, String cluster, String task) {
    var answer =
        clients.call(() -> clients.ecs().describeTasks(r -> r.cluster(cluster).tasks(task)));
    return answer.tasks().stream().findFirst().map(found -> found.group()).orElse("");
  }

  @Override
  public Self self() {
    var before = known.get();
    if (before.isPresent()) return before.get();
    try {
      var self = read(asked());
      known.set(Optional.of(self));
      return self;
    } catch (IOException | IllegalArgumentException e) {
      throw unknown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(e);
    }
  }

  private Self read(Fields task) {
    var arn = task.text("TaskARN").orElse("");
    var parts = TASK.matcher(arn);
    if (!parts.matches()) throw new IllegalArgumentException("'" + arn + "' is no task");
    var stated = task.text("Cluster").orElse("");
    var cluster =
        Optional.ofNullable(parts.group(3)).orElse(stated.substring(stated.lastIndexOf('/') + 1));
    var group =
        task.text("ServiceName")
            .filter(name -> !name.isEmpty())
            .map(SERVICE::concat)
            .orElseGet(() -> groups.group(parts.group(2), cluster, arn));
    if (!group.startsWith(SERVICE)) return Self.NOBODY;
    var name = group.substring(SERVICE.length());
    return new Self(parts.group(1) + "service/" + cluster + "/" + name);
  }

  private Fields asked() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(endpoint + "/task")).timeout(PATIENCE).build();
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) throw new IOException("status " + answer.statusCode());
      if (Json.parse(answer.body()) instanceof Fields fields) return fields;
      throw new IllegalArgumentException("what it answers is no object");
    }
  }

  private EcsFailure unknown(Exception cause) {
    var why = Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    var failure =
        new Failure(
            Failure.Kind.TRANSIENT,
            "NoMetadata",
            endpoint + " does not tell whose task this is: " + why,
            "nothing is written before Berth knows its own service; or say it in BERTH_SELF");
    return new EcsFailure(failure, cause);
  }
}
