package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.ecs.Consistency;
import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.swing.text.html.HTMLEditorKit;
import javax.swing.text.html.parser.ParserDelegator;
import org.junit.jupiter.api.Test;

/// The page with the live world: what it shows, and that nobody's text becomes markup.
class OverviewTest {
  private static final Set<String> VOID = Set.of("meta", "br");

  private final LateStage stage = new LateStage();

  @Test
  void an_empty_world_says_what_to_do() {
    var page = page(Simulator.stepped(1), "GET");

    assertThat(page).contains("There is no cluster yet. Point a client at this address.");
  }

  @Test
  void it_shows_services_tasks_events_definitions_and_calls() {
    stage.create("web");
    stage.pass(30);

    assertThat(text())
        .containsSubsequence(
            "Cluster c", "web", "web", ":1", "in progress", "2 tasks", "has started 2 tasks")
        .containsSubsequence("Calls by category", "cluster modify", "service modify")
        .containsSubsequence("Latest calls", "CreateService", "Task definitions", "web:1");
    stage.pass(600);
    assertThat(text()).contains("completed");
  }

  @Test
  void it_shows_what_goes_wrong_on_purpose() {
    stage.simulator.fault(LateStage.json("{'kind': 'throttle', 'operation': 'ListTasks'}"));
    stage.simulator.script(LateStage.json("{'match': {}, 'outcome': {'neverHealthy': true}}"));
    stage.simulator.turn(LateStage.json("{'stop-text': 'none'}"));
    stage.simulator.become(Consistency.EVENTUAL);

    assertThat(text())
        .contains("{\"kind\":\"throttle\",\"operation\":\"ListTasks\"} concerned 0")
        .contains("neverHealthy")
        .contains("stop-text: none")
        .contains("tasks: 5s");
  }

  @Test
  void nobodys_text_is_markup() {
    var evil = "<script>alert('1')</script><img src=x onerror=alert(2)>\"&";
    stage.simulator.fault(Json.object().put("kind", "throttle").put("operation", evil));
    var rule = Json.object();
    rule.putObject("match").put("image", evil);
    rule.putObject("outcome").put("neverEnds", true);
    stage.simulator.script(rule);
    var container = Json.object().put("name", "a").put("image", evil).put("memory", 64);
    var input = Json.object().put("family", "evil");
    input.putArray("containerDefinitions").add(container);
    stage.call("RegisterTaskDefinition", Json.write(input).replace("'", "\\u0027"));
    Clients.call(stage.simulator, "AmazonEC2ContainerServiceV20141113." + evil, "{}");

    var page = page(stage.simulator, "GET");

    assertThat(page).doesNotContain("<script>alert").doesNotContain("<img").contains("&lt;script");
    assertThat(text()).contains(evil);
  }

  @Test
  void it_is_one_well_formed_document_for_screens_of_any_size_and_either_light() {
    stage.create("web");
    stage.pass(30);
    var page = page(stage.simulator, "GET");

    var open = new ArrayDeque<String>();
    var tags =
        Pattern.compile("<(/?)([a-z0-9]+)[^>]*>")
            .matcher(page.replaceAll("(?s)<(script|style)>.*?</\\1>", ""));
    while (tags.find()) {
      if (VOID.contains(tags.group(2))) continue;
      if (tags.group(1).isEmpty()) open.push(tags.group(2));
      else assertThat(open.pop()).isEqualTo(tags.group(2));
    }
    assertThat(open).isEmpty();
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("width=device-width", "prefers-color-scheme: dark", "max-width: 40rem")
        .contains("<noscript><meta http-equiv=\"refresh\"");
  }

  @Test
  void only_a_browser_gets_it_and_it_is_no_call() {
    var before = stage.simulator.callLog().total();

    assertThat(page(stage.simulator, "GET")).startsWith("<!doctype html>");
    assertThat(page(stage.simulator, "POST")).startsWith("<ErrorResponse>");
    assertThat(page(stage.simulator, "PUT")).doesNotContain("doctype");
    assertThat(stage.simulator.callLog().total()).isEqualTo(before + 2);
    assertThat(stage.ask("ListClusters", "{}")).contains("clusterArns");
  }

  @Test
  void it_allows_nothing_from_elsewhere() {
    var response = stage.simulator.handle(Request.of("GET", "/", Map.of(), new byte[0]));

    assertThat(response.headers())
        .containsEntry("Content-Type", "text/html; charset=utf-8")
        .hasEntrySatisfying(
            "Content-Security-Policy",
            policy -> assertThat(policy).startsWith("default-src 'none'"));
  }

  private String page(Simulator simulator, String method) {
    return simulator
        .handle(Request.of(method, "/", Map.<String, List<String>>of(), new byte[0]))
        .text();
  }

  /// What a reader of HTML other than this code makes of it.
  private String text() {
    var text = new StringBuilder();
    var reader =
        new HTMLEditorKit.ParserCallback() {
          @Override
          public void handleText(char[] data, int position) {
            text.append(data).append(' ');
          }
        };
    try {
      new ParserDelegator().parse(new StringReader(page(stage.simulator, "GET")), reader, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().replaceAll("\\s+", " ");
  }
}
