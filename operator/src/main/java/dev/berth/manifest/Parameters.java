package dev.berth.manifest;

import dev.berth.manifest.Node.Entry;
import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.model.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// An Environment's parameters: where each comes from, and its value with references replaced.
final class Parameters {
  /// ECS takes a whole task definition of 64 KiB.
  private static final int MAX_LENGTH = 1 << 16;

  private static final Path PATH = Document.SPEC.field("parameters");

  private final SortedMap<String, Source> sources = new TreeMap<>();
  private final SortedMap<String, Entry> entries = new TreeMap<>();
  private final SortedMap<String, String> raw = new TreeMap<>();
  private final SortedMap<String, String> values = new TreeMap<>();
  private final TreeSet<String> pretended = new TreeSet<>();
  private final Findings findings;

  Parameters(Mapping spec, Findings findings) {
    this.findings = findings;
    var stated = spec.mapping("parameters").map(Mapping::entries).orElse(new LinkedHashMap<>());
    entries.putAll(stated);
    stated.forEach((name, entry) -> source(entry).ifPresent(s -> sources.put(name, s)));
  }

  /// Tells which parameters are stated in a way that means nothing.
  SortedMap<String, Source> sources() {
    for (var name : entries.keySet()) {
      var value = entries.get(name).value();
      if (sources.containsKey(name) || absent(value)) continue;
      var sentence = "a parameter is a plain value, or one of {value}, {ssm}, {output}";
      findings.error("wrong-type", value.place(), PATH.field(name), sentence, "");
    }
    return new TreeMap<>(sources);
  }

  private static Optional<Source> source(Entry entry) {
    if (absent(entry.value())) return Optional.empty();
    if (entry.value() instanceof Scalar scalar) {
      return Optional.of(new Source.Literal(scalar.text()));
    }
    if (!(entry.value() instanceof Mapping mapping) || mapping.entries().size() != 1) {
      return Optional.empty();
    }
    var value = mapping.text("value").<Source>map(Source.Literal::new);
    var ssm = mapping.text("ssm").<Source>map(Source.Ssm::new);
    var output = mapping.text("output").<Source>map(Source.Output::new);
    return value.or(() -> ssm).or(() -> output);
  }

  private static boolean absent(Node node) {
    return node instanceof Scalar scalar && scalar.absent();
  }

  /// Each parameter's value. One that has none, and whatever takes part in a cycle, is told.
  SortedMap<String, String> values(ResolvedParameters resolved) {
    sources.forEach((name, _) -> literal(name).ifPresent(text -> raw.put(name, text)));
    pretended.addAll(resolved.pretended());
    pretended.forEach(name -> raw.put(name, "<" + name + ">"));
    raw.putAll(resolved.values());
    for (var name : entries.keySet()) {
      if (raw.containsKey(name)) continue;
      raw.put(name, "");
      if (!sources.containsKey(name) && !absent(entries.get(name).value())) continue;
      var place = entries.get(name).key();
      var sentence = "the parameter " + name + " has no value";
      findings.error("missing-parameter", place, PATH.field(name), sentence, hint(name));
    }
    raw.keySet().forEach(name -> expanded(name, new LinkedHashSet<>()));
    return new TreeMap<>(values);
  }

  /// The names whose value is made of one that nobody knows; complete after [#values].
  SortedSet<String> pretended() {
    return new TreeSet<>(pretended);
  }

  private Optional<String> literal(String name) {
    return sources.get(name) instanceof Source.Literal(var text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private String hint(String name) {
    var instead = ", or set BERTH_PARAM_" + name;
    return switch (sources.get(name)) {
      case Source.Ssm(var path) -> "write the SSM parameter " + path + instead;
      case Source.Output(var output) -> "give the Terraform output " + output + instead;
      case Source.Literal _ -> "";
      case null -> "state one" + instead;
    };
  }

  /// Only the Environment's own literals refer to others: a value from outside is taken as it is.
  private String expanded(String name, LinkedHashSet<String> open) {
    if (values.containsKey(name)) return values.get(name);
    var text = raw.get(name);
    if (!literal(name).equals(Optional.of(text))) {
      values.put(name, text);
      return text;
    }
    open.addLast(name);
    var filled = References.replaced(text, other -> referred(name, other, open));
    open.removeLast();
    if (filled.length() > MAX_LENGTH) {
      var sentence = "the parameter " + name + " is longer than " + MAX_LENGTH + " characters";
      var place = entries.get(name).key();
      findings.error("parameter-size", place, PATH.field(name), sentence, "");
      filled = "";
    }
    values.put(name, filled);
    return filled;
  }

  private String referred(String name, String other, LinkedHashSet<String> open) {
    if (open.contains(other)) return cycle(open, other);
    if (!raw.containsKey(other)) return unknown(name, other);
    var text = expanded(other, open);
    if (pretended.contains(other)) pretended.add(name);
    return text;
  }

  private String unknown(String name, String other) {
    var place = entries.get(name).value().place();
    var hint = Closest.hint(other, raw.keySet());
    var sentence = "there is no parameter " + other;
    findings.error("unknown-parameter", place, PATH.field(name), sentence, hint);
    return "";
  }

  /// Names the cycle from its first name in order, so that it is told once.
  private String cycle(LinkedHashSet<String> open, String back) {
    var round = new ArrayDeque<>(open);
    while (!round.peekFirst().equals(back)) round.removeFirst();
    var first = round.stream().sorted().findFirst().orElseThrow();
    while (!round.peekFirst().equals(first)) round.addLast(round.removeFirst());
    round.addLast(first);
    var sentence = "these parameters refer to each other: " + String.join(" -> ", round);
    var place = entries.get(first).key();
    findings.error("parameter-cycle", place, PATH.field(first), sentence, "");
    return "";
  }
}
