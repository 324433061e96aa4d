package dev.berth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void what_is_put_into_markup_stays_text() {
    var hostile = "<script>alert('1')</script> & \"quoted\" %s";

    assertThat(Html.of("<p title=\"%s\">%s</p>", hostile, hostile).markup())
        .isEqualTo(
            "<p title=\"X\">X</p>"
                .replace(
                    "X",
                    "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;quoted&quot; %s"));
  }

  @Test
  void markup_of_its_own_is_put_together_as_it_is() {
    var item = Html.of("<li>%s</li>", 1);

    assertThat(Html.of("<ul>%s</ul>", Html.all(List.of(item, item))).markup())
        .isEqualTo("<ul><li>1</li><li>1</li></ul>");
  }

  @Test
  void parts_and_places_are_as_many() {
    assertThatThrownBy(() -> Html.of("%s")).hasMessage("more places than parts: %s");
    assertThatThrownBy(() -> Html.of("", 1)).hasMessage("more parts than places: ");
  }
}
