package dev.berth.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Request;
import dev.berth.simulator.Response;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// A world with a thing for every placeholder of a record; `record/world.txt` says how it is made.
final class SmallWorld {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final Map<String, String> TARGETS =
      Map.of(
          "ecs", "AmazonEC2ContainerServiceV20141113",
          "servicediscovery", "Route53AutoNaming_v20170314",
          "application-autoscaling", "AnyScaleFrontendService",
          "ecr", "AmazonEC2ContainerRegistry_V20150921",
          "secretsmanager", "secretsmanager",
          "ssm", "AmazonSSM",
          "logs", "Logs_20140328",
          "events", "AWSEvents");

  private static final Map<String, String> VERSIONS =
      Map.of("elasticloadbalancing", "2015-12-01", "iam", "2010-05-08");

  private final Simulator simulator = Simulator.stepped(7);
  private final SortedMap<String, String> things = new TreeMap<>();

  SmallWorld() throws IOException {
    for (var line : Files.readString(Recording.FOLDER.resolve("world.txt")).lines().toList()) {
      var rest = line.substring(2);
      switch (line.charAt(0)) {
        case '#' -> {}
        case '=' -> things.put(rest.split(" ")[0], rest.split(" ")[1]);
        case '+' -> simulator.advance(Duration.ofSeconds(Long.parseLong(rest)));
        default -> make(line);
      }
    }
  }

  private void make(String line) {
    var parts = line.split(" > ");
    var words = parts[0].split(" ", 3);
    var body = Json.parse(words[2]);
    var target = TARGETS.getOrDefault(words[0], "");
    var query = VERSIONS.containsKey(words[0]);
    if (query) body.put("Action", words[1]).put("Version", VERSIONS.get(words[0]));
    var type = query ? FORM : "application/x-amz-json-1.1";
    var operation = words[0] + " " + words[1];
    var path = words[0].equals("scheduler") ? "/schedules/${schedule}" : "/";
    var called = target.isEmpty() ? "" : target + "." + words[1];
    var answer = send(new Sent(operation, "POST", path, called, type, "", body));
    assertThat(answer.status()).as("%s: %s", line, answer.text()).isEqualTo(200);
    for (var each : parts.length > 1 ? parts[1].split(" ") : new String[0]) {
      var pair = each.split("=");
      things.put(pair[0], found(answer.text(), pair[1]));
    }
  }

  private static String found(String answer, String where) {
    if (where.startsWith("/")) return Json.parse(answer).at(where).stringValue();
    var matcher = Pattern.compile("<" + where + ">([^<]*)<").matcher(answer);
    if (matcher.find()) return matcher.group(1);
    throw new IllegalStateException("no " + where + " in " + answer);
  }

  /// Sends a request with the things of this world in place of its placeholders.
  Response send(Sent sent) {
    things.put("nextToken", token(sent));
    var headers = new TreeMap<String, List<String>>();
    headers.put("Host", List.of("127.0.0.1"));
    headers.put("Content-Type", List.of(sent.contentType()));
    if (!sent.target().isEmpty()) headers.put("X-Amz-Target", List.of(sent.target()));
    var text = filled(Json.write(sent.body()));
    var body = sent.contentType().equals(FORM) ? form(Json.parse(text)) : text;
    var bytes = sent.method().equals("POST") || !sent.body().isEmpty() ? body : "";
    return simulator.handle(
        Request.of(sent.method(), filled(sent.path()), headers, bytes.getBytes(UTF_8)));
  }

  /// The token of the second page, which the same request for one item on the first one gives.
  private String token(Sent sent) {
    for (var member : List.of("nextToken", "NextToken")) {
      if (!sent.body().has(member)) continue;
      var first = sent.body().deepCopy();
      first.remove(member);
      var logs = sent.target().startsWith("Logs");
      first.put(logs ? "limit" : member.equals("nextToken") ? "maxResults" : "MaxResults", 1);
      var answer = send(sent.with(first));
      return answer.status() == 200 ? Json.text(Json.parse(answer.text()), member, "") : "";
    }
    return "no-token";
  }

  private String filled(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(thing(found.group(1))));
  }

  private String thing(String name) {
    if (things.containsKey(name)) return things.get(name);
    throw new IllegalStateException("world.txt has nothing for ${" + name + "}");
  }

  private static String form(ObjectNode fields) {
    var pairs = new ArrayList<String>();
    for (var each : fields.properties()) {
      pairs.add(each.getKey() + "=" + URLEncoder.encode(each.getValue().stringValue(), UTF_8));
    }
    return String.join("&", pairs);
  }
}
