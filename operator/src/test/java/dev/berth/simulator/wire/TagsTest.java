package dev.berth.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class TagsTest {
  @Test
  void tags_are_read_and_written_in_either_spelling() {
    var tags = Tags.read(List.of(tag("b", "2"), tag("a", "")));

    assertThat(Json.write(Tags.write(tags, "Key", "Value")))
        .isEqualTo("[{\"Key\":\"a\",\"Value\":\"\"},{\"Key\":\"b\",\"Value\":\"2\"}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aws:ours", "AWS:ours", "what?", "a#b"})
  void a_key_that_aws_refuses_is_refused(String key) {
    assertThatThrownBy(() -> Tags.read(List.of(tag(key, "x")))).isInstanceOf(ApiError.class);
  }

  @Test
  void long_values_doubles_and_too_many_are_refused() {
    var many = IntStream.range(0, 51).mapToObj(i -> tag("k" + i, "")).toList();
    var twice = List.of(tag("a", "1"), tag("a", "2"));
    var big = List.of(tag("a", "x".repeat(257)));

    assertThatThrownBy(() -> Tags.read(many)).isInstanceOf(ApiError.class);
    assertThatThrownBy(() -> Tags.read(twice)).isInstanceOf(ApiError.class);
    assertThatThrownBy(() -> Tags.read(big)).isInstanceOf(ApiError.class);
    assertThat(Tags.read(many.subList(0, 50))).hasSize(50);
  }

  private static ObjectNode tag(String key, String value) {
    return Json.object().put("key", key).put("value", value);
  }
}
