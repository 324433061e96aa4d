package dev.berth.aws;

import dev.berth.model.Failure;
import dev.berth.model.Live.Definition;
import dev.berth.model.Marks;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.EcsFailure;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/// Reads task definitions.
final class Definitions {
  private final AwsClients clients;

  Definitions(AwsClients clients) {
    this.clients = clients;
  }

  /// @param name an ARN, `<family>:<revision>`, or a family for its newest ACTIVE revision
  /// @return empty when ECS cannot describe it
  Optional<Definition> find(String name) {
    return clients.recent().definition(name, () -> ask(name));
  }

  private Optional<Definition> ask(String name) {
    try {
      return Optional.of(read(name));
    } catch (EcsFailure e) {
      if (e.failure().kind() != Failure.Kind.MISSING) throw e;
      return Optional.empty();
    }
  }

  /// What a service runs. A revision that was deleted altogether counts as one without content:
  /// everything differs from it.
  Definition running(String arn) {
    var gone = new Definition(arn, Definition.Status.INACTIVE, Fields.EMPTY, Marks.NONE);
    return find(arn).orElse(gone);
  }

  private Definition read(String name) {
    var answer =
        clients.call(() ->
            clients
                .ecs()
                .describeTaskDefinition(
                    r -> r.taskDefinition(name).include(TaskDefinitionField.TAGS)));
    var definition = answer.taskDefinition();
    boolean active = definition.status() == TaskDefinitionStatus.ACTIVE;
    return new Definition(
        definition.taskDefinitionArn(),
        active ? Definition.Status.ACTIVE : Definition.Status.INACTIVE,
        Members.definition(definition),
        Owners.marks(answer.tags()));
  }
}
