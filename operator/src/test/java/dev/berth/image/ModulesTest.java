package dev.berth.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/// The image's Java is cut down to a list of modules. A class that is not among them would be
/// missed in production first.
class ModulesTest {
  private static final Pattern NEEDS = Pattern.compile("(?m)^\\S+ -> ((?:java|jdk)\\.\\S+)$");

  @Test
  void the_image_has_the_modules_that_the_code_names() throws IOException {
    var named = named(Path.of("target/classes"));

    assertThat(named).contains("java.base");
    assertThat(kept()).containsAll(named);
  }

  private static List<String> kept() throws IOException {
    var modules = Pattern.compile("(?m)^ARG MODULES=(\\S+)$");
    var found = modules.matcher(Files.readString(Path.of("../Dockerfile")));
    assertThat(found.find()).isTrue();
    return List.of(found.group(1).split(","));
  }

  private static TreeSet<String> named(Path classes) {
    var said = new StringWriter();
    var jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    jdeps.run(new PrintWriter(said), new PrintWriter(said), "-summary", classes.toString());
    var names = new TreeSet<String>();
    NEEDS.matcher(said.toString()).results().forEach(found -> names.add(found.group(1)));
    return names;
  }
}
