package dev.berth.plan;

import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.Optional;

/// A [Field] before anybody asked what moved.
public record Difference(
    Path path, Optional<Value> from, Optional<Value> to, Field.Consequence consequence) {}
