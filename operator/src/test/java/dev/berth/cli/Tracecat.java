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

  /// The tag of the manifests' images as they are in the repository.
  private static final int FIRST = 9;

  private Tracecat() {}

  /// Writes the manifests of a release: the first is the one in the repository.
  static void release(Workspace workspace, int number) {
    var text = workspace.read("common.yaml");
    var tag = "imageTag: 1.0.0-beta." + (FIRST + number - 1);
    workspace.write("common.yaml", text.replaceAll("imageTag: 1\\.0\\.0-beta\\.\\d+", tag));
  }
}
