package dev.berth.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void every_java_file_is_formatted() {
    var unformatted =
        Sources.all().parallelStream().filter(source -> !formatted(source.text())).toList();

    assertThat(unformatted.stream().map(Sources.Source::path))
        .as("not in google-java-format; mend with: .ci/format %s", arguments(unformatted))
        .isEmpty();
  }

  @Test
  void a_crooked_file_is_found() {
    var crooked =
        Stream.of("class A{}\n", "import java.util.List;\n\nclass A {}\n", "class A {\n\n\n}\n");

    assertThat(crooked.filter(FormatTest::formatted)).isEmpty();
  }

  private static boolean formatted(String text) {
    try {
      return new Formatter().formatSourceAndFixImports(text).equals(text);
    } catch (FormatterException e) {
      return false;
    }
  }

  private static String arguments(List<Sources.Source> sources) {
    return String.join(" ", sources.stream().map(source -> "operator/" + source.path()).toList());
  }
}
