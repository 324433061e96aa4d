package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.model.Path;
import dev.berth.model.Path.Step;
import dev.berth.model.Value;
import dev.berth.plan.FieldTable;
import dev.berth.plan.Identity;
import dev.berth.plan.ScalingFields;
import dev.berth.plan.ServiceFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// By what the elements of a list in a document are told apart: as the field tables say.
final class IdentityKeys {
  private static final Step SPEC = new Step.Name("spec");
  private static final Step DEFAULTS = new Step.Name("defaults");
  private static final Step DEFINITION = new Step.Name("taskDefinition");
  private static final Step CONTAINERS = new Step.Name("containerDefinitions");
  private static final Step INITIAL = new Step.Name("initContainers");

  private IdentityKeys() {}

  /// The identity of one element of the list at a path; empty where it has none.
  static Optional<String> of(Path list, Node element) {
    if (!(element instanceof Mapping mapping)) return Optional.empty();
    return identity(list)
        .filter(known -> known.names().stream().anyMatch(name -> mapping.at(name).isPresent()))
        .map(known -> known.of(stated(mapping, known)));
  }

  /// The path of one element: by identity, or by its number where it has none.
  static Path element(Path list, Node element, int index) {
    return list.element(of(list, element).orElse(Integer.toString(index)));
  }

  /// The one member that tells the elements of a list apart, where it is one.
  static Optional<String> single(Path list) {
    return identity(list)
        .map(Identity::names)
        .filter(names -> names.size() == 1)
        .map(List::getFirst);
  }

  private static Optional<Identity> identity(Path list) {
    var general = FieldTable.general(inService(list));
    return ServiceFields.TABLE.identity(general).or(() -> ScalingFields.TABLE.identity(general));
  }

  private static Value.Fields stated(Mapping mapping, Identity identity) {
    var stated = new TreeMap<String, Value>();
    for (var name : identity.names()) {
      mapping.scalar(name).map(Scalar::text).ifPresent(text -> stated.put(name, Value.of(text)));
    }
    return new Value.Fields(stated);
  }

  /// A path in a document as the tables have it: inside of a Service, wherever that is written.
  private static Path inService(Path path) {
    var steps = new ArrayList<>(path.steps());
    int spec = steps.lastIndexOf(SPEC);
    if (spec >= 0) steps.subList(0, spec + 1).clear();
    if (steps.size() > 1 && steps.getFirst().equals(DEFAULTS)) {
      steps.removeFirst();
      var part = steps.getFirst();
      if (part.equals(new Step.Name("service"))) steps.removeFirst();
      if (part.equals(new Step.Name("container"))) {
        steps.removeFirst();
        steps.addAll(0, List.of(DEFINITION, CONTAINERS, new Step.Element("")));
      }
    }
    steps.replaceAll(step -> step.equals(INITIAL) ? CONTAINERS : step);
    return new Path(steps);
  }
}
