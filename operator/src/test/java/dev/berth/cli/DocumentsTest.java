package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What programs read of each command: one document with a version, and nothing beside it.
class DocumentsTest {
  /// In this order: some change what the next ones see. Those that are asked twice only show first.
  private static final List<String> COMMANDS =
      List.of(
          "validate",
          "diff",
          "verify",
          "apply",
          "diff",
          "status",
          "history tracecat-api",
          "adopt tracecat-api",
          "job run tracecat-migrations",
          "orphan tracecat-ui",
          "orphan tracecat-ui --yes",
          "adopt tracecat-ui",
          "adopt tracecat-ui --yes",
          "gc --keep 1",
          "destroy",
          "destroy --confirm demo",
          "destroy");

  private Drill drill;

  @BeforeEach
  void account(@TempDir Path folder) {
    drill = Drill.tracecat(folder);
    drill.variable("BERTH_PARAM_migrations", "job");
  }

  @Test
  void every_command_prints_one_document_for_programs() {
    var odd = new ArrayList<String>();
    for (var command : COMMANDS) {
      var ran = drill.run(words(command));
      if (versioned(ran.out())) continue;
      odd.add(command + " exits " + ran.code() + ": " + ran.text());
    }

    assertThat(odd).isEmpty();
  }

  /// The folder and the environment come before the options.
  private List<String> words(String command) {
    var words = new ArrayList<>(List.of(command.split(" ")));
    var options = words.stream().dropWhile(word -> !word.startsWith("--")).toList();
    words.removeAll(options);
    words.addAll(List.of(drill.folder().toString(), "-e", "demo", "-o", "json"));
    words.addAll(options);
    return words;
  }

  private static boolean versioned(String text) {
    return text.startsWith("{")
        && text.endsWith("}\n")
        && Json.parse(text) instanceof Fields document
        && document.whole("version").equals(Optional.of(1));
  }
}
