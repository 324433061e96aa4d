package dev.berth.plan;

import dev.berth.model.Finding.Origin;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// All that is known of one path of one service: what Berth knows of the member, both sides in
/// canonical form, who decided them, and what follows.
///
/// @param facts in the order to be read
public record Explanation(
    ResourceKey key, Path path, SequencedMap<String, String> facts, Standing standing) {
  /// Stand in the service's own file, wherever their defaults come from.
  private static final Path CONTAINERS = Path.of("taskDefinition.containerDefinitions");

  public enum Standing {
    SAME,
    IGNORED,
    DIFFERS
  }

  public Explanation {
    facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
  }

  /// For each service that has something there, on either side, or differs there.
  ///
  /// @param plan with every task definition read
  /// @param path as a diff shows it
  public static List<Explanation> of(Plan plan, Path path) {
    var told = new ArrayList<Explanation>();
    for (var want : plan.desired().wanted().values()) {
      var live = plan.observed().service(want.key());
      if (live.isEmpty()) continue;
      new Side(want, live.get(), plan, path).explained().ifPresent(told::add);
    }
    return List.copyOf(told);
  }

  private record Side(Wanted want, LiveService have, Plan plan, Path path) {
    Optional<Explanation> explained() {
      var wanted = at(Canonical.service(want.fields()));
      var live = at(Canonical.service(whole()));
      var field = differing();
      if (wanted.isEmpty() && live.isEmpty() && field.isEmpty() && !named()) {
        return Optional.empty();
      }
      var facts = new LinkedHashMap<String, String>();
      ServiceFields.TABLE.row(path).ifPresent(row -> facts.putAll(RowWords.of(row)));
      facts.put("want", wanted.map(this::shown).orElse("its default, or nothing"));
      facts.put("set by", setter());
      facts.put("have", live.map(this::shown).orElse("its default, or nothing"));
      boolean ignored = want.wiring().ignore().stream().anyMatch(path::within);
      facts.put(
          "so", field.map(Side::told).orElse(ignored ? "ignoreDifferences names it" : "same"));
      var standing = ignored ? Standing.IGNORED : Standing.SAME;
      return Optional.of(
          new Explanation(want.key(), path, facts, field.map(Side::standing).orElse(standing)));
    }

    /// Whether every service has such a member, be it at its default.
    private boolean named() {
      return ServiceFields.TABLE.row(path).filter(row -> !row.dropped()).isPresent()
          && path.steps().stream().noneMatch(Path.Step.Element.class::isInstance);
    }

    private Fields whole() {
      return have.definition()
          .map(definition -> have.fields().with(ServiceFields.DEFINITION, definition.fields()))
          .orElse(have.fields());
    }

    private String shown(Value value) {
      return Words.shown(Hidden.in(path, value));
    }

    /// The difference at the path, around it, or the first below it.
    private Optional<Field> differing() {
      return ServiceFieldsDiff.of(want, have, plan.desired(), plan.observed()).fields().stream()
          .filter(field -> field.path().startsWith(path) || path.startsWith(field.path()))
          .findFirst();
    }

    private static Standing standing(Field field) {
      return field.ignored() ? Standing.IGNORED : Standing.DIFFERS;
    }

    private static String told(Field field) {
      var cause = PlanView.words(field.cause());
      return field.path() + " differs: " + PlanView.words(field.consequence()) + ", by " + cause;
    }

    private String setter() {
      if (at(want.fields()).isEmpty()) return "nobody: what is not stated means AWS's default";
      var place = place(path);
      var told = place.map(Origin::toString).orElse("the manifest");
      var own = place(CONTAINERS).map(Origin::file);
      if (place.isPresent() && !own.equals(place.map(Origin::file))) {
        told += ", a default of the environment";
      }
      return parameter().map(name -> " with parameter " + name).map(told::concat).orElse(told);
    }

    private Optional<Origin> place(Path where) {
      var places = want.wiring().places();
      var at = where;
      while (!places.containsKey(at) && !at.steps().isEmpty()) {
        at = new Path(at.steps().subList(0, at.steps().size() - 1));
      }
      return Optional.ofNullable(places.get(at));
    }

    private Optional<String> parameter() {
      return want.wiring().parameters().entrySet().stream()
          .filter(e -> e.getKey().startsWith(path) || path.startsWith(e.getKey()))
          .map(Map.Entry::getValue)
          .findFirst();
    }

    private Optional<Value> at(Fields tree) {
      return Leaves.at(tree, path);
    }
  }
}
