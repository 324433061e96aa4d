package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// Namespaces come and go by operations, and those take a moment: until its operation has ended a
/// new namespace is not there, and a deleted one still is.
final class Namespaces {
  private static final Duration TAKES = Duration.ofSeconds(2);

  private final VirtualClock clock;
  private final Ids ids;
  private final CloudTags tags;
  private final List<Entry> entries = new ArrayList<>();
  private final SortedMap<String, Operation> operations = new TreeMap<>();

  Namespaces(VirtualClock clock, Ids ids, CloudTags tags) {
    this.clock = clock;
    this.ids = ids;
    this.tags = tags;
  }

  /// @param type `HTTP`, `DNS_PRIVATE` or `DNS_PUBLIC`
  private record Entry(
      CloudNamespace namespace,
      String type,
      String description,
      String request,
      Instant from,
      Instant until) {
    boolean at(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }

    boolean pending(Instant now) {
      return now.isBefore(from);
    }
  }

  /// @param kind what its target is: `NAMESPACE`
  private record Operation(String id, String type, String kind, String target, Instant from) {
    String status(Instant now) {
      if (!now.isBefore(from.plus(TAKES))) return "SUCCESS";
      return now.equals(from) ? "SUBMITTED" : "PENDING";
    }
  }

  ObjectNode create(String type, ObjectNode input, Caller caller) {
    if (type.equals("DNS_PRIVATE") && !Json.has(input, "Vpc")) {
      throw ApiError.of("InvalidInput", "A private namespace needs a VPC.");
    }
    var name = Json.text(input, "Name", "");
    var request = Json.text(input, "CreatorRequestId", "");
    if (!name.matches("[!-~]{1,1024}")) {
      throw ApiError.of("InvalidInput", "Invalid namespace name: '" + name + "'");
    }
    purge();
    entries.stream()
        .filter(each -> each.namespace().name().equals(name))
        .findFirst()
        .ifPresent(each -> refuse(each, request));
    var entry = entry(name, type, input, caller, clock.now().plus(TAKES));
    return submitted("CREATE_NAMESPACE", "NAMESPACE", entry.namespace().id());
  }

  private void refuse(Entry entry, String request) {
    var id = entry.namespace().id();
    if (entry.pending(clock.now()) && entry.request().equals(request)) {
      var operation = operations.values().stream().filter(o -> o.target().equals(id)).findFirst();
      var members = Json.object();
      operation.ifPresent(found -> members.put("DuplicateOperationId", found.id()));
      throw ApiError.of("DuplicateRequest", "The operation is already in progress.").with(members);
    }
    throw ApiError.of("NamespaceAlreadyExists", "The namespace name is already in use.")
        .with(Json.object().put("NamespaceId", id).put("CreatorRequestId", entry.request()));
  }

  private Entry entry(String name, String type, ObjectNode input, Caller caller, Instant from) {
    var id = "ns-" + ids.hex(16);
    var arn = caller.arn("servicediscovery", "namespace/" + id);
    var namespace = new CloudNamespace(id, arn, name, clock.now());
    var request = Json.text(input, "CreatorRequestId", "");
    var description = Json.text(input, "Description", "");
    entries.add(new Entry(namespace, type, description, request, from, Instant.MAX));
    tags.begin(arn, CloudTags.read(input));
    return entries.getLast();
  }

  /// Begins an operation, which takes a moment.
  ObjectNode submitted(String type, String kind, String target) {
    var id = ids.hex(8) + "-" + ids.hex(24);
    operations.put(id, new Operation(id, type, kind, target, clock.now()));
    return Json.object().put("OperationId", id);
  }

  ObjectNode delete(ObjectNode input) {
    var entry = known(Json.text(input, "Id", ""));
    replace(entry, entry.description(), clock.now().plus(TAKES));
    return submitted("DELETE_NAMESPACE", "NAMESPACE", entry.namespace().id());
  }

  /// Only its description can be another.
  ObjectNode update(ObjectNode input) {
    var entry = known(Json.text(input, "Id", ""));
    var change = Json.fields(input, "Namespace");
    replace(entry, Json.text(change, "Description", entry.description()), entry.until());
    return submitted("UPDATE_NAMESPACE", "NAMESPACE", entry.namespace().id());
  }

