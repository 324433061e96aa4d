package dev.berth.plan;

import static dev.berth.plan.Schema.any;
import static dev.berth.plan.Schema.array;
import static dev.berth.plan.Schema.described;
import static dev.berth.plan.Schema.map;
import static dev.berth.plan.Schema.ref;
import static dev.berth.plan.Schema.text;
import static dev.berth.plan.Schema.type;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScheduledActionRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;

/// The schema of a Service's spec: the members of the SDK's shapes that the tables know, and sugar.
final class SpecSchema {
  /// A whole spec, or one that is laid over another, where lists may be mappings by identity.
  enum Extent {
    WHOLE,
    PART
  }

  private static final String CONTAINERS = "containerDefinitions";
  static final String PIN = "Whether images of ECR run by the digest that their tag has today.";
  static final String ROTATE = "Whether a new version of a secret starts new tasks.";
  static final String DEADLINE = "^([0-9]{1,3}h)?([0-9]{1,4}m)?([0-9]{1,6}s)?$";

  private final Extent extent;

  SpecSchema(Extent extent) {
    this.extent = extent;
  }

  /// `service`, `job`, `taskDefinition`, `container`.
  TreeMap<String, Value> definitions() {
    return Schema.properties(
        "parameter", Schema.PARAMETER,
        "service", service(),
        "job", job(),
        "taskDefinition", taskDefinition(),
        "container", container());
  }

  private Fields service() {
    var members = members("", CreateServiceRequest.builder().build());
    members.put("taskDefinition", ref("taskDefinition"));
    members.put("serviceName", described(text(), "The name in ECS. Unstated: metadata.name."));
    members.put(ScalingFields.MEMBER, scaling());
    members.put("connectsTo", described(array(text()), "Servers of Service Connect; no order."));
    members.put("deadline", deadline("How long a roll-out may take: 20m, 1h30m. Unstated: 20m."));
    members.put("adopt", adopt());
    members.put("pinImages", described(flag(), PIN));
    members.put("rolloutOnSecretChange", described(flag(), ROTATE));
    shared(members);
    return Schema.object(members, List.of());
  }

  private Fields scaling() {
    var prefix = ScalingFields.MEMBER + ".";
    var members = members(prefix, RegisterScalableTargetRequest.builder().build());
    part(members, ScalingFields.POLICIES, PutScalingPolicyRequest.builder().build());
    part(members, ScalingFields.ACTIONS, PutScheduledActionRequest.builder().build());
    return described(
        Schema.object(members, List.of()), "Its scalable target, policies and scheduled actions.");
  }

  private void part(TreeMap<String, Value> members, String name, SdkPojo shape) {
    var path = ScalingFields.MEMBER + "." + name;
    elements(path, shape, ScalingFields.TABLE.row(path).orElseThrow())
        .ifPresent(schema -> members.put(name, schema));
  }

  private Fields job() {
    var members = members("", RunTaskRequest.builder().build());
    members.put("propagateTags", Schema.words(List.of("TASK_DEFINITION")));
    members.put("taskDefinition", ref("taskDefinition"));
    members.put("deadline", deadline("After which its task is stopped: 20m, 1h30m. Unstated: 1h."));
    members.put("pinImages", described(flag(), PIN));
    members.putAll(JobSchema.terms());
    shared(members);
    return Schema.object(members, List.of());
  }

  private static void shared(TreeMap<String, Value> members) {
    members.put("dependsOn", array(any(text(), edge())));
    members.put("enabled", described(flag(), "Whether the environment has it. Unstated: true."));
    members.put("when", when());
    members.put(
        "ignoreDifferences",
        described(array(text()), "Paths, as a diff shows them, to pass over."));
  }

  private static Fields when() {
    var text = "Only where these parameters have these values, or one of a list.";
    return described(map(any(scalars(), array(scalars()))), text);
  }

  private static Fields edge() {
    return Schema.object(
        Schema.properties(
            "service",
            text(),
            "condition",
            described(
                Schema.words(List.of("rolledOut", "exists")),
                "exists: a service that is scaled to zero will do.")),
        List.of("service"));
  }

