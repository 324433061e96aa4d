package dev.berth.manifest;

import dev.berth.manifest.Node.Entry;
import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Sequence;
import dev.berth.model.Path;
import dev.berth.plan.FieldRow;
import dev.berth.plan.FieldTable;
import dev.berth.plan.ServiceFields;
import dev.berth.plan.TaskFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What ECS adds to its answers, and people paste along: told and left out.
final class Pasted {
  private static final String TAGS = "tags";

  /// What the tables do not compare, and is told otherwise.
  private static final List<String> OURS =
      List.of("cluster", "serviceName", ServiceFields.DEFINITION, TAGS);

  /// The answer's word for `role`; ECS fills it with its own service-linked role.
  private static final String ROLE = "roleArn";

  private Pasted() {}

  static Mapping without(Mapping spec, Findings findings) {
    var service = without(spec, Document.SPEC, ServiceFields.ALONE, findings);
    var definition = service.mapping(ServiceFields.DEFINITION);
    if (definition.isEmpty()) return service;
    var path = Document.SPEC.field(ServiceFields.DEFINITION);
    var clean = without(definition.get(), path, TaskFields.TABLE, findings);
    return service.with(ServiceFields.DEFINITION, clean);
  }

  private static Mapping without(Mapping mapping, Path path, FieldTable table, Findings findings) {
    var clean = tagless(mapping, path, findings);
    for (var name : mapping.entries().keySet()) {
      if (OURS.contains(name) || !answered(name, table)) continue;
      var sentence = "ECS decides `" + name + "`, so it is ignored here";
      findings.warn("ignored-field", mapping.where(name), path.field(name), sentence, "remove it");
      clean = clean.without(name);
    }
    return clean;
  }

  private static Mapping tagless(Mapping mapping, Path path, Findings findings) {
    if (mapping.items(TAGS).isEmpty()) return mapping.without(TAGS);
    var sentence = "tags belong to the Environment, which puts them on all that it has";
    var hint = "move them to spec.tags of the Environment";
    findings.error("tags", mapping.where(TAGS), path.field(TAGS), sentence, hint);
    return mapping.without(TAGS);
  }

  /// Members that this version does not know, and that say nothing: describe calls print every
  /// list, and many a flag.
  static Mapping saying(Mapping mapping, Shape shape, Path path, Findings findings) {
    var kept = new LinkedHashMap<String, Entry>();
    mapping
        .entries()
        .forEach((name, entry) -> {
          var at = path.field(name);
          if (!shape.unknown() && shape.field(name).unknown() && empty(entry.value())) {
            var sentence = "`" + name + "` says nothing, so it is ignored here";
            findings.warn("ignored-field", entry.key(), at, sentence, "remove it");
            return;
          }
          var value = saying(entry.value(), shape.field(name), at, findings);
          kept.put(name, new Entry(entry.key(), value));
        });
    return new Mapping(kept, mapping.place());
  }

  private static Node saying(Node node, Shape shape, Path path, Findings findings) {
    return switch (node) {
      case Scalar scalar -> scalar;
      case Mapping mapping -> saying(mapping, shape, path, findings);
      case Sequence(var items, var place) -> {
        var kept = new ArrayList<Node>();
        for (int i = 0; i < items.size(); i++) {
          var at = IdentityKeys.element(path, items.get(i), i);
          if (items.get(i) instanceof Scalar scalar && scalar.absent()) {
            var hint = "remove it, or write \"\" for an empty text";
            findings.error("wrong-type", scalar.place(), at, "this element is nothing", hint);
          } else {
            kept.add(saying(items.get(i), shape.item(), at, findings));
          }
        }
        yield new Sequence(kept, place);
      }
    };
  }

  private static boolean empty(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.absent() || scalar.text().equals("false");
      case Sequence(var items, _) -> items.isEmpty();
      case Mapping(var entries, _) -> entries.isEmpty();
    };
  }

  private static boolean answered(String name, FieldTable table) {
    return name.equals(ROLE) || table.row(name).filter(FieldRow::dropped).isPresent();
  }
}
