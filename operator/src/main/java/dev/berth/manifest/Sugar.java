package dev.berth.manifest;

import dev.berth.manifest.Node.Entry;
import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Sequence;
import dev.berth.manifest.Node.Style;
import dev.berth.model.Finding.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Turns a whole Service or Job into ECS's own words: what ECS has no word for is gone afterwards.
final class Sugar {
  /// What the language adds, and what is Berth's to fill in.
  private static final List<String> OURS =
      List.of(
          "adopt",
          "cluster",
          "connectsTo",
          "deadline",
          "dependsOn",
          "enabled",
          "ignoreDifferences",
          "onLost",
          "retries",
          "runPolicy",
          "pinImages",
          "rolloutOnSecretChange",
          "serviceName",
          "tags",
          "trigger",
          When.NAME);

  private static final String SUCCESS = "SUCCESS";

  private Sugar() {}

  /// @param namespace of Service Connect, where the Service names none
  static Mapping without(Mapping spec, String serviceName, Optional<String> namespace) {
    var plain = spec;
    for (var name : OURS) plain = plain.without(name);
    var definition = plain.mapping("taskDefinition");
    if (definition.isPresent()) {
      plain = plain.with("taskDefinition", definition(definition.get(), serviceName));
    }
    return connected(plain, namespace);
  }

  private static Mapping connected(Mapping spec, Optional<String> namespace) {
    var connect = spec.mapping("serviceConnectConfiguration");
    if (connect.isEmpty() || namespace.isEmpty() || connect.get().at("namespace").isPresent()) {
      return spec;
    }
    if (!EnvironmentReader.flag(connect.get(), "enabled").orElse(false)) return spec;
    var place = spec.where("serviceConnectConfiguration");
    var filled = connect.get().with("namespace", text(namespace.get(), place));
    return spec.with("serviceConnectConfiguration", filled);
  }

  private static Mapping definition(Mapping definition, String serviceName) {
    var plain = definition.without("initContainers").without("containerDefinitions");
    if (plain.at("family").isEmpty()) {
      plain = plain.with("family", text(serviceName, definition.place()));
    }
    var first = definition.items("initContainers");
    var then = definition.items("containerDefinitions");
    var containers = new ArrayList<Node>();
    Optional<Scalar> before = Optional.empty();
    for (var node : first) {
      if (!(node instanceof Mapping init)) continue;
      containers.add(after(initial(init), before));
      before = init.scalar("name");
    }
    for (var node : then) {
      if (!(node instanceof Mapping container)) continue;
      containers.add(after(container(container), before));
    }
    if (containers.isEmpty()) return plain;
    var name = then.isEmpty() ? "initContainers" : "containerDefinitions";
    var place = definition.where(name);
    return plain.with("containerDefinitions", new Entry(place, new Sequence(containers, place)));
  }

  private static Mapping initial(Mapping init) {
    var plain = container(init);
    if (plain.at("essential").isPresent()) return plain;
    return plain.with("essential", new Scalar("false", Style.FLAG, List.of(), init.place()));
  }

  /// A container that waits for another to exit with 0, unless it says itself how it waits for it.
  private static Mapping after(Mapping container, Optional<Scalar> before) {
    if (before.isEmpty()) return container;
    var edges = new ArrayList<>(container.items("dependsOn"));
    var name = before.get().text();
    for (var edge : edges) {
      var on = edge.asMapping().flatMap(mapping -> mapping.text("containerName"));
      if (on.equals(Optional.of(name))) return container;
    }
    var place = container.where("dependsOn");
    edges.add(
        Mapping.empty(place)
            .with("containerName", text(name, place))
            .with("condition", text(SUCCESS, place)));
    return container.with("dependsOn", new Entry(place, new Sequence(edges, place)));
  }

  private static Mapping container(Mapping container) {
    var env = container.mapping("env");
    var plain = container.without("env");
    if (env.isPresent() && !env.get().entries().isEmpty()) {
      var entry = new Entry(container.where("env"), pairs(env.get(), "value"));
      plain = plain.with("environment", entry);
    }
    var secrets = plain.mapping("secrets");
    if (secrets.isEmpty()) return plain;
    if (secrets.get().entries().isEmpty()) return plain.without("secrets");
    return plain.with("secrets", pairs(secrets.get(), "valueFrom"));
  }

  /// A mapping by name as ECS's list, in the order of the names.
  private static Sequence pairs(Mapping mapping, String member) {
    var items = new ArrayList<Node>();
    new TreeMap<>(mapping.entries())
        .forEach((name, entry) ->
            items.add(
                Mapping.empty(entry.key())
                    .with("name", text(name, entry.key()))
                    .with(member, entry)));
    return new Sequence(items, mapping.place());
  }

  private static Scalar text(String text, Origin place) {
    return Scalar.text(text, place);
  }
}
