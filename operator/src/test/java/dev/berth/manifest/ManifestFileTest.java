package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestFile.Read.Readable;
import dev.berth.manifest.ManifestFile.Read.Unreadable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFileTest {
  @Test
  void a_file_is_read_as_utf_8_without_its_byte_order_mark() {
    assertThat(ManifestFile.read("a.yaml", bytes("\uFEFFname: zürich\n")))
        .isEqualTo(new Readable(new ManifestFile("a.yaml", "name: zürich\n")));
  }

  @Test
  void a_byte_that_is_no_utf_8_is_told_with_its_line() {
    byte[] latin = "a: b\nc: d\ne: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(told("a.yaml", latin))
        .isEqualTo(
            "a.yaml:3 this is no text in UTF-8; save it as UTF-8, or give it another ending if it"
                + " is no manifest");
  }

  @Test
  void a_binary_file_is_told() {
    assertThat(told("a.yaml", bytes("PK\n\0\0"))).startsWith("a.yaml:2 this is no text in UTF-8");
  }

  @Test
  void a_file_has_at_most_a_mebibyte() {
    assertThat(ManifestFile.read("a.yaml", bytes("x".repeat(ManifestFile.MAX_BYTES))))
        .isInstanceOf(Readable.class);
    assertThat(told("a.yaml", bytes("x".repeat(ManifestFile.MAX_BYTES + 1))))
        .isEqualTo("a.yaml:1 the file has 1048577 bytes, and a manifest at most 1048576; split it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.yaml", "a/b.yml", "environments/prod.yaml"})
  void yaml_files_are_manifests(String path) {
    assertThat(ManifestFile.named(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {".hidden.yaml", ".github/ci.yml", "a/.b/c.yaml", "README.md", "yaml"})
  void hidden_and_other_files_are_not(String path) {
    assertThat(ManifestFile.named(path)).isFalse();
  }

  private static String told(String path, byte[] bytes) {
    return ((Unreadable) ManifestFile.read(path, bytes)).finding().toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
