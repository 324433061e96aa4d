package dev.berth.manifest;

import dev.berth.manifest.Scalars.Place;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Value.Items;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A document as people write it: what names the thing first, its containers last, short things in
/// one line, no line of ours wider than 100 columns where YAML leaves a choice.
final class Written {
  private static final int WIDTH = 100;
  private static final int SHORT = 4;

  private static final List<String> FIRST =
      List.of(
          ("apiVersion kind metadata spec installation region name create image adopt serviceName"
                  + " desiredCount launchType capacityProviderStrategy capacityProvider base weight"
                  + " deploymentConfiguration availabilityZoneRebalancing family cpu memory"
                  + " networkMode requiresCompatibilities runtimePlatform taskRoleArn"
                  + " executionRoleArn essential entryPoint command targetGroupArn containerName"
                  + " containerPort port portName discoveryName enabled")
              .split(" "));
  private static final List<String> LAST =
      List.of(
          ("networkConfiguration loadBalancers serviceConnectConfiguration service taskDefinition"
                  + " volumes initContainers containerDefinitions container portMappings"
                  + " healthCheck dependsOn use env secrets mountPoints logConfiguration"
                  + " tags defaults blocks")
              .split(" "));
  private static final List<String> TALL =
      List.of(
          ("metadata spec service taskDefinition container env secrets defaults blocks"
                  + " serviceConnectConfiguration deploymentConfiguration logConfiguration")
              .split(" "));

  private final List<String> lines = new ArrayList<>();

  private Written() {}

  /// @param schema where editors find the schema, from the file
  /// @param notes comments at the end of the spec
  static String of(String schema, Fields document, List<String> notes) {
    var written = new Written();
    written.lines.add("# yaml-language-server: $schema=" + schema);
    written.mapping(document, 0, "");
    notes.forEach(note -> written.lines.add("  # " + note));
    return String.join("\n", written.lines) + "\n";
  }

  private void mapping(Fields fields, int indent, String within) {
    for (var name : order(fields)) {
      var head = " ".repeat(indent) + Scalars.key(name) + ":";
      member(head, fields.at(name).orElseThrow(), indent, name, within);
    }
  }

  private static List<String> order(Fields fields) {
    return fields.map().keySet().stream()
        .sorted(Comparator.comparingInt(Written::rank).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static int rank(String name) {
    int first = FIRST.indexOf(name);
    if (first >= 0) return first - FIRST.size();
    return LAST.indexOf(name) + 1;
  }

  private void member(String head, Value value, int indent, String name, String within) {
    var place = within.equals("env") ? Place.SOURCE : Place.BLOCK;
    switch (value) {
      case Value.Text(var text) when Scalars.block(text) -> literal(head, text, indent + 2);
      case Value.Text(var text) -> lines.add(head + " " + Scalars.of(text, place));
      case Value.Num _, Value.Flag _ -> lines.add(head + " " + scalar(value));
      case Fields fields -> {
        var flow = TALL.contains(name) ? Optional.<String>empty() : flow(fields);
        if (flow.filter(f -> fits(head, f)).isPresent()) lines.add(head + " " + flow.get());
        else {
          lines.add(head);
          mapping(fields, indent + 2, name);
        }
      }
      case Items(var items) -> {
        var flow = flow(value).filter(f -> plain(items) && fits(head, f));
        if (flow.isPresent()) lines.add(head + " " + flow.get());
        else {
          lines.add(head);
          for (var item : items) element(item, indent + 2);
        }
      }
    }
  }

  private static boolean fits(String head, String flow) {
    return head.length() + 1 + flow.length() <= WIDTH;
  }

  private static boolean plain(List<Value> items) {
    return items.stream().noneMatch(item -> item instanceof Fields || item instanceof Items);
  }

  private void element(Value item, int indent) {
    var head = " ".repeat(indent) + "-";
    var flow = flow(item).filter(f -> fits(head, f));
    if (item instanceof Value.Text(var text) && Scalars.block(text)) {
      literal(head, text, indent + 2);
    } else if (flow.isPresent() || !(item instanceof Fields fields)) {
      lines.add(head + " " + flow.orElseGet(() -> scalar(item)));
    } else {
      int first = lines.size();
      mapping(fields, indent + 2, "");
      lines.set(first, head + lines.get(first).substring(indent + 1));
    }
  }

  private void literal(String head, String text, int indent) {
    lines.add(head + (text.endsWith("\n") ? " |" : " |-"));
    text.lines().forEach(line -> lines.add(line.isEmpty() ? "" : " ".repeat(indent) + line));
  }

  private static String scalar(Value value) {
    return switch (value) {
      case Value.Text(var text) -> Scalars.of(text, Place.BLOCK);
      case Value.Num number -> number.toString();
      case Value.Flag(var on) -> String.valueOf(on);
      case Fields _, Items _ -> flow(value).orElseThrow();
    };
  }

  /// In one line; empty where that would be hard to read.
  private static Optional<String> flow(Value value) {
    return switch (value) {
      case Value.Text(var text) ->
          Scalars.block(text) ? Optional.empty() : Optional.of(Scalars.of(text, Place.FLOW));
      case Value.Num _, Value.Flag _ -> Optional.of(scalar(value));
      case Items(var items) -> {
        var parts = items.stream().map(Written::flow).toList();
        yield parts.stream().allMatch(Optional::isPresent)
            ? Optional.of("[" + parts.stream().flatMap(Optional::stream).collect(COMMAS) + "]")
            : Optional.empty();
      }
      case Fields fields -> {
        var parts =
            order(fields).stream()
                .map(name ->
                    flow(fields.at(name).orElseThrow()).map(f -> Scalars.key(name) + ": " + f))
                .toList();
        boolean deep = fields.map().values().stream().anyMatch(Fields.class::isInstance);
        yield parts.size() > SHORT || deep || !parts.stream().allMatch(Optional::isPresent)
            ? Optional.empty()
            : Optional.of("{" + parts.stream().flatMap(Optional::stream).collect(COMMAS) + "}");
      }
    };
  }

  private static final java.util.stream.Collector<CharSequence, ?, String> COMMAS =
      Collectors.joining(", ");
}
