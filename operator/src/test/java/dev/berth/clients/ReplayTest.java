package dev.berth.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Response;
import dev.berth.simulator.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests that real clients sent, sent again without them, each to a small world of its own: what
/// is answered has the status and the members that stand in the file beside the record. `mvn -B
/// test -Dtest=ReplayTest -Dberth.write=true` writes that file.
class ReplayTest {
  static List<Path> records() throws IOException {
    try (Stream<Path> files = Files.list(Recording.FOLDER)) {
      return files.filter(each -> each.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void what_was_recorded_is_answered_as_before(Path record) throws Exception {
    var shown = new StringBuilder();
    var good = 0;
    var sent = RecordFile.read(record);
    for (var each : sent) {
      var answer = new SmallWorld().send(each);
      if (answer.status() == 200) good++;
      shown.append(each.operation()).append(' ').append(Json.write(each.body())).append('\n');
      shown.append("  ").append(told(answer)).append('\n');
    }

    var file = Path.of(record.toString().replace(".json", ".answers.txt"));
    if (Boolean.getBoolean("berth.write")) Files.writeString(file, shown);
    assertThat(shown)
        .as("%s; mend with: mvn -B test -Dtest=ReplayTest -Dberth.write=true", file)
        .hasToString(Files.readString(file));
    System.out.printf(
        "%s: %d requests sent again, %d answered with 200%n",
        record.getFileName(), sent.size(), good);
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_record_tells_nothing_of_who_recorded_it(Path record) throws IOException {
    assertThat(Files.readString(record))
        .doesNotContainPattern("/(home|root|tmp|Users)/")
        .doesNotContainPattern("Linux/|Darwin/|Windows/|Python/|lang/|127\\.0\\.0\\.1|localhost")
        .doesNotContainPattern("\\d{4}-\\d\\d-\\d\\dT|\\b[0-9a-f]{32}\\b|AKIA|Signature");
  }

  private static String told(Response answer) throws Exception {
    var body = answer.text().startsWith("<") ? xml(answer.text()) : Json.parse(answer.text());
    var code = body.has("__type") ? " " + body.get("__type").stringValue() : "";
    return answer.status() + code + " " + Shape.of(body);
  }

  private static ObjectNode xml(String text) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var root = builder.parse(new ByteArrayInputStream(text.getBytes(UTF_8))).getDocumentElement();
    return Json.object().set(root.getTagName(), value(root));
  }

  private static JsonNode value(Element element) {
    var object = Json.object();
    var items = Json.array();
    for (var i = 0; i < element.getChildNodes().getLength(); i++) {
      if (!(element.getChildNodes().item(i) instanceof Element child)) continue;
      if (List.of("member", "item").contains(child.getTagName())) items.add(value(child));
      else object.set(child.getTagName(), value(child));
    }
    if (!items.isEmpty()) return items;
    return object.isEmpty() ? text(element) : object;
  }

  private static JsonNode text(Element element) {
    return Json.MAPPER.getNodeFactory().stringNode(element.getTextContent());
  }
}
