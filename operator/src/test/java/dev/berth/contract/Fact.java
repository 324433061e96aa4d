package dev.berth.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a method a check: the line of `ecs-semantics.md` that it shows, and how sure that line is
/// of itself. The method's name is the truth that is checked; its one argument is the [Account].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Fact {
  int line();

  Confidence by();

  /// The tags of `ecs-semantics.md`.
  enum Confidence {
    /// The service model.
    M,
    /// AWS's developer and API guides.
    D,
    /// Observed on AWS.
    O,
    /// The source of the ECS agent.
    A,
    /// Tested with real clients on loopback.
    T,
    /// General knowledge: what the simulator does by default.
    K
  }
}
