package dev.berth.aws;

import dev.berth.model.Belongings.Revision;
import dev.berth.model.Failure.Kind;
import dev.berth.model.Live.Definition;
import dev.berth.reconcile.EcsFailure;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/// Lists and reads the revisions of task definitions.
final class RevisionShelf {
  private final AwsClients clients;
  private final Abreast abreast;

  RevisionShelf(AwsClients clients) {
    this.clients = clients;
    this.abreast = new Abreast(clients.settings().width());
  }

  static String family(String arn) {
    var name = Definition.revision(arn);
    return name.substring(0, name.lastIndexOf(':'));
  }

  /// Newest first, of each family that has any.
  SortedMap<String, List<String>> active(Collection<String> families) {
    return listed(families, TaskDefinitionStatus.ACTIVE);
  }

  SortedMap<String, List<String>> inactive(Collection<String> families) {
    return listed(families, TaskDefinitionStatus.INACTIVE);
  }

  private SortedMap<String, List<String>> listed(
      Collection<String> families, TaskDefinitionStatus status) {
    var names = List.copyOf(families);
    var lists = abreast.map(names, family -> list(family, status));
    var found = new TreeMap<String, List<String>>();
    for (int i = 0; i < names.size(); i++) {
      if (!lists.get(i).isEmpty()) found.put(names.get(i), lists.get(i));
    }
    return found;
  }

  /// `familyPrefix` is a whole family here. Source: ECS API reference, ListTaskDefinitions.
  private List<String> list(String family, TaskDefinitionStatus status) {
    var pages =
        clients.call(() ->
            clients
                .ecs()
                .listTaskDefinitionsPaginator(
                    r -> r.familyPrefix(family).status(status).sort(SortOrder.DESC))
                .stream()
                .toList());
    return pages.stream()
        .flatMap(page -> page.taskDefinitionArns().stream())
        .map(Definition::revision)
        .toList();
  }

  List<Revision> read(SortedSet<String> names) {
    return abreast.map(List.copyOf(names), this::find).stream().flatMap(Optional::stream).toList();
  }

  Optional<Revision> find(String name) {
    try {
      var answer =
          clients.call(() ->
              clients
                  .ecs()
                  .describeTaskDefinition(
                      r -> r.taskDefinition(name).include(TaskDefinitionField.TAGS)));
      var definition = answer.taskDefinition();
      boolean active = definition.status() == TaskDefinitionStatus.ACTIVE;
      var gone =
          active
              ? Optional.<java.time.Instant>empty()
              : Optional.of(ServiceShape.time(definition.deregisteredAt()));
      return Optional.of(new Revision(name, Owners.marks(answer.tags()), gone));
    } catch (EcsFailure e) {
      if (e.failure().kind() != Kind.MISSING) throw e;
      return Optional.empty();
    }
  }
}
