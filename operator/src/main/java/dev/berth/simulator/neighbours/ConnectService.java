package dev.berth.simulator.neighbours;

import java.time.Instant;

/// A Cloud Map service: what a Service Connect name stands for, and since when. A task resolves
/// those names that are older than its deployment.
public record ConnectService(String arn, String name, Instant createdAt) {}
