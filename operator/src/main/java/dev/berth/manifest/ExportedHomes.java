package dev.berth.manifest;

import dev.berth.manifest.Export.Asked;
import dev.berth.model.Finding;
import dev.berth.model.Survey;
import dev.berth.model.Survey.Home;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The Environment of an exported cluster.
final class ExportedHomes {
  private static final String CONNECT = "serviceConnectConfiguration";

  /// What an Environment can say of a cluster that Berth makes.
  private static final List<String> SETTINGS =
      List.of("capacityProviders", "defaultCapacityProviderStrategy", "settings");

  /// What every cluster has, unless its account or somebody says otherwise (source: ECS API
  /// reference, ClusterSetting).
  private static final Fields INSIGHTS =
      Fields.EMPTY.with("name", Value.of("containerInsights")).with("value", Value.of("disabled"));

  private final Survey survey;
  private final Asked asked;
  private final Optional<String> namespace;

  ExportedHomes(Survey survey, Asked asked, Optional<String> namespace) {
    this.survey = survey;
    this.asked = asked;
    this.namespace = namespace;
  }

  /// The ARN of the namespace that most services are in.
  static Optional<String> namespace(Survey survey) {
    var counts = new TreeMap<String, Integer>();
    for (var service : survey.services()) {
      service
          .fields()
          .fields(CONNECT)
          .text("namespace")
          .filter(survey.namespaces()::containsKey)
          .ifPresent(arn -> counts.merge(arn, 1, Integer::sum));
    }
    Optional<String> most = Optional.empty();
    for (var arn : counts.keySet()) {
      if (most.isEmpty() || counts.get(arn) > counts.get(most.get())) most = Optional.of(arn);
    }
    return most;
  }

  Fields spec(Lifted lifted) {
    var spec =
        Fields.EMPTY
            .with("installation", Value.of(asked.installation()))
            .with("region", Value.of(survey.region()))
            .with("cluster", home(survey.cluster(), SETTINGS));
    if (namespace.isPresent()) {
      var home = survey.namespaces().get(namespace.get());
      spec = spec.with("serviceConnectNamespace", home(home, List.of()));
    }
    if (!tags().isEmpty()) spec = spec.with("tags", tags());
    if (!lifted.defaults().isEmpty()) spec = spec.with("defaults", lifted.defaults());
    if (!lifted.blocks().isEmpty()) spec = spec.with("blocks", Value.fields(lifted.blocks()));
    return spec;
  }

  /// What this environment made for itself it makes again; anything else is expected to be there.
  private Fields home(Home home, List<String> settings) {
    var said = Fields.EMPTY.with("name", Value.of(home.name()));
    if (home.marks().owner().filter(asked.owner()::equals).isEmpty()) return said;
    said = said.with("create", Value.of(true));
    for (var name : settings) {
      var value =
          home.settings().items(name).stream().filter(item -> !item.equals(INSIGHTS)).toList();
      if (!value.isEmpty()) said = said.with(name, Value.items(value));
    }
    return said;
  }

  /// The tags that every service bears, but those of Berth and of AWS.
  private Fields tags() {
    var common = new TreeMap<String, Value>();
    var services = survey.services();
    if (services.isEmpty()) return Fields.EMPTY;
    services
        .getFirst()
        .marks()
        .tags()
        .forEach((key, value) -> {
          if (key.startsWith("berth:") || key.startsWith("aws:")) return;
          boolean all = services.stream().allMatch(s -> value.equals(s.marks().tags().get(key)));
          if (all) common.put(key, Value.of(value));
        });
    return new Fields(common);
  }

  List<Finding> remarks() {
    var remarks = new ArrayList<Finding>();
    for (var service : survey.services()) {
      var other = service.fields().fields(CONNECT).text("namespace");
      if (other.isEmpty() || other.equals(namespace)) continue;
      var sentence = service.key().name() + " is in another namespace than most: " + other.get();
      remarks.add(Export.remark("namespace", sentence, "its manifest names it by its ARN"));
    }
    return List.copyOf(remarks);
  }
}
