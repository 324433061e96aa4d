package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceTextTest {
  @Test
  void a_variable_keeps_the_text_that_was_written() {
    var env =
        """
                env:
                  A: 1.0
                  B: no
                  C: 0x10
                  D: true
                  E: "quoted"
                  F: 'it''s'
                  G: 1_000
                  H: 12e3
                  I: 2026-01-01
                  J: ""
                  K: 007
                  L: |
                    two
                    lines
        """;

    var container = Folder.of(Folder.ENVIRONMENT, Folder.SERVICE + env).container();

    assertThat(pairs(container))
        .containsExactly(
            "A=1.0",
            "B=no",
            "C=0x10",
            "D=true",
            "E=quoted",
            "F=it's",
            "G=1_000",
            "H=12e3",
            "I=2026-01-01",
            "J=",
            "K=007",
            "L=two\nlines\n");
  }

  @Test
  void a_variable_in_ecs_own_list_keeps_it_as_well() {
    var list =
        """
                environment:
                  - {name: A, value: 1.0}
                  - {name: B, value: "no"}
        """;

    var container = Folder.of(Folder.ENVIRONMENT, Folder.SERVICE + list).container();

    assertThat(pairs(container)).containsExactly("A=1.0", "B=no");
  }

  @Test
  void a_null_variable_is_none() {
    var env = "        env: {A: null, B: ~, C: x}\n";

    var container = Folder.of(Folder.ENVIRONMENT, Folder.SERVICE + env).container();

    assertThat(pairs(container)).containsExactly("C=x");
  }

  private static List<String> pairs(Value.Fields container) {
    var pairs = new ArrayList<String>();
    for (var item : container.each("environment")) {
      pairs.add(item.text("name").orElseThrow() + "=" + item.text("value").orElseThrow());
    }
    return pairs;
  }
}
