package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Finding;
import dev.berth.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A folder a case: manifests as somebody might write them, and `desired.json`, what they say, or
/// `findings.txt`, what is wrong with them. `warnings.txt` stands beside the first where there are
/// any.
///
/// `-Dberth.golden=write` writes what is expected anew; read the difference before you keep it.
class GoldenTest {
  private static final Path CASES = Path.of("src/test/resources/manifest");
  private static final List<String> EXPECTED =
      List.of("desired.json", "findings.txt", "warnings.txt");

  @TestFactory
  Stream<DynamicTest> each_folder_says_what_is_expected() {
    return list(CASES).stream()
        .map(folder -> DynamicTest.dynamicTest(name(folder), () -> check(folder)));
  }

  @Test
  void a_folder_named_invalid_is_and_no_other() {
    for (var folder : list(CASES)) {
      assertThat(Files.exists(folder.resolve("findings.txt")))
          .as(name(folder))
          .isEqualTo(name(folder).startsWith("invalid-"));
    }
  }

  @Test
  void no_file_of_a_case_is_unused() {
    for (var folder : list(CASES)) {
      var files = files(folder);
      assertThat(files)
          .as(name(folder))
          .allMatch(file -> ManifestFile.named(file) || EXPECTED.contains(file));
      assertThat(files.contains("findings.txt") ^ files.contains("desired.json"))
          .as("%s expects one thing", name(folder))
          .isTrue();
    }
  }

  private static void check(Path folder) throws IOException {
    switch (Manifests.parse(manifests(folder), Optional.empty(), ResolvedParameters.NONE, "test")) {
      case Parsed.Invalid(var findings) -> {
        expect(folder, "desired.json", "");
        expect(folder, "findings.txt", lines(findings));
      }
      case Parsed.Valid(var desired, var warnings) -> {
        expect(folder, "findings.txt", "");
        expect(folder, "warnings.txt", lines(warnings));
        expect(folder, "desired.json", Json.pretty(Readable.of(desired)) + "\n");
      }
    }
  }

  /// No text: no file.
  private static void expect(Path folder, String name, String text) throws IOException {
    var file = folder.resolve(name);
    if ("write".equals(System.getProperty("berth.golden"))) {
      if (text.isEmpty()) Files.deleteIfExists(file);
      else Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.exists(file) ? Files.readString(file) : "");
  }

  private static String lines(List<Finding> findings) {
    var text = new StringBuilder();
    for (var finding : findings) text.append(finding).append('\n');
    return text.toString();
  }

  static List<ManifestFile> manifests(Path folder) {
    var manifests = new ArrayList<ManifestFile>();
    for (var name : files(folder)) {
      if (!ManifestFile.named(name)) continue;
      try {
        switch (ManifestFile.read(name, Files.readAllBytes(folder.resolve(name)))) {
          case ManifestFile.Read.Readable(var file) -> manifests.add(file);
          case ManifestFile.Read.Unreadable(var finding) -> throw new AssertionError(finding);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return manifests;
  }

  private static List<String> files(Path folder) {
    try (var paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path folder) {
    try (var paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }
}
