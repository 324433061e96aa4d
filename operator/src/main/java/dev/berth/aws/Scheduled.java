package dev.berth.aws;

import dev.berth.model.Failure.Kind;
import dev.berth.model.Json;
import dev.berth.model.Live.Definition;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.EcsFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

/// Which revisions EventBridge would run: a call for a hundred schedules and one for each that runs
/// tasks; a call for each bus and cluster, and one for each rule that aims there.
final class Scheduled {
  /// Source: EventBridge Scheduler user guide, Using universal targets.
  private static final String RUN_TASK = "arn:aws:scheduler:::aws-sdk:ecs:runTask";

  private static final String REASON = "what schedules and rules run";

  private final AwsClients clients;
  private final Abreast abreast;

  Scheduled(AwsClients clients) {
    this.clients = clients;
    this.abreast = new Abreast(clients.settings().width());
  }

  /// @param clusters their ARNs: what rules aim at
  /// @param uses why each revision is needed that one of them names
  /// @param unseen where nobody could look
  void uses(List<String> clusters, SortedMap<String, String> uses, SortedSet<String> unseen) {
    look(this::schedules, "EventBridge schedules (allow scheduler:ListSchedules, GetSchedule)")
        .into(uses, unseen);
    look(
            () -> rules(clusters),
            "EventBridge rules (allow events:ListEventBuses, ListRuleNamesByTarget,"
                + " ListTargetsByRule)")
        .into(uses, unseen);
  }

  private interface Look {
    List<String> definitions();
  }

  private record Seen(List<String> definitions, Optional<String> hidden) {
    void into(SortedMap<String, String> uses, SortedSet<String> unseen) {
      definitions.stream()
          .map(Definition::revision)
          .forEach(name -> uses.putIfAbsent(name, REASON));
      hidden.ifPresent(unseen::add);
    }
  }

  private Seen look(Look look, String hidden) {
    try {
      return new Seen(look.definitions(), Optional.empty());
    } catch (EcsFailure e) {
      boolean known = e.failure().kind() == Kind.DENIED || clients.lacks(e.failure());
      if (!known) throw e;
      return new Seen(List.of(), Optional.of(hidden));
    }
  }

  private List<String> schedules() {
    var pages =
        clients.call(() -> clients.scheduler().listSchedulesPaginator(r -> {}).stream().toList());
    var tasks =
        pages.stream().flatMap(page -> page.schedules().stream()).filter(Scheduled::tasks).toList();
    return abreast.map(tasks, this::schedule).stream().flatMap(Optional::stream).toList();
  }

  private static boolean tasks(ScheduleSummary schedule) {
    var arn = schedule.target().arn();
    return arn.equals(RUN_TASK) || (arn.contains(":ecs:") && arn.contains(":cluster/"));
  }

  /// Empty where it is gone by now.
  private Optional<String> schedule(ScheduleSummary summary) {
    try {
      var found =
          clients.call(() ->
              clients
                  .scheduler()
                  .getSchedule(r -> r.groupName(summary.groupName()).name(summary.name())));
      return definition(found);
    } catch (EcsFailure e) {
      if (e.failure().kind() != Kind.MISSING) throw e;
      return Optional.empty();
    }
  }

  private static Optional<String> definition(GetScheduleResponse schedule) {
    var target = schedule.target();
    if (!target.arn().equals(RUN_TASK)) {
      return Optional.ofNullable(target.ecsParameters()).map(ecs -> ecs.taskDefinitionArn());
    }
    boolean written = Optional.ofNullable(target.input()).orElse("").strip().startsWith("{");
    return written && Json.parse(target.input()) instanceof Fields input
        ? input.text("TaskDefinition")
        : Optional.empty();
  }

  private List<String> rules(List<String> clusters) {
    var named = new TreeSet<String>();
    for (var bus : buses()) {
      for (var cluster : clusters) {
        for (var rule : aimed(bus.name(), cluster)) named.addAll(targets(bus.name(), rule));
      }
    }
    return List.copyOf(named);
  }

  private List<EventBus> buses() {
    return all(from -> {
      var page = clients.call(() -> clients.events().listEventBuses(r -> r.nextToken(from)));
      return new Page<>(page.eventBuses(), page.nextToken());
    });
  }

  private List<String> aimed(String bus, String cluster) {
    return all(from -> {
      var page =
          clients.call(() ->
              clients
                  .events()
                  .listRuleNamesByTarget(
                      r -> r.eventBusName(bus).targetArn(cluster).nextToken(from)));
      return new Page<>(page.ruleNames(), page.nextToken());
    });
  }

  /// None where the rule is gone by now.
  private List<String> targets(String bus, String rule) {
    try {
      return this.<Target>all(
              from -> {
                var page =
                    clients.call(() ->
                        clients
                            .events()
                            .listTargetsByRule(
                                r -> r.eventBusName(bus).rule(rule).nextToken(from)));
                return new Page<>(page.targets(), page.nextToken());
              })
          .stream()
          .flatMap(target -> Stream.ofNullable(target.ecsParameters()))
          .flatMap(ecs -> Stream.ofNullable(ecs.taskDefinitionArn()))
          .toList();
    } catch (EcsFailure e) {
      if (e.failure().kind() != Kind.MISSING) throw e;
      return List.of();
    }
  }

  /// @param next absent, as the SDK has it, after the last page
  private record Page<T>(List<T> items, String next) {}

  /// The SDK has no paginators for EventBridge.
  private <T> List<T> all(Function<String, Page<T>> pages) {
    var all = new ArrayList<T>();
    Optional<String> token = Optional.empty();
    do {
      var page = pages.apply(token.orElse(null));
      all.addAll(page.items());
      token = Optional.ofNullable(page.next());
    } while (token.isPresent());
    return all;
  }
}
