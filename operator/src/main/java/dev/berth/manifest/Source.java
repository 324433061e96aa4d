package dev.berth.manifest;

/// Where an Environment takes a parameter from.
public sealed interface Source {
  /// @param value may refer to other parameters
  record Literal(String value) implements Source {}

  /// @param path of a parameter in Systems Manager
  record Ssm(String path) implements Source {}

  /// @param name of an output in the Terraform outputs file
  record Output(String name) implements Source {}
}
