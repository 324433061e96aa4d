package dev.berth.cli;

import java.nio.file.Path;
import java.util.List;

/// What the manifests of Tracecat hold, by name.
final class Tracecat {
  static final String CLUSTER = "tracecat-demo";
  static final String API = "tracecat-api";
  static final List<String> BEHIND_THE_API =
      List.of(
          "tracecat-worker",
          "tracecat-executor",
          "tracecat-agent-executor",
          "tracecat-ui",
          "tracecat-caddy");
  static final List<String> SERVICES =
      List.of(
          "temporal",
          "temporal-ui",
          "tracecat-agent-executor",
          "tracecat-api",
          "tracecat-caddy",
          "tracecat-executor",
          "tracecat-ui",
          "tracecat-worker");

  static final Path FOLDER = Path.of("..", "manifests", "tracecat");

  private Tracecat() {}
}
