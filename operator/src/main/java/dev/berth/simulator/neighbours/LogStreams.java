package dev.berth.simulator.neighbours;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.VirtualClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// The streams of log groups, and the events that were put into them; no task writes any by itself.
/// Source: CloudWatch Logs API reference.
final class LogStreams {
  private static final int PAGE = 50;
  private static final int MOST = 10_000;

  private final VirtualClock clock;
  private final SortedMap<String, SortedMap<String, Stream>> byGroup = new TreeMap<>();
  private long events;

  LogStreams(VirtualClock clock) {
    this.clock = clock;
  }

  private record Stream(String name, long createdAt, List<Event> events) {}

  /// @param at and when it was taken, in milliseconds since 1970
  private record Event(long number, String stream, long at, long taken, String message) {
    /// Orders events by time, and those of one millisecond as they came.
    String key() {
      return "%019d:%019d".formatted(at, number);
    }

    String id() {
      return "%056d".formatted(number);
    }
  }

  void begin(String group) {
    byGroup.put(group, new TreeMap<>());
  }

  void end(String group) {
    byGroup.remove(group);
  }

  ObjectNode dump(String group) {
    var dump = Json.object();
    for (var stream : byGroup.get(group).values()) {
      var list = dump.putArray(stream.name());
      stream.events().forEach(each -> list.add(shown(each)));
    }
    return dump;
  }

  ObjectNode create(ObjectNode input) {
    var streams = group(input);
    var name = Json.text(input, "logStreamName", "");
    if (!name.matches("[^:*]{1,512}")) {
      throw ApiError.invalidParameter("Value at 'logStreamName' failed to satisfy constraint");
    }
    var stream = new Stream(name, clock.now().toEpochMilli(), new ArrayList<>());
    if (streams.putIfAbsent(name, stream) == null) return Json.object();
    throw ApiError.of("ResourceAlreadyExistsException", "The specified log stream already exists");
  }

  ObjectNode describe(ObjectNode input, Caller caller) {
    var group = Json.text(input, "logGroupName", "");
    var prefix = Json.text(input, "logStreamNamePrefix", "");
    var recent = Json.text(input, "orderBy", "LogStreamName").equals("LastEventTime");
    Comparator<Stream> order =
        recent ? comparing(LogStreams::last).thenComparing(Stream::name) : comparing(Stream::name);
    var all =
        group(input).values().stream()
            .filter(each -> each.name().startsWith(prefix))
            .sorted(Json.flag(input, "descending", false) ? order.reversed() : order)
            .toList();
    var token = Json.text(input, "nextToken", "");
    var page = Page.of(all, Stream::name, token, Json.integer(input, "limit", PAGE));
    var answer = Json.object();
    var list = answer.putArray("logStreams");
    page.items().forEach(each -> list.add(shown(each, group, caller)));
    return page.tokenInto(answer, "nextToken");
  }

  private static long last(Stream stream) {
    return stream.events().isEmpty() ? 0 : stream.events().getLast().at();
  }

  private static ObjectNode shown(Stream stream, String group, Caller caller) {
    var arn = caller.arn("logs", "log-group:" + group + ":log-stream:" + stream.name());
    var shown = Json.object().put("logStreamName", stream.name()).put("arn", arn);
    shown.put("creationTime", stream.createdAt()).put("storedBytes", 0);
    if (stream.events().isEmpty()) return shown;
    shown.put("firstEventTimestamp", stream.events().getFirst().at());
    shown.put("lastEventTimestamp", stream.events().getLast().at());
    return shown.put("lastIngestionTime", stream.events().getLast().taken());
  }

  ObjectNode put(ObjectNode input) {
    var stream = stream(input);
    var given = Json.items(input, "logEvents");
    if (given.isEmpty() || given.size() > MOST) {
      throw ApiError.invalidParameter("logEvents must have 1 to " + MOST + " items");
    }
    var times = given.stream().map(each -> each.path("timestamp").longValue()).toList();
    if (!times.equals(times.stream().sorted().toList())) {
      throw ApiError.invalidParameter(
          "Log events in a single PutLogEvents request must be in chronological order.");
    }
    var now = clock.now().toEpochMilli();
    for (var i = 0; i < given.size(); i++) {
      var message = Json.text(given.get(i), "message", "");
      stream.events().add(new Event(++events, stream.name(), times.get(i), now, message));
    }
    stream.events().sort(comparing(Event::key));
    return Json.object().put("nextSequenceToken", "%056d".formatted(events));
  }

