package dev.berth.plan;

import static dev.berth.plan.Schema.any;
import static dev.berth.plan.Schema.array;
import static dev.berth.plan.Schema.described;
import static dev.berth.plan.Schema.map;
import static dev.berth.plan.Schema.object;
import static dev.berth.plan.Schema.properties;
import static dev.berth.plan.Schema.ref;
import static dev.berth.plan.Schema.text;
import static dev.berth.plan.Schema.type;
import static dev.berth.plan.Schema.words;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.policy.Policy;
import java.util.List;
import java.util.TreeMap;

/// The schema of each kind of document.
final class KindSchema {
  private static final String NAME = "^[A-Za-z0-9_-]{1,255}$";
  private static final String TAG = "^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]*$";

  private KindSchema() {}

  static Fields service() {
    var definitions = new SpecSchema(SpecSchema.Extent.WHOLE).definitions();
    return document("Service", ref("service"), List.of("name"), definitions);
  }

  static Fields job() {
    var definitions = new SpecSchema(SpecSchema.Extent.WHOLE).definitions();
    definitions.remove("service");
    var whole = document("Job", ref("job"), List.of("name"), definitions);
    return (Fields) JobSchema.withoutConsequences(whole);
  }

  static Fields environment() {
    return document("Environment", environmentSpec(), List.of("name"), partial());
  }

  static Fields defaults() {
    return document("Defaults", environmentSpec(), List.of(), partial());
  }

  private static TreeMap<String, Value> partial() {
    return new SpecSchema(SpecSchema.Extent.PART).definitions();
  }

  private static Fields document(
      String kind, Fields spec, List<String> named, TreeMap<String, Value> definitions) {
    var metadata =
        object(
            properties(
                "name", Schema.pattern(NAME), "labels", map(text()), "annotations", map(text())),
            named);
    var head =
        properties(
            "apiVersion",
            words(List.of("berth.dev/v1")),
            "kind",
            words(List.of(kind)),
            "metadata",
            metadata,
            "spec",
            spec);
    var required =
        named.isEmpty()
            ? List.of("apiVersion", "kind", "spec")
            : List.of("apiVersion", "kind", "metadata", "spec");
    return object(head, required)
        .with("$schema", Value.of("https://json-schema.org/draft/2020-12/schema"))
        .with("title", Value.of("A " + kind + " of Berth"))
        .with("$defs", new Fields(definitions));
  }

  private static Fields environmentSpec() {
    var spec =
        properties(
            "installation",
            described(
                Schema.pattern(TAG).with("minLength", Value.of(1)).with("maxLength", Value.of(100)),
                "The organisation's name for its Berth: part of every owner tag."),
            "region",
            text(),
            "cluster",
            cluster(),
            "serviceConnectNamespace",
            home(properties()),
            "tags",
            described(map(text()), "Put on everything that Berth makes."),
            "sync",
            sync(),
            "lease",
            described(lease(), "Where one writer at a time is agreed on. Unstated: nobody shares."),
            "assumeRole",
            described(role(), "Whose credentials all calls carry. Unstated: the caller's own."),
            "gc",
            described(keeping(), "What `berth gc` keeps."),
            "pinImages",
            described(SpecSchema.flag(), SpecSchema.PIN),
            "rolloutOnSecretChange",
            described(SpecSchema.flag(), SpecSchema.ROTATE),
            "minimumVersion",
            described(text(), "A Berth older than this writes nothing."),
            "policies",
            described(policies(), "How strict to be, by policy."),
            "exemptions",
            described(array(exemption()), "What a policy passes over, and until when."),
            "parameters",
            described(map(parameter()), "Values for ${name}."),
            "parametersFrom",
            object(properties("terraformOutputs", text()), List.of()),
            "blocks",
            described(map(block()), "What containers take with `use`."),
            "defaults",
            layers(),
            "patches",
            array(patch()));
    return object(spec, List.of());
  }

  private static Fields cluster() {
    var strategy =
        object(
            properties(
                "capacityProvider", text(), "weight", type("integer"), "base", type("integer")),
            List.of("capacityProvider"));
    var setting = object(properties("name", text(), "value", text()), List.of("name", "value"));
    return home(
        properties(
            "capacityProviders", array(text()),
            "defaultCapacityProviderStrategy", array(strategy),
            "settings", array(setting)));
  }

