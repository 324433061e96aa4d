package dev.berth.aws;

import dev.berth.model.Live.Counts;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.Exit;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Live.State;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/// What DescribeServices says of one service.
final class ServiceShape {
  private static final int EVENTS = 10;

  private ServiceShape() {}

  /// Without what takes further calls to read.
  static LiveService live(ResourceKey key, Service service, Marks marks, Owner owner) {
    return new LiveService(
        key,
        service.serviceArn(),
        owner,
        "DRAINING".equals(service.status()) ? State.DRAINING : State.ACTIVE,
        Members.service(service),
        text(service.taskDefinition()),
        counts(service.desiredCount(), service.runningCount(), service.pendingCount()),
        marks,
        deployments(service),
        Optional.empty(),
        List.of(),
        List.of(),
        events(service));
  }

  private static List<Deployment> deployments(Service service) {
    return service.deployments().stream()
        .map(ServiceShape::deployment)
        .sorted(Comparator.comparing(Deployment::createdAt).reversed())
        .toList();
  }

  private static Deployment deployment(software.amazon.awssdk.services.ecs.model.Deployment shape) {
    return new Deployment(
        shape.id(),
        text(shape.status()),
        text(shape.taskDefinition()),
        rollout(shape.rolloutStateAsString()),
        text(shape.rolloutStateReason()),
        counts(shape.desiredCount(), shape.runningCount(), shape.pendingCount()),
        number(shape.failedTasks()),
        time(shape.createdAt()));
  }

  private static Optional<Rollout> rollout(String state) {
    return Arrays.stream(Rollout.values()).filter(r -> r.name().equals(state)).findFirst();
  }

  /// ECS lists the newest first; the sort keeps its order where two have the same time.
  private static List<String> events(Service service) {
    return service.events().stream()
        .sorted(Comparator.comparing((ServiceEvent e) -> time(e.createdAt())).reversed())
        .limit(EVENTS)
        .map(event -> text(event.message()))
        .toList();
  }

  private static Counts counts(Integer desired, Integer running, Integer pending) {
    return new Counts(number(desired), number(running), number(pending));
  }

  static int number(Integer number) {
    return number == null ? 0 : number;
  }

  static String text(String text) {
    return text == null ? "" : text;
  }

  static Instant time(Instant time) {
    return time == null ? Instant.EPOCH : time;
  }

  /// How a container of a task ended.
  static Exit exit(Container container) {
    return new Exit(
        container.name(), Optional.ofNullable(container.exitCode()), text(container.reason()));
  }
}
