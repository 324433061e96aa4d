package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.VirtualClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// All revisions of all families, of which each region has its own. Nothing is ever taken out, and
/// a number is never given twice.
public final class TaskDefinitions implements Api {
  private static final Set<String> OPERATIONS =
      Set.of(
          "RegisterTaskDefinition",
          "DescribeTaskDefinition",
          "DeregisterTaskDefinition",
          "DeleteTaskDefinitions",
          "ListTaskDefinitions",
          "ListTaskDefinitionFamilies");

  private static final Pattern ID =
      Pattern.compile("(arn:[^/]*:task-definition/[A-Za-z0-9_-]{1,255})(?::(\\d{1,9}))?");

  private static final String DELETING = "DELETE_IN_PROGRESS";

  /// Of ARNs: by family, and by the number of the revision.
  private static final Comparator<String> ASCENDING =
      Comparator.comparing((String arn) -> arn.substring(arn.indexOf('/'), arn.lastIndexOf(':')))
          .thenComparing(arn -> Integer.valueOf(arn.substring(arn.lastIndexOf(':') + 1)));

  private final VirtualClock clock;
  private final Ids ids;
  private final TaskDefinitionView view;
  private final Delays delays = new Delays();
  private final Switches switches = new Switches();

  /// By ARN, without the number of a revision.
  private final SortedMap<String, List<TaskDefinition>> families = new TreeMap<>();

  public TaskDefinitions(VirtualClock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
    this.view = new TaskDefinitionView(ids);
  }

  /// What of the whole world shows late; kept here, where it is needed first.
  Delays delays() {
    return delays;
  }

  Switches switches() {
    return switches;
  }