  private static Fields home(TreeMap<String, Value> settings) {
    var members = new TreeMap<>(settings);
    members.put("name", text());
    members.put(
        "create",
        described(SpecSchema.flag(), "Whether Berth makes it. Unstated: it must be there."));
    return object(members, List.of());
  }

  private static Fields sync() {
    return object(
        properties(
            "mode",
                described(
                    any(words(List.of("observe", "apply")), ref("parameter")),
                    "Whether the operator only looks, or writes. Unstated: observe."),
            "selfHeal",
                described(SpecSchema.flag(), "Whether drift alone is put right. Unstated: true."),
            "prune",
                described(
                    SpecSchema.flag(),
                    "Whether services go that left the manifests. Unstated: no."),
            "approval",
                described(
                    any(words(List.of("automatic", "manual")), ref("parameter")),
                    "Whether each plan waits for a person. Unstated: automatic."),
            "windows",
                described(array(window()), "When the operator may write. Unstated: always.")),
        List.of());
  }

  private static Fields window() {
    return object(
        properties(
            "kind", words(List.of("allow", "deny")),
            "schedule",
                described(text(), "When it begins: minute, hour, day, month and day of the week."),
            "duration", Schema.pattern(SpecSchema.DEADLINE),
            "timeZone", described(text(), "Such as Europe/Berlin. Unstated: UTC."),
            "services", described(array(text()), "Names, with * for any characters.")),
        List.of("kind", "schedule", "duration"));
  }

  private static Fields lease() {
    var duration = Schema.pattern(SpecSchema.DEADLINE);
    return object(
        properties(
            "table", described(text(), "A DynamoDB table with the partition key `key`."),
            "duration",
                described(
                    duration, "How long a silent writer keeps the others out. Unstated: 15s.")),
        List.of());
  }

  private static Fields role() {
    return object(
        properties(
            "roleArn", text(),
            "externalId", described(text(), "What the role's trust policy asks for."),
            "sessionName",
                described(
                    text(), "What CloudTrail shows. Unstated: `berth-` and the environment.")),
        List.of());
  }

  private static Fields policies() {
    var levels = new TreeMap<String, Value>();
    for (var policy : Policy.ALL) {
      var level = any(words(List.of("deny", "warn", "off")), ref("parameter"));
      levels.put(policy.name(), described(level, "Against " + policy.says() + "."));
    }
    return object(levels, List.of());
  }

  private static Fields exemption() {
    var names = Policy.ALL.stream().map(Policy::name).toList();
    var day = Schema.pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    return object(
        properties(
            "policy", words(names),
            "resource", text(),
            "until", described(day, "The last day, in UTC."),
            "reason", text().with("minLength", Value.of(1))),
        List.of("policy", "resource", "until", "reason"));
  }

  private static Fields keeping() {
    var revisions = type("integer").with("minimum", Value.of(1)).with("maximum", Value.of(100_000));
    return object(
        properties(
            "keepRevisions", described(revisions, "Of each family, the newest. Unstated: 10."),
            "grace",
                described(
                    Schema.pattern(SpecSchema.DEADLINE),
                    "Before a task without a job is stopped. Unstated: 1h."),
            "unchecked",
                described(
                    array(words(List.of("schedules", "clusters"))),
                    "Where no revision is named, though Berth cannot look there.")),
        List.of());
  }

  private static Fields parameter() {
    return any(
        SpecSchema.scalars(),
        object(properties("value", SpecSchema.scalars()), List.of("value")),
        object(properties("ssm", text()), List.of("ssm")),
        object(properties("output", text()), List.of("output")));
  }

  private static Fields block() {
    return object(properties("env", map(SpecSchema.scalars()), "secrets", map(text())), List.of());
  }

  private static Fields layers() {
    return object(
        properties(
            "service", ref("service"),
            "job", ref("job"),
            "taskDefinition", ref("taskDefinition"),
            "container", ref("container")),
        List.of());
  }

  private static Fields patch() {
    return any(patch("Service", ref("service")), patch("Job", ref("job")));
  }

  private static Fields patch(String kind, Fields spec) {
    var target =
        object(properties("kind", words(List.of(kind)), "name", text()), List.of("kind", "name"));
    return object(properties("target", target, "spec", spec), List.of("target", "spec"));
  }
}
