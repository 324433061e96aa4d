package dev.berth.model;

import java.util.Optional;

/// One AWS object that the manifests mean, as they state it (not yet in canonical form).
///
/// For a service, `fields` are those of CreateService in ECS's spelling, except that
/// `taskDefinition` holds the definition itself, in the spelling of RegisterTaskDefinition, and
/// that tags, cluster and serviceName are left out. For a job they are those of RunTask, likewise.
///
/// @param terms of a job; empty for all else
public record Wanted(
    ResourceKey key, Value.Fields fields, Wiring wiring, Optional<JobTerms> terms) {

  public Wanted(ResourceKey key, Value.Fields fields, Wiring wiring) {
    this(key, fields, wiring, Optional.empty());
  }

  public Wanted with(Value.Fields other, Inputs inputs) {
    return new Wanted(key, other, wiring.with(inputs), terms);
  }
}