  private static Fields adopt() {
    var text = "Whether to take over a service that exists; replace: also what would disappear.";
    return described(any(flag(), Schema.words(List.of("replace"))), text);
  }

  private static Fields deadline(String text) {
    return described(any(Schema.pattern(DEADLINE), ref("parameter")), text);
  }

  private Fields taskDefinition() {
    var members =
        members(ServiceFields.DEFINITION + ".", RegisterTaskDefinitionRequest.builder().build());
    var containers = list(ref("container"));
    members.put(CONTAINERS, described(containers, "Run together; told apart by name."));
    members.put(
        "initContainers",
        described(containers, "Run in this order before the containers; each must exit with 0."));
    return Schema.object(members, List.of());
  }

  private Fields container() {
    var prefix = ServiceFields.DEFINITION + "." + CONTAINERS + "[].";
    var members = members(prefix, ContainerDefinition.builder().build());
    members.put("env", described(map(scalars()), "Variables; a value keeps its source text."));
    members.put(
        "secrets",
        described(
            any((Fields) members.get("secrets"), map(text())), "ARNs by variable, or a list."));
    members.put("when", when());
    members.put("use", described(array(text()), "Blocks of the environment to take env from."));
    return Schema.object(members, required(List.of("name")));
  }

  static Fields scalars() {
    return Fields.EMPTY.with("type", Value.texts(List.of("string", "number", "boolean")));
  }

  static Fields flag() {
    return any(type("boolean"), ref("parameter"));
  }

  private TreeMap<String, Value> members(String prefix, SdkPojo shape) {
    var members = new TreeMap<String, Value>();
    for (var field : shape.sdkFields()) {
      var name = spelled(field.locationName());
      if (prefix.endsWith("[].") || !name.equals(CONTAINERS)) {
        member(prefix + name, field).ifPresent(schema -> members.put(name, schema));
      }
    }
    return members;
  }

  /// Application Auto Scaling's names begin with a capital.
  private static String spelled(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /// Empty where the tables do not know it, or it is not for manifests.
  private Optional<Fields> member(String path, SdkField<?> field) {
    var row = ServiceFields.TABLE.row(path).or(() -> ScalingFields.TABLE.row(path));
    if (row.filter(FieldRow::dropped).isPresent()) return Optional.empty();
    var kind = field.marshallingType();
    if (kind == MarshallingType.SDK_POJO) {
      return group(path, field.constructor().get(), List.of())
          .map(schema -> row.map(r -> annotated(schema, r)).orElse(schema));
    }
    if (kind == MarshallingType.LIST && SdkLeaves.element(field).constructor() != null) {
      var element = SdkLeaves.element(field).constructor().get();
      return row.flatMap(r -> elements(path, element, r));
    }
    return row.map(Schema::row);
  }

  private Optional<Fields> elements(String path, SdkPojo element, FieldRow row) {
    var names = row.identity().map(Identity::parts).orElse(List.of());
    var required =
        names.stream()
            .filter(part -> part.names().size() == 1 && part.fallback().isEmpty())
            .map(part -> part.names().getFirst())
            .toList();
    return group(path + "[]", element, required(required))
        .map(this::list)
        .map(s -> annotated(s, row));
  }

  private Optional<Fields> group(String path, SdkPojo shape, List<String> required) {
    var members = members(path + ".", shape);
    return members.isEmpty() ? Optional.empty() : Optional.of(Schema.object(members, required));
  }

  /// A list; where specs are laid over each other, a mapping by identity as well, in which null
  /// takes an element out.
  private Fields list(Fields element) {
    return switch (extent) {
      case WHOLE -> array(element);
      case PART -> any(array(element), map(any(element, type("null"))));
    };
  }

  private List<String> required(List<String> names) {
    return switch (extent) {
      case WHOLE -> names;
      case PART -> List.of();
    };
  }

  private static Fields annotated(Fields schema, FieldRow row) {
    return described(schema, Schema.row(row).text("description").orElse(""));
  }
}
