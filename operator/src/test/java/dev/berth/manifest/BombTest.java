package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files of the largest size that are meant to hurt.
class BombTest {
  enum Bomb {
    OPEN_LISTS(n -> "[".repeat(n)),
    OPEN_MAPPINGS(n -> "{a: ".repeat(n / 4)),
    LONG_LIST(n -> "[" + "a,".repeat(n / 2 - 2) + "]"),
    SAME_NAME(n -> "a: 1\n".repeat(n / 5)),
    NESTED_KEYS(n -> "? ".repeat(n / 2)),
    DASHES(n -> "- ".repeat(n / 2)),
    ONE_TEXT(n -> "a: " + "x".repeat(n - 3)),
    DOCUMENTS(n -> "---\na: b\n".repeat(n / 9)),
    OPEN_REFERENCES(n -> "a: '" + "${".repeat(n / 2 - 3) + "'"),
    QUADRATIC(n -> "a: &a [" + "x,".repeat(n / 4) + "x]\nb: [" + "*a,".repeat(n / 8) + "*a]\n");

    private final IntFunction<String> text;

    Bomb(IntFunction<String> text) {
      this.text = text;
    }
  }

  @ParameterizedTest
  @EnumSource(Bomb.class)
  void a_file_that_is_meant_to_hurt_is_told_soon(Bomb bomb) {
    var text = bomb.text.apply(ManifestFile.MAX_BYTES);
    var files =
        List.of(
            new ManifestFile("environments/demo.yaml", Folder.ENVIRONMENT),
            new ManifestFile("bomb.yaml", text),
            new ManifestFile("web.yaml", Folder.SERVICE));

    var findings =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> new Folder(files).findings());

    assertThat(text.length()).isLessThanOrEqualTo(ManifestFile.MAX_BYTES);
    assertThat(findings).isNotEmpty().allMatch(finding -> finding.startsWith("bomb.yaml:"));
    assertThat(findings).hasSizeLessThanOrEqualTo(200);
  }
}