  /// What `aws logs tail` asks, again and again.
  ObjectNode filter(ObjectNode input) {
    var names = Json.texts(input, "logStreamNames");
    var prefix = Json.text(input, "logStreamNamePrefix", "");
    var all =
        group(input).values().stream()
            .filter(each -> names.isEmpty() || names.contains(each.name()))
            .filter(each -> each.name().startsWith(prefix))
            .flatMap(each -> each.events().stream())
            .filter(during(input))
            .filter(pattern(Json.text(input, "filterPattern", "")))
            .sorted(comparing(Event::key))
            .toList();
    var token = Json.text(input, "nextToken", "");
    var page = Page.of(all, Event::key, naturalOrder(), token, limit(input));
    var answer = Json.object();
    var list = answer.putArray("events");
    for (var each : page.items()) {
      list.add(shown(each).put("logStreamName", each.stream()).put("eventId", each.id()));
    }
    answer.putArray("searchedLogStreams");
    return page.tokenInto(answer, "nextToken");
  }

  /// Words, or phrases in quotes, that must all be in the message.
  private static Predicate<Event> pattern(String text) {
    if (text.startsWith("{") || text.startsWith("[") || text.startsWith("%")) {
      throw ApiError.invalidParameter("This simulator filters by words: " + text);
    }
    var words = new ArrayList<String>();
    for (var each : text.split("\\s+(?=([^\"]*\"[^\"]*\")*[^\"]*$)")) {
      words.add(each.replace("\"", ""));
    }
    return event -> words.stream().allMatch(event.message()::contains);
  }

  /// A token stands for a place in the stream: there is always one for what may come later.
  ObjectNode read(ObjectNode input) {
    var all = stream(input).events().stream().filter(during(input)).toList();
    var token = Json.text(input, "nextToken", "");
    if (!token.isEmpty() && !token.matches("[fb]/\\d{19}:\\d{19}")) {
      throw ApiError.invalidParameter("The specified nextToken is invalid.");
    }
    var place = token.isEmpty() ? "" : token.substring(2);
    var forward =
        token.isEmpty() ? Json.flag(input, "startFromHead", false) : token.charAt(0) == 'f';
    var rest =
        all.stream()
            .filter(each -> place.isEmpty() || each.key().compareTo(place) * (forward ? 1 : -1) > 0)
            .toList();
    var size = Math.min(limit(input), rest.size());
    var page = forward ? rest.subList(0, size) : rest.subList(rest.size() - size, rest.size());
    var answer = Json.object();
    var list = answer.putArray("events");
    page.forEach(each -> list.add(shown(each)));
    var start = new Event(0, "", 0, 0, "").key();
    var here = place.isEmpty() ? start : place;
    answer.put("nextForwardToken", "f/" + (page.isEmpty() ? here : page.getLast().key()));
    return answer.put("nextBackwardToken", "b/" + (page.isEmpty() ? here : page.getFirst().key()));
  }

  private static ObjectNode shown(Event event) {
    var shown = Json.object().put("timestamp", event.at()).put("message", event.message());
    return shown.put("ingestionTime", event.taken());
  }

  private static Predicate<Event> during(ObjectNode input) {
    var from = Json.has(input, "startTime") ? input.get("startTime").longValue() : Long.MIN_VALUE;
    var to = Json.has(input, "endTime") ? input.get("endTime").longValue() : Long.MAX_VALUE;
    return event -> event.at() >= from && event.at() < to;
  }

  private static int limit(ObjectNode input) {
    var limit = Json.integer(input, "limit", MOST);
    if (limit < 1 || limit > MOST) throw ApiError.invalidParameter("limit must be 1 to " + MOST);
    return limit;
  }

  private SortedMap<String, Stream> group(ObjectNode input) {
    var identifier = Json.text(input, "logGroupIdentifier", "");
    var named = identifier.replaceFirst("^arn:.*:log-group:", "");
    var found = byGroup.get(Json.text(input, "logGroupName", named));
    if (found == null) throw missing("group");
    return found;
  }

  private Stream stream(ObjectNode input) {
    var found = group(input).get(Json.text(input, "logStreamName", ""));
    if (found == null) throw missing("stream");
    return found;
  }

  private static ApiError missing(String what) {
    return ApiError.of(
        "ResourceNotFoundException", "The specified log %s does not exist.".formatted(what));
  }
}
