package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whether containers can wait for each other as they say. Source: ECS API reference,
/// ContainerDependency.
final class ContainerOrder {
  private static final List<String> ENDS = List.of("SUCCESS", "COMPLETE");

  private final Draft draft;
  private final Findings findings;
  private final SortedMap<String, Value.Fields> containers = new TreeMap<>();

  ContainerOrder(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
    draft.containers().forEach(c -> c.text("name").ifPresent(name -> containers.put(name, c)));
  }

  void run() {
    for (var container : containers.values()) {
      for (var edge : container.each("dependsOn")) edge(container, edge);
    }
    cycle();
  }

  private void edge(Value.Fields container, Value.Fields edge) {
    var on = edge.text("containerName").orElse("");
    var path = Draft.container(container).field("dependsOn").element(on);
    var target = Optional.ofNullable(containers.get(on));
    if (target.isEmpty()) {
      var hint = Closest.hint(on, containers.keySet());
      draft.tell(findings, "container-dependency", path, "there is no container " + on, hint);
      return;
    }
    var condition = edge.text("condition").orElse("");
    boolean essential = !target.get().at("essential").equals(Optional.of(Value.of(false)));
    if (ENDS.contains(condition) && essential) {
      var sentence = on + " is essential, so the task ends when it does";
      var hint = "set essential: false on " + on;
      draft.tell(findings, "success-essential", path, sentence, hint);
    }
    if (condition.equals("HEALTHY") && target.get().at("healthCheck").isEmpty()) {
      var sentence = on + " has no healthCheck, so it never becomes HEALTHY";
      draft.tell(findings, "healthy-without-check", path, sentence, "give it one, or use START");
    }
  }

  private void cycle() {
    var edges = new TreeMap<String, List<String>>();
    containers.forEach((name, container) ->
        edges.put(
            name,
            container.each("dependsOn").stream()
                .flatMap(edge -> edge.text("containerName").stream())
                .filter(containers::containsKey)
                .toList()));
    for (var round : Cycles.in(edges)) {
      var sentence = "these containers wait for each other: " + String.join(" -> ", round);
      Path path = Draft.container(containers.get(round.getFirst())).field("dependsOn");
      draft.tell(findings, "container-cycle", path, sentence, "take one of the edges out");
    }
  }
}