  public boolean handles(String operation) {
    return OPERATIONS.contains(operation);
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "RegisterTaskDefinition" -> register(input, caller);
      case "DescribeTaskDefinition" -> describe(input, caller);
      case "DeregisterTaskDefinition" -> deregister(input, caller);
      case "DeleteTaskDefinitions" -> delete(input, caller);
      case "ListTaskDefinitions" -> list(input, caller);
      case "ListTaskDefinitionFamilies" -> listFamilies(input, caller);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// By ARN or `family:revision`, whatever its status; by family alone, the latest active one.
  public Optional<TaskDefinition> find(String id, Caller caller) {
    return find(arn(id, caller));
  }

  private static String arn(String id, Caller caller) {
    return id.startsWith("arn:") ? id : caller.arn("ecs", "task-definition/" + id);
  }

  Optional<TaskDefinition> find(String arn) {
    var matcher = ID.matcher(arn);
    if (!matcher.matches()) return Optional.empty();
    var revisions = families.getOrDefault(matcher.group(1), List.of());
    if (matcher.group(2) == null) {
      return revisions.reversed().stream().filter(TaskDefinition::active).findFirst();
    }
    var revision = Integer.parseInt(matcher.group(2));
    if (revision < 1 || revision > revisions.size()) return Optional.empty();
    return Optional.of(revisions.get(revision - 1));
  }

  public void tag(String arn, SortedMap<String, String> tags) {
    var have = known(arn);
    var merged = new TreeMap<>(have.tags());
    merged.putAll(tags);
    replace(have, have.status(), merged);
  }

  public void untag(String arn, List<String> keys) {
    var have = known(arn);
    var rest = new TreeMap<>(have.tags());
    keys.forEach(rest::remove);
    replace(have, have.status(), rest);
  }

  public ObjectNode dump() {
    var dump = Json.object();
    families.forEach((family, revisions) -> {
      var list = dump.putArray(family);
      for (var each : revisions) {
        var entry = Json.object();
        entry.set("taskDefinition", each.definition().deepCopy());
        entry.set("tags", Tags.write(each.tags()));
        list.add(entry);
      }
    });
    return dump;
  }

  private ObjectNode register(ObjectNode input, Caller caller) {
    var tags = Tags.read(Json.items(input, "tags"));
    if (Json.has(input, "tags") && tags.isEmpty()) {
      throw ApiError.invalidParameter("Tags can not be empty");
    }
    var definition = TaskDefinitionDefaults.fill(input, caller.account(), switches);
    TaskDefinitionChecks.check(definition, switches);
    var family = Json.text(definition, "family", "");
    var revisions = families.computeIfAbsent(arn(family, caller), _ -> new ArrayList<>());
    var revision = revisions.size() + 1;
    var arn = arn(family + ":" + revision, caller);
    definition.put("taskDefinitionArn", arn).put("revision", revision).put("status", "ACTIVE");
    definition.set("compatibilities", TaskDefinitionTraits.compatibilities(definition, switches));
    var attributes = definition.putArray("requiresAttributes");
    for (var name : TaskDefinitionTraits.attributes(definition)) {
      attributes.add(Json.object().put("name", name));
    }
    definition.put("registeredAt", Json.epoch(clock.now()));
    definition.put("registeredBy", "arn:aws:iam::" + caller.account() + ":root");
    revisions.add(new TaskDefinition(arn, family, revision, "ACTIVE", definition, tags));
    return answer(revisions.getLast(), List.of("TAGS"));
  }

  private ObjectNode describe(ObjectNode input, Caller caller) {
    var found = find(Json.text(input, "taskDefinition", ""), caller);
    var include = Json.texts(input, "include");
    return found
        .map(each -> answer(each, include))
        .orElseThrow(() -> ApiError.client("Unable to describe task definition."));
  }

  private ObjectNode deregister(ObjectNode input, Caller caller) {
    var id = Json.text(input, "taskDefinition", "");
    if (!id.matches(".*:\\d+")) throw ApiError.client("Revision is missing: '" + id + "'.");
    var arn = arn(id, caller);
    var have = known(arn);
    if (have.active()) {
      have.definition().put("status", "INACTIVE");
      have.definition().put("deregisteredAt", Json.epoch(clock.now()));
      replace(have, "INACTIVE", have.tags());
    }
    return Json.object().set("taskDefinition", view.of(known(arn)));
  }

  /// Only INACTIVE ones. They stay describable as DELETE_IN_PROGRESS while something may use them.
  /// Source: ECS API reference, DeleteTaskDefinitions.
  private ObjectNode delete(ObjectNode input, Caller caller) {
    var names = Json.texts(input, "taskDefinitions");
    if (names.isEmpty() || names.size() > 10) {
      throw ApiError.invalidParameter("Task definitions can have from 1 to 10 items.");
    }
    var answer = Json.object();
    var deleted = answer.putArray("taskDefinitions");
    var failures = answer.putArray("failures");
    for (var name : names) {
      var have = find(name, caller).filter(each -> name.matches(".*:\\d+"));
      if (have.isEmpty()) {
        failures.addObject().put("arn", name).put("reason", "TASK_DEFINITION_NOT_FOUND");
      } else if (have.get().active()) {
        var arn = have.get().arn();
        failures.addObject().put("arn", arn).put("reason", "TASK_DEFINITION_ACTIVE");
      } else {
        have.get().definition().put("status", DELETING);
        have.get().definition().put("deleteRequestedAt", Json.epoch(clock.now()));
        replace(have.get(), DELETING, have.get().tags());
        deleted.add(view.of(known(arn(name, caller))));
      }
    }
    return answer;
  }

  /// The tags of every revision that is not being deleted, by ARN.
  public SortedMap<String, SortedMap<String, String>> tagged() {
    var tagged = new TreeMap<String, SortedMap<String, String>>();
    families.values().stream()
        .flatMap(List::stream)
        .filter(each -> !each.status().equals(DELETING))
        .forEach(each -> tagged.put(each.arn(), each.tags()));
    return tagged;
  }

  /// `familyPrefix` is a whole name here, whatever it is called. Source: ECS API reference.
  private ObjectNode list(ObjectNode input, Caller caller) {
    var status = Json.text(input, "status", "ACTIVE");
    var order = Json.text(input, "sort", "ASC");
    var wanted = Json.text(input, "familyPrefix", "");
    var all = new ArrayList<String>();
    for (var family : families.entrySet()) {
      if (!family.getKey().startsWith(arn("", caller))) continue;
      if (!wanted.isEmpty() && !arn(wanted, caller).equals(family.getKey())) continue;
      var matching = family.getValue().stream().filter(each -> each.status().equals(status));
      matching.map(TaskDefinition::arn).forEach(all::add);
    }
    var descends = order.equals("DESC");
    var listed = descends ? all.reversed() : all;
    return page(listed, descends ? ASCENDING.reversed() : ASCENDING, input, "taskDefinitionArns");
  }

  private ObjectNode listFamilies(ObjectNode input, Caller caller) {
    var status = Json.text(input, "status", "ALL");
    var prefix = Json.text(input, "familyPrefix", "");
    var all = families.keySet().stream().filter(arn -> arn.startsWith(arn(prefix, caller)));
    var matching = all.filter(arn -> inStatus(arn, status)).map(Arns::last).toList();
    return page(matching, Comparator.naturalOrder(), input, "families");
  }

  private boolean inStatus(String arn, String status) {
    if (status.equals("ALL")) return true;
    var live = families.get(arn).stream().anyMatch(TaskDefinition::active);
    return live == status.equals("ACTIVE");
  }

  private static ObjectNode page(
      List<String> all, Comparator<String> listed, ObjectNode input, String member) {
    var size = Json.integer(input, "maxResults", 100);
    if (size < 1 || size > 100) {
      throw ApiError.invalidParameter("maxResults must be between 1 and 100.");
    }
    var page = Page.of(all, text -> text, listed, Json.text(input, "nextToken", ""), size);
    var answer = Json.object();
    page.items().forEach(answer.putArray(member)::add);
    return page.tokenInto(answer, "nextToken");
  }

  /// Without `TAGS` the list is there and empty.
  private ObjectNode answer(TaskDefinition found, List<String> include) {
    var tags = new ArrayList<JsonNode>();
    if (include.contains("TAGS")) Tags.write(told(found)).forEach(tags::add);
    ids.shuffle(found.arn(), tags);
    var answer = Json.object();
    answer.set("taskDefinition", view.of(found));
    answer.putArray("tags").addAll(tags);
    return answer;
  }

  private SortedMap<String, String> told(TaskDefinition found) {
    return delays.tags(found.arn(), found.tags(), clock.now());
  }

  private TaskDefinition known(String arn) {
    return find(arn)
        .orElseThrow(() -> ApiError.client("The specified task definition does not exist."));
  }

  private void replace(TaskDefinition have, String status, SortedMap<String, String> tags) {
    var now =
        new TaskDefinition(
            have.arn(), have.family(), have.revision(), status, have.definition(), tags);
    var family = have.arn().substring(0, have.arn().lastIndexOf(':'));
    families.get(family).set(have.revision() - 1, now);
  }
}
