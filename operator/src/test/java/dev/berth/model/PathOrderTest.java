package dev.berth.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathOrderTest {
  private static final List<Path> PATHS =
      List.of(
          Path.ROOT,
          Path.of("a"),
          Path.of("a.b"),
          Path.of("ab"),
          Path.of("a-b"),
          Path.of("a[b]"),
          Path.of("a[b].c"),
          Path.of("a[b][c]"),
          Path.of("a[bc]"),
          Path.of("[a]"),
          Path.of("[a].b"),
          Path.of("a.b.c"),
          Path.of("a.bc"));

  @Test
  void paths_are_ordered_as_their_texts_are() {
    for (var one : PATHS) {
      for (var other : PATHS) {
        assertThat(Integer.signum(one.compareTo(other)))
            .as("%s and %s", one, other)
            .isEqualTo(Integer.signum(one.toString().compareTo(other.toString())));
      }
    }
  }
}
