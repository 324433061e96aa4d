package dev.berth.clients;

import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Recorded requests in a file: by operation, a body a line, all sorted, so that a change of one is
/// a change of one line.
final class RecordFile {
  private RecordFile() {}

  static void write(Path file, List<Sent> sent) throws IOException {
    var text = new StringBuilder("{\n");
    var sorted =
        sent.stream()
            .sorted(
                Comparator.comparing(RecordFile::head)
                    .thenComparing(each -> Json.write(Json.canonical(each.body()))))
            .toList();
    var head = "";
    for (var each : sorted) {
      var opens = !head(each).equals(head);
      if (opens) text.append(head.isEmpty() ? "" : "\n  ],\n").append(opening(each));
      head = head(each);
      text.append(opens ? "\n    " : ",\n    ").append(Json.write(Json.canonical(each.body())));
    }
    text.append(sorted.isEmpty() ? "" : "\n  ]\n").append("}\n");
    Files.writeString(file, text.toString());
  }

  /// `ecs CreateCluster | POST / | AmazonEC2….CreateCluster | application/x-amz-json-1.1 | Boto3`
  private static String head(Sent sent) {
    return String.join(
        " | ",
        sent.operation(),
        sent.method() + " " + sent.path(),
        sent.target(),
        sent.contentType(),
        sent.agent());
  }

  private static String opening(Sent sent) {
    return "  " + Json.write(Json.MAPPER.getNodeFactory().stringNode(head(sent))) + ": [";
  }

  static List<Sent> read(Path file) throws IOException {
    var found = new ArrayList<Sent>();
    if (!Files.exists(file)) return found;
    for (var entry : Json.parse(Files.readString(file)).properties()) {
      var head = entry.getKey().split(" \\| ", -1);
      var line = head[1].split(" ", 2);
      for (var body : entry.getValue()) {
        found.add(
            new Sent(head[0], line[0], line[1], head[2], head[3], head[4], (ObjectNode) body));
      }
    }
    return found;
  }
}
