package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFilesTest {
  @TempDir private Path folder;

  private static TreeMap<String, String> texts() {
    var texts = new TreeMap<String, String>();
    texts.put("api.yaml", "api");
    texts.put("environments/demo.yaml", "demo");
    texts.put("web.yaml", "web");
    return texts;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void all_is_written_with_its_folders_and_replaces_what_was_there() throws IOException {
    Files.writeString(folder.resolve("web.yaml"), "old");

    new DirectoryFiles().write(folder.toString(), texts());

    assertThat(files()).containsExactly("api.yaml", "environments/demo.yaml", "web.yaml");
    assertThat(folder.resolve("web.yaml")).hasContent("web");
  }

  @Test
  void where_one_cannot_be_written_nothing_is() throws IOException {
    Files.writeString(folder.resolve("environments"), "in the way");

    assertThatThrownBy(() -> new DirectoryFiles().write(folder.toString(), texts()))
        .isInstanceOf(Problem.class)
        .satisfies(e ->
            assertThat(((Problem) e).lines().getFirst())
                .startsWith("cannot write to " + folder)
                .endsWith("environments is a file, and must be a folder"));

    assertThat(files()).containsExactly("environments");
    assertThat(folder.resolve("environments")).hasContent("in the way");
  }
}
