package dev.berth.policy;

import dev.berth.model.PolicySettings.Level;
import dev.berth.model.Wanted;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// One rule about what may be wanted.
///
/// @param name as manifests and findings call it
/// @param unlessSaid its level where the environment does not say one
/// @param says what it objects to, in a line
public record Policy(
    String name, Level unlessSaid, String says, Function<Wanted, Stream<Fault>> faults) {

  /// In the order of the documentation's table.
  public static final List<Policy> ALL =
      List.of(
          new Policy(
              "plain-secret",
              Level.DENY,
              "a variable that is called a secret or holds a key or a password",
              PlainSecrets::of),
          new Policy(
              "privileged",
              Level.DENY,
              "a container that is root on its host",
              Settings::privileged),
          new Policy(
              "moving-image",
              Level.WARN,
              "an image without a tag, or with `latest`",
              Images::latest),
          new Policy(
              "public-address", Level.OFF, "tasks with a public address", Settings::publicAddress),
          new Policy(
              "shell", Level.OFF, "ECS Exec switched on for a whole service", Settings::shell),
          new Policy(
              "no-way-back",
              Level.OFF,
              "a rolling service without circuit breaker and roll-back",
              Settings::noWayBack),
          new Policy(
              "single-task",
              Level.OFF,
              "a service that states fewer than two tasks",
              Settings::singleTask),
          new Policy(
              "writable-root",
              Level.OFF,
              "a container whose root file system is not read-only",
              Settings::writableRoot));
}
