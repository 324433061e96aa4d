package dev.berth.simulator.wire;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 100})
  void pages_of_any_size_are_the_whole_list(int size) {
    var all = IntStream.range(0, 10).mapToObj(i -> "item" + i).toList();

    var page = Page.of(all, text -> text, "", size);
    var seen = new ArrayList<>(page.items());
    while (!page.next().isEmpty()) {
      page = Page.of(all, text -> text, page.next(), size);
      seen.addAll(page.items());
    }

    assertThat(seen).isEqualTo(all);
  }

  @Test
  void what_appears_before_a_token_doubles_nothing() {
    var first = Page.of(List.of("b", "c", "d"), text -> text, "", 2);

    var second = Page.of(List.of("a", "b", "c", "d"), text -> text, first.next(), 2);

    assertThat(second).isEqualTo(new Page<>(List.of("d"), ""));
  }

  @Test
  void what_is_taken_from_an_ordered_list_loses_nothing_else() {
    var first = Page.of(List.of("a", "b", "c"), text -> text, naturalOrder(), "", 2);

    var second = Page.of(List.of("c", "d"), text -> text, naturalOrder(), first.next(), 2);

    assertThat(second).isEqualTo(new Page<>(List.of("c", "d"), ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%%", "YWZ0ZXI6bm9ib2R5", "YQ=="})
  void a_token_that_nobody_gave_is_refused(String token) {
    assertThatThrownBy(() -> Page.of(List.of("a"), text -> text, token, 1))
        .isInstanceOf(ApiError.class)
        .hasMessage("Invalid token");
  }
}
