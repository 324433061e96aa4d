package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Live.Definition;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action.RegisterTaskDefinition;
import dev.berth.plan.Canonical;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/// Registers a revision, unless there is one already with this very content: ECS itself makes a new
/// revision of whatever it is sent.
final class Registration {
  private final AwsClients clients;
  private final Definitions definitions;
  private final Owners owners;

  Registration(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.definitions = new Definitions(clients);
    this.owners = new Owners(environment);
  }

  /// @return the ARN of the revision that was found or made
  String register(RegisterTaskDefinition action) {
    var wanted = Canonical.task(action.definition());
    var family = action.definition().text("family");
    return Stream.concat(action.candidate().stream(), family.stream())
        .map(definitions::find)
        .flatMap(Optional::stream)
        .filter(found -> reusable(found, wanted))
        .findFirst()
        .map(Definition::arn)
        .orElseGet(() -> made(action));
  }

  private boolean reusable(Definition found, Fields wanted) {
    return found.status() == Definition.Status.ACTIVE
        && owners.ours(found.marks())
        && Canonical.task(found.fields()).equals(wanted);
  }

  private String made(RegisterTaskDefinition action) {
    var request = action.definition();
    // ECS refuses an empty list of tags.
    if (!action.tags().isEmpty()) request = request.with("tags", Value.tags(action.tags()));
    var built = SdkTree.build(RegisterTaskDefinitionRequest.builder(), request);
    var answer = clients.call(() -> clients.ecs().registerTaskDefinition(built));
    clients.recent().wrote(answer.taskDefinition());
    return answer.taskDefinition().taskDefinitionArn();
  }
}
