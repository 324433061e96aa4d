package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The status pages as a browser shows them: at a desk and on a phone, by keyboard, with and
/// without script. Skipped, and said so, where there is no Chromium. With `-Dberth.shots=FOLDER`,
/// pictures of them are left there.
class PagesTest {
  private static final Duration LONG = Duration.ofMinutes(15);
  private static Optional<Browser> found = Optional.empty();

  @TempDir private Path folder;
  private Drill drill;
  private Station station;
  private Browser browser;

  @BeforeAll
  static void look() throws IOException {
    found = Browser.found();
    if (found.isEmpty()) System.out.println("PagesTest skipped: chromium not found");
  }

  @AfterAll
  static void close() throws IOException {
    if (found.isPresent()) found.get().close();
  }

  @BeforeEach
  void start() {
    assumeTrue(found.isPresent(), "chromium not found");
    browser = found.get().disableScripts("false").screen(1280, 900);
    drill = Drill.tracecat(folder);
    station = Station.of(drill).run(LONG);
  }

  @AfterEach
  void end() {
    if (station != null) station.close();
  }

  private void release() {
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
  }

  private String sentence() {
    return browser
        .open(station.address("/environments/demo"))
        .see("document.querySelector('.verdict').innerText");
  }

  /// At both sizes, in light and dark: nothing to be scrolled sideways.
  private void fits(String state) throws IOException {
    for (var page : List.of("/", "/environments/demo")) {
      for (int width : new int[] {1280, 390}) {
        for (var scheme : List.of("light", "dark")) {
          browser.screen(width, 844).dark(scheme).open(station.address(page));
          assertThat(browser.see("document.documentElement.scrollWidth"))
              .as(state + " " + page)
              .isEqualTo(String.valueOf(width));
          picture(state + (page.equals("/") ? "-overview-" : "-") + width + "-" + scheme);
        }
      }
    }
  }

  private void picture(String name) throws IOException {
    var to = System.getProperty("berth.shots");
    if (to != null) Files.write(Path.of(to, name + ".png"), browser.picture());
  }

  @Test
  void settled() throws IOException {
    assertThat(sentence()).contains("✓ It is as commit dir-");
    fits("settled");
  }

  @Test
  void rolling() throws IOException {
    release();
    station.run(Duration.ofSeconds(45));

    assertThat(sentence()).contains("◐ It is rolling out:");
    assertThat(browser.see("document.querySelector('.resources').innerText"))
        .contains("◐ rolling out", "Ⅱ waiting");
    fits("rolling");
  }

  @Test
  void gate_closed() throws IOException {
    drill.script(
        """
        {"match": {"container": "TracecatApiMigrationsContainer", "image": "*-beta.10"},
         "outcome": {"exit": {"code": 1}}}
        """);
    release();
    station.run(Duration.ofMinutes(12));

    assertThat(sentence())
        .contains("✕ It is held:", "container TracecatApiMigrationsContainer exited 1")
        .contains("POST the name tracecat-api to /api/v1/retries");
    fits("gate");
  }

  @Test
  void source_broken() throws IOException {
    drill.write("services/broken.yaml", "apiVersion: berth.dev/v1\nkind: Service\nmetadata: [");
    station.run(Duration.ofMinutes(2));

    assertThat(sentence()).contains("✕ The newest manifests are broken").contains("broken.yaml:3");
    assertThat(browser.see("document.querySelector('.findings').innerText"))
        .contains("broken.yaml:3");
    fits("broken");
  }

  @Test
  void it_follows_what_happens_without_a_reload() {
    sentence();
    browser.until("document.getElementById('live').textContent === 'live'");
    browser.see("window.mark = 1");

    release();
    station.run(Duration.ofSeconds(80));

    browser.until("document.querySelector('.verdict').innerText.includes('rolling out')");
    assertThat(browser.see("window.mark")).isEqualTo("1");
  }

  @Test
  void it_is_whole_without_script() {
    browser.disableScripts("true");

    assertThat(sentence()).contains("It is as commit");
    assertThat(browser.see("document.getElementById('live').textContent")).isEmpty();
    assertThat(browser.see("document.querySelectorAll('table').length")).isEqualTo("2");
  }

  @Test
  void every_stop_of_the_keyboard_can_be_seen_and_the_first_skips_to_the_content() {
    sentence();
    var focus = "document.activeElement";

    browser.press("Tab");
    assertThat(browser.see(focus + ".textContent")).isEqualTo("Skip to the content");
    browser.press("Enter");
    browser.until("document.activeElement.id === 'main'");
    int stops = 0;
    for (; stops < 30; stops++) {
      browser.press("Tab");
      if (browser.see(focus + ".tagName").equals("BODY")) break;
      assertThat(browser.see("getComputedStyle(" + focus + ").outlineStyle"))
          .as(browser.see(focus + ".outerHTML.slice(0, 80)"))
          .isEqualTo("solid");
      if (browser.see(focus + ".textContent").equals("readiness")) break;
    }
    assertThat(stops).isBetween(5, 29);
  }

  @Test
  void what_others_wrote_stays_text() throws IOException {
    drill.write(
        "services/odd.yaml",
        """
        apiVersion: berth.dev/v1
        kind: Service
        metadata: {name: odd}
        spec:
          '<img src=x onerror="document.title=1">': 1
        """);
    station.run(Duration.ofMinutes(2));

    sentence();
    assertThat(browser.see("document.querySelector('.findings').innerText"))
        .contains("<img src=x onerror");
    assertThat(browser.see("document.querySelectorAll('main img').length")).isEqualTo("0");
    assertThat(browser.see("document.title")).isEqualTo("demo · Berth");
  }

  @Test
  void it_has_what_a_screen_reader_needs() {
    sentence();

    assertThat(browser.see("document.documentElement.lang")).isEqualTo("en");
    assertThat(browser.see("document.querySelectorAll('h1').length")).isEqualTo("1");
    assertThat(browser.see("[...document.querySelectorAll('table')].every(t => t.caption)"))
        .isEqualTo("true");
    assertThat(
            browser.see("['header','nav','main','footer'].every(n => document.querySelector(n))"))
        .isEqualTo("true");
    assertThat(browser.see("[...document.querySelectorAll('.shape')].every(s => s.ariaHidden)"))
        .isEqualTo("true");
  }
}
