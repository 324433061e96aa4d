package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.Finding;
import dev.berth.model.JobTerms;
import dev.berth.model.Path;
import dev.berth.model.SecretName;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a saved plan holds of a wanted thing: its content, how it hangs together with others, and
/// what it follows.
///
/// @param told with secrets covered
/// @param digest of the whole
record Wish(Fields told, String digest) {
  private static final Fields NONE = Fields.EMPTY;

  static Wish of(Wanted want, Desired desired) {
    var content = Canonical.service(want.fields());
    var rest = rest(want, desired.denied().getOrDefault(want.key(), List.of()));
    var covered = Hidden.in(Path.ROOT, content) instanceof Fields fields ? fields : NONE;
    var versions = want.wiring().inputs().versions().orElseGet(TreeMap::new);
    var told = stated(rest, "secretVersions", named(versions));
    var whole =
        rest.with("fields", content)
            .with("versions", texts(versions))
            .with("followed", Value.of(want.wiring().inputs().versions().isPresent()));
    return new Wish(both(covered, told), Digest.of(whole));
  }

  private static Fields rest(Wanted want, List<Finding> denials) {
    var wiring = want.wiring();
    var edges = wiring.dependsOn().stream().map(e -> e.on() + " " + word(e.condition())).toList();
    var denied = denials.stream().map(Finding::sentence).toList();
    var told =
        listed(
            listed(listed(NONE, "dependsOn", edges), "connectsTo", wiring.connectsTo()),
            "ignoreDifferences",
            wiring.ignore());
    var all =
        listed(told, "denied", denied)
            .with("deadline", Value.of(Durations.text(wiring.deadline())))
            .with("adopt", Value.of(word(wiring.adoption())));
    return want.terms().map(terms -> all.with("terms", terms(terms))).orElse(all);
  }

  private static Fields terms(JobTerms terms) {
    return NONE.with("retries", Value.of(terms.retries()))
        .with("trigger", Value.of(terms.trigger()))
        .with("runPolicy", Value.of(word(terms.runPolicy())))
        .with("onLost", Value.of(word(terms.onLost())));
  }

  /// Secrets by the names that people know; ids of versions tell nothing of their values.
  private static Fields named(SortedMap<String, String> versions) {
    var named = new TreeMap<String, String>();
    versions.forEach((secret, version) -> named.put(SecretName.of(secret).shown(), version));
    return texts(named);
  }

  /// What an environment says that plans of it depend on, beside what is wanted in it.
  static Fields environment(EnvironmentSpec environment) {
    var told =
        NONE.with("cluster", home(environment.cluster()))
            .with("tags", texts(environment.tags()))
            .with("prune", Value.of(word(environment.sync().prune())));
    return environment.namespace().map(home -> told.with("namespace", home(home))).orElse(told);
  }

  private static Fields home(Home home) {
    return NONE.with("name", Value.of(home.name()))
        .with("origin", Value.of(word(home.origin())))
        .with("settings", home.settings());
  }

  private static Fields listed(Fields told, String name, List<?> things) {
    if (things.isEmpty()) return told;
    return told.with(name, Value.texts(things.stream().map(Object::toString).toList()));
  }

  private static Fields stated(Fields told, String name, Fields value) {
    return value.map().isEmpty() ? told : told.with(name, value);
  }

  private static Fields texts(SortedMap<String, String> named) {
    var texts = new TreeMap<String, Value>();
    named.forEach((name, text) -> texts.put(name, Value.of(text)));
    return new Fields(texts);
  }

  private static Fields both(Fields one, Fields other) {
    var all = new TreeMap<>(one.map());
    all.putAll(other.map());
    return new Fields(all);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
