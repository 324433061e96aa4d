package dev.berth.simulator.neighbours;

import java.time.Instant;

/// A Cloud Map namespace that exists.
public record CloudNamespace(String id, String arn, String name, Instant createdAt) {}
