package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Style;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Inputs;
import dev.berth.model.JobTerms;
import dev.berth.model.JobTerms.OnLost;
import dev.berth.model.JobTerms.RunPolicy;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Wiring;
import dev.berth.model.Wiring.Adoption;
import dev.berth.model.Wiring.Condition;
import dev.berth.plan.ScalingFields;
import dev.berth.plan.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One Service or Job, whole and in ECS's words, before its neighbours are looked up.
///
/// @param name of the document, which edges use
/// @param place where the service's name was written
/// @param serviceName the name in ECS; a Job's own
/// @param tree the fields of the service or of RunTask, with the definition in `taskDefinition`
/// @param terms of a Job
record Draft(
    Kind kind,
    String name,
    Origin place,
    String serviceName,
    Tree tree,
    List<Edge> dependsOn,
    List<Edge> connectsTo,
    Duration deadline,
    List<Path> ignore,
    List<Inputs.Kind> follows,
    Optional<JobTerms> terms,
    Adoption adoption) {
  /// A run takes the secrets as they are; a new version of one is no reason to run again.
  private static final List<Inputs.Kind> OF_JOBS = List.of(Inputs.Kind.IMAGES);

  /// An edge as it was written.
  record Edge(String to, Condition condition, Origin origin, Path path) {}

  Draft {
    dependsOn = List.copyOf(dependsOn);
    connectsTo = List.copyOf(connectsTo);
    ignore = List.copyOf(ignore);
    follows = List.copyOf(follows);
  }

  static String serviceName(Document document) {
    return document.spec().text("serviceName").orElse(document.name());
  }

  /// @param document typed
  static Draft of(Document document, Environment environment, Findings findings) {
    var spec = document.spec();
    var namespace = environment.model().flatMap(e -> e.namespace()).map(home -> home.name());
    var serviceName = serviceName(document);
    spec.scalar("serviceName").ifPresent(stated -> name(stated, findings));
    boolean job = document.kind() == Kind.JOB;
    var tree = Tree.of(Sugar.without(spec, serviceName, namespace));
    var unstated = job ? JobTerms.DEFAULT_DEADLINE : deadline(tree.fields());
    return new Draft(
        document.kind(),
        document.name(),
        spec.at("serviceName").isPresent() ? spec.where("serviceName") : document.named(),
        serviceName,
        tree,
        edges(spec, "dependsOn"),
        edges(spec, "connectsTo"),
        Durations.stated(spec, unstated, findings),
        IgnoredPaths.of(spec, findings),
        follows(spec, environment.spec(), job ? OF_JOBS : List.of(Inputs.Kind.values())),
        job ? Optional.of(terms(spec)) : Optional.empty(),
        adoption(spec));
  }

  /// 20 minutes, and as much longer as the strategy takes.
  private static Duration deadline(Value.Fields service) {
    return Wiring.DEFAULT_DEADLINE.plus(Strategy.of(service).longer());
  }

  private static JobTerms terms(Mapping spec) {
    var once = spec.text("runPolicy").filter("once"::equals);
    var rerun = spec.text("onLost").filter("rerun"::equals);
    return new JobTerms(
        spec.text("retries")
            .filter(text -> text.matches("\\d{1,3}"))
            .map(Integer::valueOf)
            .orElse(JobTerms.DEFAULT_RETRIES),
        spec.text("trigger").orElse(""),
        once.map(_ -> RunPolicy.ONCE).orElse(RunPolicy.ON_CHANGE),
        rerun.map(_ -> OnLost.RERUN).orElse(OnLost.REPORT));
  }

  private static Adoption adoption(Mapping spec) {
    return switch (spec.text("adopt").orElse("false")) {
      case "false" -> Adoption.REFUSED;
      case "replace" -> Adoption.REPLACING;
      default -> Adoption.KEEPING;
    };
  }

  /// What it is in a plan.
  ResourceKey key() {
    return switch (kind) {
      case JOB -> ResourceKey.job(name);
      case SERVICE, ENVIRONMENT, DEFAULTS -> ResourceKey.service(serviceName);
    };
  }

  private static void name(Scalar stated, Findings findings) {
    if (stated.style() == Style.PRETENDED) return;
    if (NameChecks.NAME.matcher(stated.text()).matches()) return;
    var sentence = "`" + stated.text() + "` is no name for a service";
    findings.error("name", stated.place(), NameChecks.NAMED, sentence, NameChecks.form());
  }

  private static List<Edge> edges(Mapping spec, String field) {
    var edges = new ArrayList<Edge>();
    var path = Document.SPEC.field(field);
    for (var item : spec.items(field)) {
      switch (item) {
        case Scalar(var to, _, _, var place) ->
            edges.add(new Edge(to, Condition.ROLLED_OUT, place, path.element(to)));
        case Mapping mapping -> {
          var to = mapping.text("service").orElse("");
          var exists = mapping.text("condition").filter("exists"::equals);
          var condition = exists.map(_ -> Condition.EXISTS).orElse(Condition.ROLLED_OUT);
          edges.add(new Edge(to, condition, mapping.place(), path.element(to)));
        }
        case Node.Sequence _ -> {}
      }
    }
    return edges;
  }

  /// Its own word goes over the Environment's.
  private static List<Inputs.Kind> follows(
      Mapping spec, Mapping environment, List<Inputs.Kind> possible) {
    var kinds = new ArrayList<Inputs.Kind>();
    for (var kind : possible) {
      var own = EnvironmentReader.flag(spec, named(kind));
      var common = EnvironmentReader.flag(environment, named(kind));
      if (own.or(() -> common).orElse(false)) kinds.add(kind);
    }
    return kinds;
  }

  private static String named(Inputs.Kind kind) {
    return switch (kind) {
      case IMAGES -> "pinImages";
      case SECRETS -> "rolloutOnSecretChange";
    };
  }

  /// Without what scales it.
  Value.Fields fields() {
    return tree.fields().without(ScalingFields.MEMBER);
  }

  /// Empty where nothing of Berth's is to scale it.
  Optional<Value.Fields> scaling() {
    return tree.fields()
        .at(ScalingFields.MEMBER)
        .map(_ -> tree.fields().fields(ScalingFields.MEMBER));
  }

  Value.Fields definition() {
    return fields().fields("taskDefinition");
  }

  List<Value.Fields> containers() {
    return definition().each("containerDefinitions");
  }

  /// The path of a container, as places and findings have it.
  static Path container(Value.Fields container) {
    return Path.ROOT
        .field("taskDefinition")
        .field("containerDefinitions")
        .element(container.text("name").orElse(""));
  }

  /// Tells something about a path of the fields, unless nobody knows what stands there.
  void tell(Findings findings, String rule, Path path, String sentence, String hint) {
    if (tree.unknown(path)) return;
    findings.error(rule, tree.origin(path), shown(path), sentence, hint);
  }

  static Path shown(Path path) {
    var steps = new ArrayList<>(Document.SPEC.steps());
    steps.addAll(path.steps());
    return new Path(steps);
  }
}
