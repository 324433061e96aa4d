package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.plan.Canonical;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether a task has a size that exists, and its containers fit in.
final class SizeChecks {
  private static final Path DEFINITION = Path.ROOT.field("taskDefinition");
  private static final Path CPU = DEFINITION.field("cpu");
  private static final Path MEMORY = DEFINITION.field("memory");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

  private static final int LEAST = 128;
  private static final int MOST = 196_608;

  private final Draft draft;
  private final Findings findings;

  /// With one spelling of sizes: units and MiB.
  private final Value.Fields definition;

  SizeChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
    this.definition = Canonical.task(draft.definition());
  }

  void fargate() {
    if (draft.tree().unknown(CPU) || draft.tree().unknown(MEMORY)) return;
    var cpu = stated(CPU, "cpu");
    var memory = stated(MEMORY, "memory");
    if (cpu.isEmpty()) return;
    var family = definition.fields("runtimePlatform").text("operatingSystemFamily").orElse("LINUX");
    var cpus = Fargate.cpus(family);
    if (!cpus.contains(cpu.get())) {
      var sentence = written("cpu") + " is no size of Fargate";
      tell("fargate-size", CPU, sentence, "use " + words(cpus));
      return;
    }
    var legal = Fargate.memory(cpu.get());
    if (memory.isEmpty() || legal.contains(memory.get())) return;
    var sentence =
        written("memory") + " is no memory of Fargate beside " + cpu.get() + " CPU units";
    tell("fargate-size", MEMORY, sentence, "use " + words(legal));
  }

  private Optional<Integer> stated(Path path, String name) {
    if (definition.at(name).isEmpty()) {
      tell("fargate-size", path, "Fargate needs `" + name + "` of the task", "state it");
      return Optional.empty();
    }
    var size = size(name);
    if (size.isEmpty()) {
      var example = name.equals("cpu") ? "1024, or 1 vCPU" : "2048, or 2 GB";
      tell("fargate-size", path, written(name) + " is no size", "write it as " + example);
    }
    return size;
  }

  private String written(String name) {
    return draft.definition().at(name).map(SizeChecks::shown).orElse("");
  }

  private static String shown(Value value) {
    return value instanceof Value.Text(var text) ? "`" + text + "`" : "`" + value + "`";
  }

  private Optional<Integer> size(String name) {
    return definition
        .text(name)
        .filter(text -> WHOLE.matcher(text).matches())
        .map(Integer::valueOf);
  }

  private static String words(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /// A long row of sizes as its ends and its step.
  private static String words(TreeSet<Integer> sizes) {
    if (sizes.size() <= 3) return words(List.copyOf(sizes));
    int step = sizes.higher(sizes.first()) - sizes.first();
    return sizes.first() + " to " + sizes.last() + " in steps of " + step;
  }

  void containers() {
    for (var container : definition.each("containerDefinitions")) {
      var reserved = container.whole("memoryReservation");
      var limit = container.whole("memory");
      if (limit.isPresent() && reserved.isPresent() && limit.get() < reserved.get()) {
        var path = Draft.container(container).field("memory");
        var sentence = "the limit of " + limit.get() + " MiB is less than the reservation";
        tell("container-sum", path, sentence, "raise it to " + reserved.get());
      }
    }
    sum("cpu", CPU, "CPU units", container -> container.whole("cpu").orElse(0));
    sum("memory", MEMORY, "MiB of memory", SizeChecks::reserved);
  }

  /// Of a task on instances (source: ECS API reference, RegisterTaskDefinition).
  void instances() {
    if (definition.at("memory").isEmpty()) {
      definition.each("containerDefinitions").forEach(this::memory);
    }
    if (draft.tree().unknown(CPU) || definition.at("cpu").isEmpty()) return;
    var cpu = size("cpu");
    if (cpu.filter(units -> units >= LEAST && units <= MOST).isPresent()) return;
    var hint = "use " + LEAST + " to " + MOST + " units, or leave it out";
    tell("task-size", CPU, written("cpu") + " is no CPU of a task on instances", hint);
  }

  private void memory(Value.Fields container) {
    if (container.whole("memory").or(() -> container.whole("memoryReservation")).isPresent())
      return;
    var path = Draft.container(container).field("memory");
    var sentence = "neither the container nor the task says how much memory it may take";
    tell("no-memory", path, sentence, "state memory or memoryReservation");
  }

  private static int reserved(Value.Fields container) {
    return container.whole("memoryReservation").or(() -> container.whole("memory")).orElse(0);
  }

  private void sum(String name, Path path, String unit, ToIntFunction<Value.Fields> share) {
    var task = size(name);
    if (task.isEmpty()) return;
    long sum = definition.each("containerDefinitions").stream().mapToLong(share::applyAsInt).sum();
    if (sum <= task.get()) return;
    var sentence =
        "the containers ask for " + sum + " " + unit + ", and the task has " + task.get();
    tell("container-sum", path, sentence, "raise the task's, or lower a container's");
  }

  private void tell(String rule, Path path, String sentence, String hint) {
    draft.tell(findings, rule, path, sentence, hint);
  }
}
