package dev.berth.architecture;

import static java.util.stream.Collectors.toMap;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The order of the packages: what each may import, of ours and of others. The JDK is free to all
/// (see [Habits] for what of it the pure packages may not use).
final class Layers {
  private static final String TABLE =
      """
      package              | of ours                                              | libraries
      model                | -                                                    | jackson-core
      manifest             | model plan                                           | jackson yaml json-schema
      plan                 | model                                                | cron-utils
      policy               | model                                                | -
      session              | -                                                    | -
      reconcile            | model manifest plan policy                           | resilience4j
      jobs                 | model                                                | resilience4j
      access               | model session                                        | -
      terminals            | model session access                                 | -
      controller           | model reconcile jobs                                 | -
      aws                  | model plan reconcile jobs access terminals session   | awssdk lock-client
      store                | model jobs                                           | sqlite
      git                  | model manifest reconcile                             | jgit sshd
      telemetry            | model plan reconcile jobs                            | slf4j micrometer logback
      http                 | model plan reconcile controller jobs access terminals telemetry | helidon jackson
      simulator.wire       | -                                                    | helidon jackson
      simulator.neighbours | simulator.wire                                       | helidon jackson
      simulator.exec       | simulator.wire                                       | helidon jackson pty4j
      simulator.ecs        | simulator.wire simulator.neighbours simulator.exec   | helidon jackson
      simulator            | simulator.wire simulator.neighbours simulator.exec simulator.ecs | helidon jackson
      simulator.junit      | simulator simulator.ecs                              | junit
      cli                  | *                                                    | picocli
      """;

  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("awssdk", List.of("software.amazon.awssdk.")),
          Map.entry("cron-utils", List.of("com.cronutils.")),
          Map.entry("helidon", List.of("io.helidon.")),
          Map.entry("jackson", List.of("tools.jackson.", "com.fasterxml.jackson.annotation.")),
          Map.entry("jackson-core", List.of("tools.jackson.core.")),
          Map.entry("jgit", List.of("org.eclipse.jgit.")),
          Map.entry("json-schema", List.of("com.networknt.")),
          Map.entry("junit", List.of("org.junit.jupiter.api.", "org.junit.platform.commons.")),
          Map.entry("logback", List.of("ch.qos.logback.")),
          Map.entry("lock-client", List.of("com.amazonaws.services.dynamodbv2.")),
          Map.entry("micrometer", List.of("io.micrometer.")),
          Map.entry("picocli", List.of("picocli.")),
          Map.entry("pty4j", List.of("com.pty4j.")),
          Map.entry("resilience4j", List.of("io.github.resilience4j.")),
          Map.entry("sshd", List.of("org.apache.sshd.")),
          Map.entry("slf4j", List.of("org.slf4j.")),
          Map.entry("sqlite", List.of("org.sqlite.")),
          Map.entry("yaml", List.of("org.snakeyaml.engine.")));

  private static final List<String> JDK = List.of("java.", "javax.");

  private final String root;
  private final Map<String, Row> rows;

  /// The order below a root package: `dev.berth`, or the planted world that breaks it.
  Layers(String root) {
    this.root = root;
    this.rows =
        TABLE
            .lines()
            .skip(1)
            .map(Row::of)
            .collect(toMap(Row::name, row -> row, (a, _) -> a, TreeMap::new));
  }

  private record Row(String name, List<String> ours, List<String> libraries) {
    static Row of(String line) {
      var cells = Stream.of(line.split("\\|")).map(String::strip).toList();
      var prefixes = words(cells.get(2)).stream().flatMap(name -> LIBRARIES.get(name).stream());
      return new Row(cells.get(0), words(cells.get(1)), prefixes.toList());
    }

    private static List<String> words(String cell) {
      return cell.equals("-") ? List.of() : List.of(cell.split(" "));
    }

    boolean mayUse(String other) {
      return other.equals(name) || ours.contains("*") || ours.contains(other);
    }
  }

  /// Packages that the table does not know; it also bounds their depth.
  Stream<String> unknown(JavaClass type) {
    if (rows.containsKey(layer(type)) || type.getSimpleName().equals("package-info")) {
      return Stream.empty();
    }
    return Stream.of(type.getPackageName() + " has no row in the table of Layers");
  }

  Stream<String> outOfOrder(JavaClass type) {
    var row = rows.get(layer(type));
    if (row == null) return Stream.empty();
    return type.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> !allowed(row, dependency.getTargetClass().getBaseComponentType()))
        .map(Dependency::getDescription);
  }

  /// The simulator stands for AWS: whatever imports it could no longer be pointed at the real one.
  Stream<String> touchesTheSimulator(JavaClass type) {
    if (layer(type).startsWith("simulator")) return Stream.empty();
    if (type.getName().matches("\\Q" + root + "\\E\\.cli\\.App(\\$.*)?")) return Stream.empty();
    return type.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> layer(dependency.getTargetClass()).startsWith("simulator"))
        .map(Dependency::getDescription);
  }

  private boolean allowed(Row row, JavaClass target) {
    if (target.isPrimitive()) return true;
    if (target.getPackageName().startsWith(root + ".")) return row.mayUse(layer(target));
    return Stream.concat(JDK.stream(), row.libraries().stream())
        .anyMatch(target.getName()::startsWith);
  }

  private String layer(JavaClass type) {
    var name = type.getBaseComponentType().getPackageName();
    return name.startsWith(root + ".") ? name.substring(root.length() + 1) : "";
  }
}
