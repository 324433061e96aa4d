package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.util.ArrayList;
import java.util.List;

/// Releases of the example system one after another, and the way back.
record Releases(Drill drill) {
  Drill release(String from, String to) {
    drill.edit("common.yaml", "imageTag: 1.0.0-beta." + from, "imageTag: 1.0.0-beta." + to);
    assertThat(drill.berth("apply", "-q").code()).isZero();
    return drill;
  }

  Ran rollback(String name, String... options) {
    var words = new ArrayList<>(List.of("rollback", name, drill.folder().toString(), "-e", "demo"));
    words.addAll(List.of(options));
    return drill.run(words);
  }

  Ran history(String name, String... options) {
    var words = new ArrayList<>(List.of("history", name, drill.folder().toString(), "-e", "demo"));
    words.addAll(List.of(options));
    return drill.run(words);
  }

  String family(String name) {
    var revision = drill.revision(name);
    return revision.substring(0, revision.lastIndexOf(':'));
  }
}
