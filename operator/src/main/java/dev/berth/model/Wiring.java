package dev.berth.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How one wanted thing hangs together with others, and what Berth may do about it.
///
/// @param dependsOn gates: these must be rolled out first
/// @param connectsTo clients of a Service Connect server, without an order
/// @param deadline how long a roll-out may take before it counts as failed
/// @param ignore paths that are not compared
/// @param parameters which parameter the value at a path was made of
/// @param places where a path was written, for messages
/// @param inputs what moves without the manifest
/// @param adoption whether somebody else's may become ours
public record Wiring(
    List<Edge> dependsOn,
    List<ResourceKey> connectsTo,
    Duration deadline,
    List<Path> ignore,
    SortedMap<Path, String> parameters,
    SortedMap<Path, Finding.Origin> places,
    Inputs inputs,
    Adoption adoption) {

  /// 20 minutes: what a roll-out may take when the manifest does not say.
  public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(20);

  public static final Wiring NONE =
      new Wiring(
          List.of(), List.of(), DEFAULT_DEADLINE, List.of(), new TreeMap<>(), new TreeMap<>());

  /// Of something that follows nothing, and is not to be adopted.
  public Wiring(
      List<Edge> dependsOn,
      List<ResourceKey> connectsTo,
      Duration deadline,
      List<Path> ignore,
      SortedMap<Path, String> parameters,
      SortedMap<Path, Finding.Origin> places) {
    this(
        dependsOn, connectsTo, deadline, ignore, parameters, places, Inputs.NONE, Adoption.REFUSED);
  }

  public Wiring with(Inputs found) {
    return new Wiring(dependsOn, connectsTo, deadline, ignore, parameters, places, found, adoption);
  }

  public record Edge(ResourceKey on, Condition condition) {}

  public enum Condition {
    /// Rolled out, and running what is wanted.
    ROLLED_OUT,
    /// The same, except that zero tasks will do.
    EXISTS
  }

  /// Whether a thing that somebody else made may be taken over.
  public enum Adoption {
    /// No: it is reported and left alone.
    REFUSED,
    /// Yes, where the manifest takes nothing away that it has.
    KEEPING,
    /// Yes, and what the manifest doesn't say goes with the next roll-out.
    REPLACING
  }

  public Wiring {
    dependsOn = List.copyOf(dependsOn);
    connectsTo = List.copyOf(connectsTo);
    ignore = List.copyOf(ignore);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
  }

  public Wiring depending(List<Edge> others) {
    return new Wiring(others, connectsTo, deadline, ignore, parameters, places, inputs, adoption);
  }

  public Wiring adopting(Adoption other) {
    return new Wiring(dependsOn, connectsTo, deadline, ignore, parameters, places, inputs, other);
  }
}
