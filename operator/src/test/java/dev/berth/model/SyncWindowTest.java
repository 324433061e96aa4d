package dev.berth.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.SyncWindow.Kind;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncWindowTest {
  @ParameterizedTest
  @CsvSource({
    "web, web, true",
    "web, web2, false",
    "web*, web2, true",
    "*, web, true",
    "*-api, tracecat-api, true",
    "*-api, api, false",
    "a*a, a, false",
    "a*b*c, a-b-b-c, true",
    "a*b*c, a-c, false",
    "a**b, a-b, true",
    "*.*, web, false"
  })
  void a_star_stands_for_any_characters(String glob, String name, boolean covered) {
    assertThat(window(glob).covers(ResourceKey.service(name))).isEqualTo(covered);
  }

  @Test
  void what_scales_a_service_goes_by_its_name_and_without_names_all_is_covered() {
    assertThat(window("web").covers(ResourceKey.scalingPolicy("web", "cpu"))).isTrue();
    assertThat(window("web").covers(ResourceKey.job("web"))).isTrue();
    assertThat(window("web").covers(ResourceKey.cluster("main"))).isFalse();
    var all =
        new SyncWindow(Kind.DENY, "* * * * *", Duration.ofHours(1), ZoneOffset.UTC, List.of());
    assertThat(all.covers(ResourceKey.cluster("main"))).isTrue();
  }

  private static SyncWindow window(String glob) {
    return new SyncWindow(
        Kind.ALLOW, "* * * * *", Duration.ofHours(1), ZoneOffset.UTC, List.of(glob));
  }
}
