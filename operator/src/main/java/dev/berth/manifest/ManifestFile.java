package dev.berth.manifest;

import dev.berth.model.Finding;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// @param path as people see it, such as `manifests/tracecat/api.yaml`
public record ManifestFile(String path, String text) {
  /// Nobody writes a manifest of this size by hand; whoever reads files stops here.
  public static final int MAX_BYTES = 1 << 20;

  /// What came of reading a file.
  public sealed interface Read {
    record Readable(ManifestFile file) implements Read {}

    record Unreadable(Finding finding) implements Read {}
  }

  /// Whether a path, relative to the folder that is read, is a manifest's. Hidden files and folders
  /// are not.
  public static boolean named(String path) {
    var steps = List.of(path.split("/"));
    if (steps.stream().anyMatch(step -> step.startsWith("."))) return false;
    return path.endsWith(".yaml") || path.endsWith(".yml");
  }

  public static Read read(String path, byte[] bytes) {
    if (bytes.length > MAX_BYTES) return new Read.Unreadable(tooLarge(path, bytes.length));
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(bytes);
    try {
      var text = decoder.decode(in).toString();
      int binary = text.indexOf('\0');
      if (binary >= 0) return unreadable(path, line(text.substring(0, binary)));
      return new Read.Readable(new ManifestFile(path, withoutMark(text)));
    } catch (CharacterCodingException e) {
      var before = Arrays.copyOf(bytes, in.position());
      return unreadable(path, line(new String(before, StandardCharsets.UTF_8)));
    }
  }

  /// For a reader that looks at a file's size first.
  public static Finding tooLarge(String path, long bytes) {
    var sentence = "the file has " + bytes + " bytes, and a manifest at most " + MAX_BYTES;
    return Finding.error("file-size", new Origin(path, 1, 1), Path.ROOT, sentence, "split it");
  }

  private static Read unreadable(String path, int line) {
    return new Read.Unreadable(
        Finding.error(
            "not-text",
            new Origin(path, line, 1),
            Path.ROOT,
            "this is no text in UTF-8",
            "save it as UTF-8, or give it another ending if it is no manifest"));
  }

  private static int line(String before) {
    return 1 + (int) before.chars().filter(c -> c == '\n').count();
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
