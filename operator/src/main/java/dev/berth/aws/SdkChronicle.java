package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.PastRollout;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Rollback;
import dev.berth.reconcile.Chronicle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/// A service's roll-outs by ListServiceDeployments, with the service revisions that they were for.
public final class SdkChronicle implements Chronicle {
  /// Source: ECS API reference, ListServiceDeployments and DescribeServiceRevisions.
  private static final int PAGE = 100;

  private static final int BATCH = 20;

  private final AwsClients clients;
  private final Definitions definitions;
  private final Services services;
  private final String cluster;

  public SdkChronicle(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.definitions = new Definitions(clients);
    this.services = new Services(clients, environment);
    this.cluster = environment.cluster().name();
  }

  @Override
  public List<PastRollout> rollouts(ResourceKey service, int most) {
    clients.deployments().begin();
    return clients
        .deployments()
        .ask(() -> told(service, most))
        .orElseGet(() -> services.find(service).map(this::glimpsed).orElse(List.of()));
  }

  /// Of each no more than its task definition is known.
  private List<PastRollout> glimpsed(LiveService live) {
    return Glimpse.history(live).stream()
        .map(past ->
            new PastRollout(
                past, Optional.empty(), Fields.EMPTY, definitions.find(past.taskDefinition())))
        .toList();
  }

  private List<PastRollout> told(ResourceKey service, int most) {
    var briefs = briefs(service.name(), most);
    var revisions = revisions(briefs);
    var known = new TreeMap<String, Optional<Definition>>();
    revisions.values().forEach(r -> known.computeIfAbsent(r.taskDefinition(), definitions::find));
    return briefs.stream().map(brief -> rollout(brief, revisions, known)).toList();
  }

  @Override
  public Optional<Definition> definition(String revision) {
    return definitions.find(revision);
  }

  private List<ServiceDeploymentBrief> briefs(String service, int most) {
    var found = new ArrayList<ServiceDeploymentBrief>();
    Optional<String> next = Optional.empty();
    do {
      var token = next.orElse(null);
      int size = Math.min(PAGE, most - found.size());
      var answer =
          clients.call(() ->
              clients
                  .ecs()
                  .listServiceDeployments(
                      r -> r.cluster(cluster).service(service).maxResults(size).nextToken(token)));
      found.addAll(answer.serviceDeployments());
      next = Optional.ofNullable(answer.nextToken());
    } while (next.isPresent() && found.size() < most);
    found.sort(
        Comparator.comparing((ServiceDeploymentBrief b) -> ServiceShape.time(b.createdAt()))
            .reversed());
    return List.copyOf(found);
  }

  private SortedMap<String, ServiceRevision> revisions(List<ServiceDeploymentBrief> briefs) {
    var found = new TreeMap<String, ServiceRevision>();
    var arns =
        briefs.stream()
            .map(brief -> ServiceShape.text(brief.targetServiceRevisionArn()))
            .filter(arn -> !arn.isEmpty())
            .distinct()
            .toList();
    for (var some : Batches.of(arns, BATCH)) {
      var answer =
          clients.call(
              () -> clients.ecs().describeServiceRevisions(r -> r.serviceRevisionArns(some)));
      answer.serviceRevisions().forEach(each -> found.put(each.serviceRevisionArn(), each));
    }
    return found;
  }

  private static PastRollout rollout(
      ServiceDeploymentBrief brief,
      SortedMap<String, ServiceRevision> revisions,
      SortedMap<String, Optional<Definition>> known) {
    var target = ServiceShape.text(brief.targetServiceRevisionArn());
    var revision = Optional.ofNullable(revisions.get(target));
    var definition = revision.map(ServiceRevision::taskDefinition).orElse("");
    return new PastRollout(
        new PastDeployment(
            brief.serviceDeploymentArn(),
            brief.statusAsString(),
            ServiceShape.text(brief.statusReason()),
            definition,
            "ecs-svc/" + target.substring(target.lastIndexOf('/') + 1),
            ServiceShape.time(brief.createdAt())),
        Optional.ofNullable(brief.finishedAt()),
        revision.map(SdkChronicle::fields).orElse(Fields.EMPTY),
        known.getOrDefault(definition, Optional.empty()));
  }

  private static Fields fields(ServiceRevision revision) {
    var kept = new TreeMap<>(SdkTree.read(revision).map());
    kept.keySet().retainAll(Rollback.KEPT);
    return new Fields(kept);
  }
}
