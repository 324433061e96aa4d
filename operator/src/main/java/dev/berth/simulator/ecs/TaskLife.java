package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Ids;
import java.time.Duration;
import java.util.function.Consumer;

/// A task's way from PROVISIONING to STOPPED and out of sight. The durations are those seen on
/// Fargate with small images.
final class TaskLife implements ContainerLife.Fate {
  private static final Duration PULL_RETRIES = Duration.ofSeconds(20);
  private static final Duration REACHED = Duration.ofSeconds(1);
  private static final Duration REGISTERING = Duration.ofSeconds(3);
  private static final Duration VISIBLE = Duration.ofHours(1);

  private final Agenda agenda;
  private final Ids ids;
  private final ContainerLife containers;
  private final Broadcasts broadcasts;
  private final Consumer<Task> watcher;

  /// @param watcher hears of every change that a service's scheduler cares about
  TaskLife(World world, Consumer<Task> watcher) {
    this.agenda = world.agenda();
    this.ids = world.ids();
    this.broadcasts = new Broadcasts(world);
    this.containers = new ContainerLife(agenda, world.switches(), this);
    this.watcher = watcher;
  }

  void start(Task task) {
    task.cluster.tasks.put(task.id, task);
    task.service.ifPresent(service -> service.tasks.add(task));
    stamp(task, "createdAt");
    if (!task.networked()) task.status = TaskStatus.PENDING;
    broadcasts.moved(task);
    if (task.networked()) {
      after(task, seconds(10, 5), () -> provisioned(task));
    } else {
      after(task, REACHED, () -> pulling(task));
    }
  }

  private void provisioned(Task task) {
    move(task, TaskStatus.PENDING);
    pulling(task);
  }

  private void pulling(Task task) {
    stamp(task, "connectivityAt");
    stamp(task, "pullStartedAt");
    var missing = task.containers.stream().anyMatch(TaskLife::imageMissing);
    after(task, missing ? PULL_RETRIES : seconds(3, 3), () -> pulled(task));
  }

  private void pulled(Task task) {
    stamp(task, "pullStoppedAt");
    for (var container : task.containers) {
      if (!imageMissing(container)) continue;
      var image = TaskView.image(container);
      container.reason =
          "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to"
              + " resolve ref %s: not found".formatted(image);
      doomed(task, "TaskFailedToStart", container.reason);
      return;
    }
    containers.advance(task);
  }

  private static boolean imageMissing(Container container) {
    return container.effects.stream().anyMatch(effect -> effect instanceof Effect.ImageMissing);
  }

  @Override
  public void up(Task task) {
    if (task.status != TaskStatus.PENDING) return;
    if (!task.registered()) {
      runs(task);
      return;
    }
    move(task, TaskStatus.ACTIVATING);
    after(task, REGISTERING, () -> runs(task));
  }

  private void runs(Task task) {
    stamp(task, "startedAt");
    move(task, TaskStatus.RUNNING);
    watcher.accept(task);
  }

  @Override
  public void healthChanged(Task task) {
    watcher.accept(task);
  }

  @Override
  public void doomed(Task task, String code, String reason) {
    task.died |= !task.stopping;
    stop(task, code, reason);
  }

  /// The decision to stop; it is made once and never taken back.
  void stop(Task task, String code, String reason) {
    if (task.stopping) return;
    task.stopping = true;
    task.stopCode = code;
    task.stoppedReason = reason;
    stamp(task, "stoppingAt");
    if (task.status == TaskStatus.RUNNING && task.registered()) {
      move(task, TaskStatus.DEACTIVATING);
      agenda.in(Traffic.DRAINING, () -> quit(task));
    } else {
      quit(task);
    }
    watcher.accept(task);
  }

  private void quit(Task task) {
    if (task.containers.stream().anyMatch(Container::running)) move(task, TaskStatus.STOPPING);
    containers.wind(task);
  }

  @Override
  public void ended(Task task) {
    if (task.ended) return;
    task.ended = true;
    if (task.times.containsKey("pullStoppedAt")) stamp(task, "executionStoppedAt");
    if (!task.networked()) {
      agenda.in(REACHED, () -> stopped(task));
      return;
    }
    move(task, TaskStatus.DEPROVISIONING);
    agenda.in(seconds(16, 6), () -> stopped(task));
  }

  private void stopped(Task task) {
    stamp(task, "stoppedAt");
    move(task, TaskStatus.STOPPED);
    task.service.ifPresent(service -> service.tasks.remove(task));
    agenda.in(VISIBLE, () -> task.cluster.tasks.remove(task.id));
    watcher.accept(task);
  }

  private void move(Task task, TaskStatus status) {
    task.status = status;
    task.version++;
    broadcasts.moved(task);
  }

  private void stamp(Task task, String name) {
    task.times.put(name, agenda.now());
  }

  private void after(Task task, Duration delay, Runnable deed) {
    agenda.in(
        delay,
        () -> {
          if (!task.stopping) deed.run();
        });
  }

  private Duration seconds(int least, int spread) {
    return Duration.ofMillis(least * 1000L + ids.number(spread * 1000));
  }
}
