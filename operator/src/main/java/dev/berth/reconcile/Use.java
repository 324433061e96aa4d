package dev.berth.reconcile;

import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import java.util.Optional;

/// One place where a manifest refers to something, and what it needs of it there.
///
/// @param part of the resource: `container web`, `task`, `service`
/// @param path of the reference in the resource's fields
record Use(ResourceKey by, String part, Path path, Reference reference, Need need) {
  sealed interface Need {
    /// That it is there.
    record Present() implements Need {}

    /// @param platform such as `linux/amd64`; empty where the manifest leaves it to the host
    record Platform(Optional<String> platform) implements Need {}

    /// @param service that must be trusted
    record Trust(String service) implements Need {}

    /// @param type of the targets that ECS registers
    /// @param port of the container
    /// @param protocol `tcp` or `udp`
    record Targets(String type, Optional<Integer> port, String protocol) implements Need {}

    /// @param cluster that must have the provider
    record Provider(Reference cluster) implements Need {}

    /// Apply, or a first task, makes it.
    ///
    /// @param words by whom
    record Made(String words) implements Need {}

    /// Nobody can be asked.
    ///
    /// @param why a sentence
    record Unasked(String why, String hint) implements Need {}
  }
}