  private void replace(Entry have, String description, Instant until) {
    var now =
        new Entry(have.namespace(), have.type(), description, have.request(), have.from(), until);
    entries.set(entries.indexOf(have), now);
  }

  ObjectNode operation(ObjectNode input) {
    var id = Json.text(input, "OperationId", "");
    var operation = operations.get(id);
    if (operation == null) {
      throw ApiError.of("OperationNotFound", "Operation not found: " + id);
    }
    var now = clock.now();
    var status = operation.status(now);
    var updated = status.equals("SUCCESS") ? operation.from().plus(TAKES) : now;
    var shown = Json.object().put("Id", id).put("Type", operation.type()).put("Status", status);
    shown.put("CreateDate", Json.epoch(operation.from())).put("UpdateDate", Json.epoch(updated));
    shown.putObject("Targets").put(operation.kind(), operation.target());
    return Json.object().set("Operation", shown);
  }

  ObjectNode describe(ObjectNode input) {
    var entry = known(Json.text(input, "Id", ""));
    var shown = shown(entry).put("CreatorRequestId", entry.request());
    return Json.object().set("Namespace", shown);
  }

  ObjectNode list(ObjectNode input) {
    var now = clock.now();
    var matching =
        entries.stream()
            .filter(each -> each.at(now))
            .filter(each -> CloudMap.matches(input, "TYPE", each.type()))
            .filter(each -> CloudMap.matches(input, "NAME", each.namespace().name()))
            .filter(each -> CloudMap.matches(input, "HTTP_NAME", each.namespace().name()))
            .toList();
    var size = Json.integer(input, "MaxResults", 100);
    var token = Json.text(input, "NextToken", "");
    var page = Page.of(matching, each -> each.namespace().id(), token, size);
    var answer = Json.object();
    var list = answer.putArray("Namespaces");
    page.items().forEach(each -> list.add(shown(each)));
    return page.tokenInto(answer, "NextToken");
  }

  Optional<CloudNamespace> find(String nameOrArn) {
    return live(entry -> is(entry.namespace(), nameOrArn)).map(Entry::namespace);
  }

  CloudNamespace findOrNew(String name, Caller caller) {
    var input = Json.object().put("CreatorRequestId", "ecs-" + name);
    return find(name).orElseGet(() -> entry(name, "HTTP", input, caller, clock.now()).namespace());
  }

  ObjectNode dump() {
    purge();
    var dump = Json.object();
    entries.forEach(each -> dump.set(each.namespace().id(), shown(each)));
    return dump;
  }

  private Entry known(String id) {
    return live(entry -> is(entry.namespace(), id))
        .orElseThrow(() -> ApiError.of("NamespaceNotFound", "Namespace not found: " + id));
  }

  private Optional<Entry> live(Predicate<Entry> wanted) {
    var now = clock.now();
    return entries.stream().filter(each -> each.at(now)).filter(wanted).findFirst();
  }

  private static boolean is(CloudNamespace namespace, String id) {
    return id.equals(namespace.name()) || id.equals(namespace.arn()) || id.equals(namespace.id());
  }

  private void purge() {
    var now = clock.now();
    var gone = entries.stream().filter(each -> !now.isBefore(each.until())).toList();
    gone.forEach(each -> tags.end(each.namespace().arn()));
    entries.removeAll(gone);
  }

  private static ObjectNode shown(Entry entry) {
    var namespace = entry.namespace();
    var shown = Json.object().put("Id", namespace.id()).put("Arn", namespace.arn());
    shown.put("Name", namespace.name()).put("Type", entry.type());
    if (!entry.description().isEmpty()) shown.put("Description", entry.description());
    var properties = shown.putObject("Properties");
    properties.putObject("HttpProperties").put("HttpName", namespace.name());
    if (!entry.type().equals("HTTP")) {
      var zone = "Z" + namespace.id().substring(3).toUpperCase(Locale.ROOT);
      properties
          .putObject("DnsProperties")
          .put("HostedZoneId", zone)
          .putObject("SOA")
          .put("TTL", 15);
    }
    return shown.put("CreateDate", Json.epoch(namespace.createdAt()));
  }
}
