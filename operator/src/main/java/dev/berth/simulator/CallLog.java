package dev.berth.simulator;

import dev.berth.simulator.wire.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Every call that was received, and what came of it. The latest are kept whole, all are counted.
/// The simulator's lock guards it: [Simulator#callLog] hands out a copy.
public final class CallLog {
  private static final int KEPT = 20_000;

  private final Deque<Call> calls;
  private final SortedMap<String, SortedMap<String, Integer>> counts;
  private final SortedMap<String, Integer> categories;
  private long total;

  CallLog() {
    this.calls = new ArrayDeque<>();
    this.counts = new TreeMap<>();
    this.categories = new TreeMap<>();
  }

  private CallLog(CallLog other) {
    this.calls = new ArrayDeque<>(other.calls);
    this.counts = new TreeMap<>();
    other.counts.forEach((operation, each) -> counts.put(operation, new TreeMap<>(each)));
    this.categories = new TreeMap<>(other.categories);
    this.total = other.total;
  }

  /// @param api as its protocol names it; may be empty
  /// @param resource what the call was mainly about: a service, a family, a cluster; may be empty
  /// @param error the code of the refusal, `ConnectionReset`, `HTTP 503`, or empty
  /// @param attempt the SDK's id of this call, the same for all its attempts; may be empty
  public record Call(
      long sequence,
      Instant at,
      String api,
      String operation,
      String resource,
      Access access,
      String error,
      String attempt) {
    /// Of the request quotas, such as `service read`; `other` where there is none.
    public String category() {
      return Quotas.category(api, operation);
    }
  }

  public enum Access {
    READ,
    WRITE;

    static Access of(String operation) {
      return operation.matches("(Describe|List|Get|BatchGet|Discover|Query|Scan).*") ? READ : WRITE;
    }
  }

  /// How many calls were ever received; clearing the log doesn't change it.
  public long total() {
    return total;
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  public int count(String operation) {
    var byResource = counts.getOrDefault(operation, new TreeMap<>());
    return byResource.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The last call that has ended, if it is still known.
  Optional<Call> latest() {
    return Optional.ofNullable(calls.peekLast());
  }

  /// How many calls of that category of the request quotas.
  public int categoryCount(String category) {
    return categories.getOrDefault(category, 0);
  }

  /// The counts of all categories that were called.
  public SortedMap<String, Integer> categories() {
    return new TreeMap<>(categories);
  }

  public List<Call> writes() {
    return calls.stream().filter(call -> call.access() == Access.WRITE).toList();
  }

  /// `{"total", "counts": {operation: n}, "byCategory": {category: n}, "byResource": {operation:
  /// {resource: n}}, "calls": []}`.
  public ObjectNode toJson() {
    var shown = Json.object().put("total", total);
    var byOperation = shown.putObject("counts");
    counts.keySet().forEach(operation -> byOperation.put(operation, count(operation)));
    categories.forEach(shown.putObject("byCategory")::put);
    var byResource = shown.putObject("byResource");
    counts.forEach((name, each) -> each.forEach(byResource.withObjectProperty(name)::put));
    var list = shown.putArray("calls");
    calls.forEach(call -> list.add(toJson(call)));
    return shown;
  }

  private static ObjectNode toJson(Call call) {
    var shown = Json.object().put("sequence", call.sequence()).put("at", call.at().toString());
    shown.put("operation", call.operation()).put("category", call.category());
    shown.put("resource", call.resource());
    shown.put("write", call.access() == Access.WRITE).put("error", call.error());
    return shown.put("attempt", call.attempt());
  }

  CallLog copy() {
    return new CallLog(this);
  }

  long begin() {
    return ++total;
  }

  void end(Call call) {
    calls.add(call);
    if (calls.size() > KEPT) calls.removeFirst();
    categories.merge(call.category(), 1, Integer::sum);
    counts
        .computeIfAbsent(call.operation(), _ -> new TreeMap<>())
        .merge(call.resource(), 1, Integer::sum);
  }

  void clear() {
    calls.clear();
    counts.clear();
    categories.clear();
  }
}
