package dev.berth.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void one_seed_is_one_history() {
    assertThat(history(new Ids(7))).isEqualTo(history(new Ids(7)));
    assertThat(history(new Ids(7))).isNotEqualTo(history(new Ids(8)));
  }

  @Test
  void identifiers_look_like_those_of_aws() {
    var ids = new Ids(7);

    assertThat(ids.uuid())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(ids.hex(32)).matches("[0-9a-f]{32}");
    assertThat(ids.digits(19)).matches("[1-9][0-9]{18}");
    assertThat(ids.nanoid(21)).matches("[0-9A-Za-z_-]{21}");
  }

  @Test
  void a_shuffle_depends_on_its_salt_and_takes_nothing_from_the_history() {
    var ids = new Ids(7);
    var items = IntStream.range(0, 20).boxed().toList();

    var one = shuffled(ids, "one", items);
    var again = shuffled(ids, "one", items);
    var two = shuffled(ids, "two", items);

    assertThat(one).isEqualTo(again).isNotEqualTo(two).isNotEqualTo(items);
    assertThat(one).containsExactlyInAnyOrderElementsOf(items);
    assertThat(history(ids)).isEqualTo(history(new Ids(7)));
  }

  private static List<Integer> shuffled(Ids ids, String salt, List<Integer> items) {
    var copy = new ArrayList<>(items);
    ids.shuffle(salt, copy);
    return copy;
  }

  private static List<String> history(Ids ids) {
    return List.of(ids.uuid(), ids.hex(32), ids.digits(19), ids.nanoid(21));
  }
}
