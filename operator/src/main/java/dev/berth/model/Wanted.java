package dev.berth.model;

/// One AWS object that the manifests mean, as they state it (not yet in canonical form).
///
/// For a service, `fields` are those of CreateService in ECS's spelling, except that
/// `taskDefinition` holds the definition itself, in the spelling of RegisterTaskDefinition, and
/// that tags, cluster and serviceName are left out.
public record Wanted(ResourceKey key, Value.Fields fields, Wiring wiring) {}
