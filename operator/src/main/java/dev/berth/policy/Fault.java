package dev.berth.policy;

import dev.berth.model.Path;

/// What a policy objects to. It never quotes the value: that may be the very secret.
///
/// @param path below `spec`
record Fault(Path path, String sentence, String hint) {}
