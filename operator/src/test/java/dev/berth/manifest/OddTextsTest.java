package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Texts that YAML or Berth would read as something else come back from an import as they were,
/// wherever they stand.
class OddTextsTest {
  private static final String ENVIRONMENT =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: demo}
      spec:
        installation: acme
        cluster: {name: demo}
      """;

  private static final List<String> TEXTS = texts();

  private static List<String> texts() {
    var texts =
        new ArrayList<>(
            List.of(
                ("no 1.0 0x1 ~ null Null NaN .nan true TRUE *a &a ${a} $${a} ${ $ :8080 : :// ?x ?"
                     + " - -x -> #b %a @a `a | > !x = << a,b [a] {a} , ] } a: a, 2024-01-01 12:30"
                     + " 1_000 0o17 017 1e3 .5 +1 --- ... 'a' \"a\" a\"b a\\b é😀")
                    .split(" ")));
    texts.addAll(List.of("", " a", "a ", "\ta", "a\tb", "- a", "? a", "a: b", "a #b", "a:\tb"));
    texts.addAll(List.of("\n", "a\n", "\na", "a\nb", "a\nb\n", "a\n\n\n", "a\n b\n", " a\nb"));
    texts.addAll(List.of("a \nb", "a\r\nb", "a\n---\nb", "a\n...\n", "a\n#b", "--- a", "x: 'y"));
    texts.addAll(List.of("\u0085", "\u2028", "\ufeff", "\u00a0", "a\u3000", "\u007f", "a\u200bb"));
    texts.add("long ".repeat(500).strip());
    return List.copyOf(texts);
  }

  @Test
  void they_come_back_as_they_were() {
    for (var text : TEXTS) {
      assertThat(returned(variable(text))).as("a variable: " + text).isEqualTo(variable(text));
      for (var container : List.of(command(text), command("a b", text, "z"), labelled(text))) {
        assertThat(returned(container)).as(text).isEqualTo(container);
      }
    }
    System.out.println("odd texts: " + TEXTS.size());
  }

  private static Fields variable(String text) {
    var pair = Fields.EMPTY.with("name", Value.of("V")).with("value", Value.of(text));
    return container().with("environment", Value.items(List.of(pair)));
  }

  private static Fields command(String... words) {
    return container().with("command", Value.texts(List.of(words)));
  }

  private static Fields labelled(String text) {
    var key = text.length() > 100 ? "long" : "." + text;
    return container().with("dockerLabels", Fields.EMPTY.with(key, Value.of(text)));
  }

  private static Fields container() {
    return Fields.EMPTY
        .with("name", Value.of("app"))
        .with("image", Value.of("app:1"))
        .with("memory", Value.of(512));
  }

  private static Fields returned(Fields container) {
    var definition =
        Fields.EMPTY
            .with("family", Value.of("odd"))
            .with("containerDefinitions", Value.items(List.of(container)));
    var files = new ArrayList<>(List.of(new ManifestFile("environments/demo.yaml", ENVIRONMENT)));
    Export.ofDefinition(definition, List.of())
        .files()
        .forEach((name, text) -> files.add(new ManifestFile(name, text)));
    return switch (Manifests.parse(files, Optional.empty(), ResolvedParameters.NONE, "c0ffee")) {
      case Parsed.Invalid(var findings) -> throw new AssertionError(files + " " + findings);
      case Parsed.Valid(var desired, _) ->
          desired.wanted().values().stream()
              .map(want -> want.fields().fields("taskDefinition"))
              .filter(read -> !read.isEmpty())
              .findFirst()
              .orElseThrow()
              .each("containerDefinitions")
              .getFirst();
    };
  }
}
