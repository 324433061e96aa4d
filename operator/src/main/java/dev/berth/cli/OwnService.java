package dev.berth.cli;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.OwnTask;
import dev.berth.plan.Self;
import dev.berth.reconcile.Selfhood;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which service this process is a task of, by what a person says or by what ECS told its container
///
final class OwnService {
  private OwnService() {}

  /// @param settings of a region, to ask ECS where the container was not told enough
  static Selfhood of(Outside outside, Function<Optional<String>, AwsSettings> settings) {
    var stated = outside.variable("BERTH_SELF");
    if (stated.isPresent()) {
      var self = named(stated.get());
      return () -> self;
    }
    return outside
        .variable("ECS_CONTAINER_METADATA_URI_V4")
        .<Selfhood>map(endpoint ->
            new OwnTask(
                URI.create(endpoint),
                (region, cluster, task) -> {
                  try (var clients = new AwsClients(settings.apply(Optional.of(region)))) {
                    return OwnTask.group(clients, cluster, task);
                  }
                }))
        .orElse(() -> Self.NOBODY);
  }

  private static Self named(String text) {
    var parts = text.split("/", -1);
    if (parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank()) {
      return Self.of(parts[0], parts[1]);
    }
    var line = "BERTH_SELF: '" + text + "' names no service; write it as <cluster>/<service>";
    throw new Problem(Exit.INVALID, List.of(line));
  }
}
