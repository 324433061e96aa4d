package dev.berth.simulator.neighbours;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Tags;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The Resource Groups Tagging API: what bears which tags, of every API that says so. As in AWS, it
/// shows deregistered task definitions, too.
public final class ResourceTags implements Api {
  private final List<Supplier<SortedMap<String, SortedMap<String, String>>>> sources;

  /// @param sources tags by ARN
  public ResourceTags(List<Supplier<SortedMap<String, SortedMap<String, String>>>> sources) {
    this.sources = List.copyOf(sources);
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    if (!operation.equals("GetResources")) throw ApiError.unknownOperation(operation);
    var all = new TreeMap<String, SortedMap<String, String>>();
    sources.forEach(source -> all.putAll(source.get()));
    var types = Json.texts(input, "ResourceTypeFilters");
    var filters = Json.items(input, "TagFilters");
    var found =
        all.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .filter(entry -> types.isEmpty() || types.stream().anyMatch(t -> is(entry.getKey(), t)))
            .filter(entry -> filters.stream().allMatch(filter -> holds(entry.getValue(), filter)))
            .toList();
    var size = Json.integer(input, "ResourcesPerPage", 50);
    if (size < 1 || size > 100) {
      throw ApiError.invalidParameter("ResourcesPerPage must be between 1 and 100.");
    }
    var token = Json.text(input, "PaginationToken", "");
    var page = Page.of(found, entry -> entry.getKey(), naturalOrder(), token, size);
    var answer = Json.object();
    var list = answer.putArray("ResourceTagMappingList");
    for (var entry : page.items()) {
      var shown = list.addObject().put("ResourceARN", entry.getKey());
      shown.set("Tags", Tags.write(entry.getValue(), "Key", "Value"));
    }
    return answer.put("PaginationToken", page.next());
  }

  /// A type is `service` or `service:resource`.
  private static boolean is(String arn, String type) {
    var sections = arn.split(":", 6);
    var resource = sections[5].split("[/:]")[0];
    return type.equals(sections[2]) || type.equals(sections[2] + ":" + resource);
  }

  private static boolean holds(SortedMap<String, String> tags, ObjectNode filter) {
    var values = Json.texts(filter, "Values");
    return Optional.ofNullable(tags.get(Json.text(filter, "Key", "")))
        .filter(value -> values.isEmpty() || values.contains(value))
        .isPresent();
  }
}
