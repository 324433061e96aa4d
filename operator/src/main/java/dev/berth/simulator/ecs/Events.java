package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The last 100 events of a service, the newest first. A text that says what still holds isn't
/// repeated for six hours. Source: ECS developer guide, "Amazon ECS service event messages".
final class Events {
  static final Duration REPEAT = Duration.ofHours(6);
  private static final int MOST = 100;

  private final Ids ids;
  private final String service;
  private final Consumer<String> listener;
  private final ArrayDeque<Event> ring = new ArrayDeque<>();
  private final SortedMap<String, Instant> holding = new TreeMap<>();

  record Event(String id, Instant createdAt, String message) {}

  /// @param listener hears the texts that are added
  Events(Ids ids, String service, Consumer<String> listener) {
    this.ids = ids;
    this.service = service;
    this.listener = listener;
  }

  void add(Instant now, String message) {
    add(now, message, "");
  }

  /// @param more what else stands in the brackets that name the service
  void add(Instant now, String message, String more) {
    var text = "(service %s%s) %s".formatted(service, more, message);
    ring.addFirst(new Event(ids.uuid(), now, text));
    if (ring.size() > MOST) ring.removeLast();
    listener.accept(message);
  }

  /// For what keeps being so until it is [#resolved].
  void state(Instant now, String message) {
    var last = holding.get(message);
    if (last != null && now.isBefore(last.plus(REPEAT))) return;
    holding.put(message, now);
    add(now, message);
  }

  /// Texts that begin so hold no longer, and may be said again.
  void resolved(String beginning) {
    holding.keySet().removeIf(message -> message.startsWith(beginning));
  }

  List<Event> newestFirst() {
    return List.copyOf(ring);
  }
}
