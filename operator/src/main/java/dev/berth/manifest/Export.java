package dev.berth.manifest;

import dev.berth.model.Finding;
import dev.berth.model.Finding.Severity;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Path;
import dev.berth.model.Survey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wiring.Adoption;
import dev.berth.plan.ScalingFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A live cluster as a folder of manifests: what [Manifests] reads back to the same services.
///
/// Nothing that equals a default is said. What services share stands once, in the Environment.
public final class Export {
  /// Where the schemas lie in the folder; hidden, so that nobody takes them for manifests.
  public static final String SCHEMAS = ".schema/";

  private final Survey survey;
  private final Asked asked;
  private final Optional<String> namespace;
  private final ExportedScaling scaling;
  private final List<Finding> remarks = new ArrayList<>();

  private Export(Survey survey, Asked asked) {
    this.survey = survey;
    this.asked = asked;
    this.namespace = ExportedHomes.namespace(survey);
    this.scaling = new ExportedScaling(survey, asked.owner());
  }

  /// What only people know.
  ///
  /// @param adoption what the manifests say about services that are not this environment's
  /// @param cleared variables that look like secrets and are none
  public record Asked(
      String environment, String installation, Adoption adoption, List<String> cleared) {
    public Asked {
      cleared = List.copyOf(cleared);
    }

    String owner() {
      return installation + "/" + environment;
    }
  }

  /// @param files by path in the folder
  /// @param remarks what is live and could not be said, or should not be
  public record Exported(SortedMap<String, String> files, List<Finding> remarks) {
    public Exported {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
      remarks = List.copyOf(remarks);
    }
  }

  public static Exported of(Survey survey, Asked asked) {
    return new Export(survey, asked).exported();
  }

  /// The Service of one task definition.
  ///
  /// @param definition as DescribeTaskDefinition prints it, or as RegisterTaskDefinition takes it
  public static Exported ofDefinition(Fields definition, List<String> cleared) {
    var bare = definition.fields("taskDefinition");
    var live = bare.isEmpty() ? definition : bare;
    var name = live.text("family").orElse("service");
    var spoken = new Spoken(name, new Suspects(cleared));
    var spec = spoken.service(Fields.EMPTY.with("taskDefinition", live), Optional.empty());
    var file = name + ".yaml";
    var notes =
        List.of(
            "A task definition says no more. Add what the service has: desiredCount, launchType,",
            "networkConfiguration, loadBalancers and the like.");
    var files = new TreeMap<String, String>();
    files.put(file, service(name, spec, notes));
    return new Exported(files, spoken.remarks());
  }

  private Exported exported() {
    var specs = new TreeMap<String, Fields>();
    var stated = new TreeMap<String, Fields>();
    var services = written();
    var families = new Families(services);
    remarks.addAll(families.remarks());
    for (var live : services) {
      var name = live.key().name();
      var whole = families.own(name, whole(live));
      var spoken = new Spoken(name, new Suspects(asked.cleared()));
      specs.put(name, said(live, spoken.service(whole, namespace)));
      stated.put(name, whole);
      remarks.addAll(spoken.remarks());
      if (survey.scaling(live).isPresent() && scaling.of(live).isEmpty()) {
        var sentence = name + ": somebody else's scalable target sets its count";
        remarks.add(remark("scaling", sentence, "it stays theirs, and is not written"));
      }
    }
    var homes = new ExportedHomes(survey, asked, namespace);
    var lifted = new Lifted(specs);
    var clients = new Clients(stated);
    var names = new FileNames();
    var files = new TreeMap<String, String>();
    lifted
        .services()
        .forEach(
            (name, spec) -> files.put(names.of(name), service(name, spec, notes(name, clients))));
    files.put(
        "environments/" + asked.environment() + ".yaml",
        Written.of(
            "../" + SCHEMAS + "environment.json",
            document("Environment", asked.environment(), homes.spec(lifted)),
            List.of()));
    remarks.addAll(homes.remarks());
    return new Exported(files, remarks);
  }

  private List<LiveService> written() {
    var passed = new Passed();
    var written = survey.services().stream().filter(passed::keeps).toList();
    remarks.addAll(passed.remarks());
    return written;
  }

  private static Fields whole(LiveService live) {
    return live.definition()
        .map(read -> live.fields().with("taskDefinition", read.fields()))
        .orElse(live.fields());
  }

  private Fields said(LiveService live, Fields spec) {
    var said = survey.scaling(live).isPresent() ? spec.without("desiredCount") : spec;
    var scaled = scaling.of(live);
    if (scaled.isPresent()) said = said.with(ScalingFields.MEMBER, scaled.get());
    boolean ours = live.marks().owner().filter(asked.owner()::equals).isPresent();
    if (ours) return said;
    return switch (asked.adoption()) {
      case REFUSED -> said;
      case KEEPING -> said.with("adopt", Value.of(true));
      case REPLACING -> said.with("adopt", Value.of("replace"));
    };
  }

  private List<String> notes(String name, Clients clients) {
    var notes = new ArrayList<String>();
    survey.scaled().stream()
        .filter(target -> target.key().name().equals(name))
        .forEach(target ->
            notes.add(
                "Application Auto Scaling sets desiredCount, from %d to %d."
                    .formatted(
                        target.fields().whole("minCapacity").orElse(0),
                        target.fields().whole("maxCapacity").orElse(0))));
    notes.addAll(clients.notes(name));
    return notes;
  }

  private static String service(String name, Fields spec, List<String> notes) {
    return Written.of(SCHEMAS + "service.json", document("Service", name, spec), notes);
  }

  private static Fields document(String kind, String name, Fields spec) {
    return Fields.EMPTY
        .with("apiVersion", Value.of(Documents.API_VERSION))
        .with("kind", Value.of(kind))
        .with("metadata", Fields.EMPTY.with("name", Value.of(name)))
        .with("spec", literal(spec));
  }

  /// `${` is text here: no manifest of a live cluster knows a parameter.
  private static Value literal(Value value) {
    return switch (value) {
      case Value.Text(var text) -> Value.of(text.replace("${", "$${"));
      case Value.Num _, Value.Flag _ -> value;
      case Value.Items(var items) -> Value.items(items.stream().map(Export::literal).toList());
      case Fields fields -> {
        var map = new TreeMap<String, Value>();
        fields.map().forEach((name, inner) -> map.put(name, literal(inner)));
        yield new Fields(map);
      }
    };
  }

  static Finding remark(String rule, String sentence, String hint) {
    return new Finding(Severity.WARNING, rule, Optional.empty(), Path.ROOT, sentence, hint);
  }
}
