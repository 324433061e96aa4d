package dev.berth.aws;

import dev.berth.model.Live.Definition;
import dev.berth.reconcile.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// The deployments and revisions that this process made a short while ago. ECS may answer the next
/// read from where they are not known yet: an observation that is older than what a write returned
/// is not believed, for a minute. Source: ECS is eventually consistent, ECS API reference.
final class Recent {
  private static final Duration BELIEVED = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofSeconds(2);

  private final SortedMap<String, Write> writes = new ConcurrentSkipListMap<>();
  private final SortedMap<String, Revision> revisions = new ConcurrentSkipListMap<>();
  private final Supplier<Instant> time;
  private final Pause pause;

  /// @param deployed when the newest deployment that a write returned was created
  private record Write(Instant deployed, Instant at) {}

  /// The newest revision of a family.
  private record Revision(int number, Instant at) {}

  /// @param time AWS's
  Recent(Supplier<Instant> time, Pause pause) {
    this.time = time;
    this.pause = pause;
  }

  /// What a CreateService or UpdateService answered.
  ///
  /// @param answer nothing of an emulator that tells nothing
  void wrote(Optional<Service> answer) {
    var deployed = answer.flatMap(Recent::primary).map(Deployment::createdAt);
    deployed.ifPresent(at -> writes.put(answer.get().serviceName(), new Write(at, time.get())));
  }

  /// What a RegisterTaskDefinition answered; an emulator may tell less than ECS.
  void wrote(TaskDefinition answer) {
    var number = Optional.ofNullable(answer.revision());
    number.ifPresent(it -> revisions.put(answer.family(), new Revision(it, time.get())));
  }

  void deleted(String name) {
    writes.remove(name);
  }

  /// Asks again while the answer is older than what is known.
  List<Service> read(List<String> names, Supplier<List<Service>> ask) {
    var answer = ask.get();
    while (older(names, answer)) {
      pause.pass(POLL);
      answer = ask.get();
    }
    return answer;
  }

  /// Asks again for a revision while it is not known, or for a family while the newest is not.
  ///
  /// @param name a family, `family:revision` or an ARN
  Optional<Definition> definition(String name, Supplier<Optional<Definition>> ask) {
    var answer = ask.get();
    while (older(name, answer)) {
      pause.pass(POLL);
      answer = ask.get();
    }
    return answer;
  }

  private boolean older(String name, Optional<Definition> answer) {
    var words = name.substring(name.lastIndexOf('/') + 1).split(":");
    var made = Optional.ofNullable(revisions.get(words[0]));
    if (made.filter(each -> !each.at().plus(BELIEVED).isBefore(time.get())).isEmpty()) return false;
    int asked = words.length == 1 ? made.get().number() : Integer.parseInt(words[1]);
    if (asked > made.get().number()) return false;
    return answer.map(each -> number(each.arn())).filter(found -> found >= asked).isEmpty();
  }

  private static int number(String arn) {
    return Integer.parseInt(arn.substring(arn.lastIndexOf(':') + 1));
  }

  private boolean older(List<String> names, List<Service> answer) {
    var now = time.get();
    for (var name : names) {
      var write = writes.get(name);
      if (write == null) continue;
      if (write.at().plus(BELIEVED).isBefore(now)) {
        writes.remove(name, write);
      } else if (newest(name, answer).filter(at -> !at.isBefore(write.deployed())).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /// A deployment that a roll-back brought back is an old one, updated when it came back.
  private static Optional<Instant> newest(String name, List<Service> answer) {
    return answer.stream()
        .filter(service -> service.serviceName().equals(name))
        .findFirst()
        .map(service ->
            primary(service).map(Recent::sign).orElse(Instant.MAX)); // of a deployment of its own
  }

  private static Instant sign(Deployment deployment) {
    var updated = Optional.ofNullable(deployment.updatedAt()).orElse(deployment.createdAt());
    return updated.isAfter(deployment.createdAt()) ? updated : deployment.createdAt();
  }

  private static Optional<Deployment> primary(Service service) {
    return service.deployments().stream()
        .filter(each -> "PRIMARY".equals(each.status()) && each.createdAt() != null)
        .findFirst();
  }
}
