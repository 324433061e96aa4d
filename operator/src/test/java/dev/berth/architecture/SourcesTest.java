package dev.berth.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.architecture.Sources.Source;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What compiled classes no longer show: the rules that read the text.
class SourcesTest {
  private static final int LIMIT = 300;
  private static final Pattern CATCH_ALL =
      Pattern.compile("catch\\s*\\([^)]*\\b(RuntimeException|Exception|Throwable|Error)\\b");
  private static final Pattern WIDE_IMPORT =
      Pattern.compile("^import (module |.*\\*;)", Pattern.MULTILINE);
  private static final Pattern DOCUMENTED = Pattern.compile("^/// \\S.*", Pattern.DOTALL);

  /// The worker's step, the HTTP handlers, the CLI's main: where a bug must not end the program
  /// without a word.
  private static final List<String> LAST_STANDS =
      List.of(
          "src/main/java/dev/berth/controller/Controller.java",
          "src/main/java/dev/berth/http/Handler.java",
          "src/main/java/dev/berth/simulator/HttpDoor.java",
          "src/main/java/dev/berth/cli/Main.java");

  @Test
  void files_have_at_most_300_lines() {
    assertThat(offenders(source -> source.lines().size() > LIMIT)).isEmpty();
  }

  @Test
  void imports_name_one_thing_each() {
    assertThat(offenders(source -> WIDE_IMPORT.matcher(source.text()).find())).isEmpty();
    assertThat(WIDE_IMPORT.matcher("package a;\n\nimport java.util.*;\n").find()).isTrue();
    assertThat(WIDE_IMPORT.matcher("import module java.base;\n").find()).isTrue();
  }

  @Test
  void only_the_last_stands_catch_everything() {
    assertThat(offenders(source -> production(source) && catchesAll(source.text())))
        .isSubsetOf(LAST_STANDS);
    assertThat(catchesAll("} catch (IOException | RuntimeException e) {")).isTrue();
    assertThat(catchesAll("} catch (UncheckedIOException e) {")).isFalse();
  }

  @Test
  void every_package_says_what_it_is_for() {
    var documented = packages(SourcesTest::documents);
    var packages = packages(source -> !source.path().contains("/bad/"));

    packages.removeAll(documented);
    assertThat(packages).as("want a package-info.java that starts with ///").isEmpty();
  }

  private static boolean production(Source source) {
    return source.path().startsWith("src/main/");
  }

  private static boolean catchesAll(String text) {
    return CATCH_ALL.matcher(text).find();
  }

  private static boolean documents(Source source) {
    return source.name().equals("package-info.java") && DOCUMENTED.matcher(source.text()).matches();
  }

  private static SortedSet<String> packages(Predicate<Source> which) {
    return Sources.all().stream()
        .filter(which)
        .map(source -> source.folder().replaceFirst("^src/(main|test)/java/", ""))
        .collect(toCollection(TreeSet::new));
  }

  private static List<String> offenders(Predicate<Source> rule) {
    return Sources.all().stream().filter(rule).map(Source::path).toList();
  }
}
