package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live.LiveNamespace;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Observed;
import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What differs on one service, sorted by what it takes.
///
/// @param content what a new deployment or a replacement is needed for
/// @param settings what is written in place
/// @param alone of the settings, what can be written before the content is rolled out
/// @param hash of the wanted content
/// @param settingsHash of the wanted rest
/// @param settingsWanted whether the settings differ since the manifest moved, not by drift
record ServiceFieldsDiff(
    List<Field> fields,
    List<Field> content,
    List<Field> settings,
    List<Field> alone,
    String hash,
    String settingsHash,
    boolean settingsWanted) {
  private static final Path ROLLOUT = Path.of(RolloutFields.MEMBER);
  private static final Path STRATEGY = Path.of(RolloutFields.MEMBER + ".strategy");
  private static final List<Path> CARRIERS =
      List.of(Path.of("loadBalancers"), Path.of("serviceConnectConfiguration"));

  static ServiceFieldsDiff of(Wanted want, LiveService have, Desired desired, Observed observed) {
    var hash = SpecHash.content(want.fields());
    var settingsHash = SpecHash.settings(want.fields());
    // Content that failed was rolled back: nobody drifted, the manifest is what moved.
    boolean failed = have.marks().skip().filter(s -> s.hash().equals(hash)).isPresent();
    boolean applied = have.marks().applied().filter(a -> a.hash().equals(hash)).isPresent();
    boolean arrived = new Rollouts(want, have, observed.at()).arrived();
    boolean contentDrift = applied && arrived && !failed;
    boolean moved = !applied && Images.writtenAsBefore(want, have.marks());
    boolean settingsDrift = have.marks().settings().filter(settingsHash::equals).isPresent();
    var found = new ArrayList<Field>();
    for (var each : differences(want, have, comparable(want, have, observed))) {
      if (Scaling.ours(each, want, desired)) continue;
      var difference = Scaling.left(each, want, observed);
      boolean drift = rolls(difference.consequence()) ? contentDrift : settingsDrift;
      var field = field(difference, want, desired, drift);
      found.add(moved ? Images.told(field, want) : field);
    }
    found.addAll(tags(have, desired));
    var fields = Unkept.left(found, have.marks());
    var content = fields.stream().filter(f -> rolls(f.consequence())).toList();
    var settings =
        fields.stream().filter(f -> f.consequence() instanceof Field.Consequence.InPlace).toList();
    return new ServiceFieldsDiff(
        List.copyOf(fields),
        content,
        settings,
        content.isEmpty() ? settings : alone(settings, content, want, have),
        hash,
        settingsHash,
        !settingsDrift);
  }

  boolean replaces() {
    return fields.stream().anyMatch(f -> f.consequence() instanceof Field.Consequence.Replace);
  }

  /// Another strategy waits for the load balancer, or for Service Connect, without which ECS
  /// refuses it, and what is sent with it waits, too; so does what ECS refuses without that.
  private static List<Field> alone(
      List<Field> settings, List<Field> content, Wanted want, LiveService have) {
    boolean moves = settings.stream().anyMatch(f -> f.path().equals(STRATEGY));
    boolean needs =
        content.stream().anyMatch(f -> CARRIERS.stream().anyMatch(f.path()::startsWith));
    var early = new ArrayList<>(settings);
    if (moves && needs) early.removeIf(field -> field.path().startsWith(ROLLOUT));
    if (Rebalancing.early(want.fields(), have.fields(), paths(early))) return List.copyOf(early);
    early.removeIf(field -> field.path().equals(Rebalancing.PATH));
    return List.copyOf(early);
  }

  /// Without what is left as it is.
  List<Field> changing() {
    return fields.stream().filter(f -> !f.ignored()).toList();
  }

  static List<Path> paths(List<Field> fields) {
    return fields.stream().map(Field::path).filter(path -> !isTag(path)).toList();
  }

  List<Path> paths() {
    return paths(changing());
  }

  static boolean isTag(Path path) {
    return path.startsWith(Path.of("tags"));
  }

  /// A definition that was not read is the wanted one: the tags say so.
  private static List<Difference> differences(Wanted want, LiveService have, Value.Fields service) {
    var definition = have.definition().map(d -> (Value) d.fields());
    var wanted = want.fields().at("taskDefinition");
    var live =
        definition
            .or(() -> wanted)
            .map(value -> service.with("taskDefinition", value))
            .orElse(service);
    var found = new ArrayList<>(FieldDiff.service(want.fields(), live));
    found.removeIf(d -> want.wiring().ignore().stream().anyMatch(d.path()::within));
    if (have.definition().filter(Reading::deregistered).isPresent()) {
      found.add(
          new Difference(
              Path.of("taskDefinition.status"),
              Optional.of(Value.of("INACTIVE")),
              Optional.of(Value.of("ACTIVE")),
              new Field.Consequence.NewDeployment()));
    }
    return found;
  }

  private static Value.Fields comparable(Wanted want, LiveService have, Observed observed) {
    var service = named(have.fields(), want.fields(), observed);
    return TargetPairs.settled(service, want.fields());
  }

  /// ECS gives a namespace back as its ARN, whatever it was called (source: ECS API reference,
  /// ServiceConnectConfiguration). Those that were observed get their name back, unless the
  /// manifest says the ARN, too.
  private static Value.Fields named(Value.Fields service, Value.Fields want, Observed observed) {
    var connect = service.fields("serviceConnectConfiguration");
    var arn = connect.text("namespace");
    if (arn.equals(want.fields("serviceConnectConfiguration").text("namespace"))) return service;
    return observed.live().values().stream()
        .filter(live -> live instanceof LiveNamespace && arn.equals(Optional.of(live.arn())))
        .map(live -> connect.with("namespace", Value.of(live.key().name())))
        .map(named -> service.with("serviceConnectConfiguration", named))
        .findFirst()
        .orElse(service);
  }

  private static boolean rolls(Field.Consequence consequence) {
    return switch (consequence) {
      case Field.Consequence.NewDeployment _, Field.Consequence.Replace _ -> true;
      case Field.Consequence.InPlace _, Field.Consequence.Ignored _ -> false;
      case Field.Consequence.RunAgain _ -> false;
    };
  }

  static Field field(Difference d, Wanted want, Desired desired, boolean drift) {
    var cause = cause(d, want, desired, drift);
    return new Field(d.path(), d.from(), d.to(), cause, d.consequence());
  }

  private static Field.Cause cause(
      Difference difference, Wanted want, Desired desired, boolean drift) {
    if (drift || difference.path().equals(Path.of("taskDefinition.status"))) {
      return new Field.Cause.Drift();
    }
    return Causes.of(difference, want, desired);
  }

  /// Tags of the environment that are missing or differ; others' tags are nobody's business.
  private static List<Field> tags(LiveService have, Desired desired) {
    var fields = new ArrayList<Field>();
    var live = have.marks().tags();
    desired
        .environment()
        .tags()
        .forEach((key, value) -> {
          if (value.equals(live.get(key))) return;
          fields.add(
              new Field(
                  Path.of("tags").element(key),
                  Optional.ofNullable(live.get(key)).map(Value::of),
                  Optional.of(Value.of(value)),
                  new Field.Cause.Manifest(),
                  new Field.Consequence.InPlace()));
        });
    return fields;
  }
}
