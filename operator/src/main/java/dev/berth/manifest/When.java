package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.model.Path;
import java.util.List;

/// Conditions by parameters: `when: {migrations: job}`, or a list of which one will do. All of them
/// must hold; one on a value that nobody knows does.
final class When {
  static final String NAME = "when";

  private final References references;
  private final Findings findings;

  When(References references, Findings findings) {
    this.references = references;
    this.findings = findings;
  }

  boolean holds(Mapping owner, Path path) {
    var stated = owner.mapping(NAME);
    if (stated.isEmpty()) return true;
    boolean all = true;
    for (var condition : stated.get().entries().entrySet()) {
      var at = path.field(NAME).field(condition.getKey());
      all &= holds(condition.getKey(), condition.getValue(), at);
    }
    return all;
  }

  private boolean holds(String name, Node.Entry wanted, Path path) {
    var values = references.values();
    if (!values.containsKey(name)) {
      var hint = Closest.hint(name, values.keySet());
      findings.error(
          "unknown-parameter", wanted.key(), path, "there is no parameter " + name, hint);
      return true;
    }
    return references.pretends(name) || words(wanted.value()).contains(values.get(name));
  }

  private static List<String> words(Node wanted) {
    return switch (wanted) {
      case Scalar scalar -> List.of(scalar.text());
      case Node.Sequence(var items, _) ->
          items.stream().flatMap(item -> item.asScalar().stream()).map(Scalar::text).toList();
      case Mapping _ -> List.of();
    };
  }

  /// A spec without the containers whose conditions do not hold, and without conditions on others.
  Mapping containers(Mapping spec) {
    return Layer.chosen(spec, Document.SPEC, this::holds, container -> container.without(NAME));
  }
}
