package dev.berth.manifest;

import dev.berth.model.Authority;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;

/// A wanted world as one value, so that a file can hold it whole.
final class Readable {
  private Readable() {}

  static Value of(Desired desired) {
    var wanted = new TreeMap<String, Value>();
    desired.wanted().forEach((key, want) -> wanted.put(key.toString(), of(want)));
    return Fields.EMPTY
        .with("environment", of(desired.environment()))
        .with("revision", Value.of(desired.revision()))
        .with("wanted", new Fields(wanted));
  }

  private static Value of(EnvironmentSpec spec) {
    var fields =
        Fields.EMPTY
            .with("owner", Value.of(spec.owner()))
            .with("cluster", of(spec.cluster()))
            .with("tags", Value.tags(spec.tags()))
            .with("sync", Value.of(spec.sync().toString()))
            .with("region", Value.of(spec.region().orElse("")))
            .with("minimumVersion", Value.of(spec.minimumVersion().orElse("")));
    var whole = spec.namespace().map(home -> fields.with("namespace", of(home))).orElse(fields);
    var authority = spec.authority();
    if (authority.equals(Authority.OWN)) return whole;
    return whole.with("authority", Value.of(authority.toString()));
  }

  private static Value of(Home home) {
    return Fields.EMPTY
        .with("name", Value.of(home.name()))
        .with("origin", Value.of(home.origin().toString()))
        .with("settings", home.settings());
  }

  private static Value of(Wanted want) {
    var wiring = want.wiring();
    var gates = new ArrayList<Value>();
    wiring.dependsOn().forEach(edge -> gates.add(Value.of(edge.on() + " " + edge.condition())));
    var parameters = new TreeMap<String, Value>();
    wiring.parameters().forEach((path, name) -> parameters.put(path.toString(), Value.of(name)));
    return Fields.EMPTY
        .with("fields", want.fields())
        .with("dependsOn", Value.items(gates))
        .with(
            "connectsTo", Value.texts(wiring.connectsTo().stream().map(Object::toString).toList()))
        .with("deadline", Value.of(wiring.deadline().toString()))
        .with("ignore", Value.texts(wiring.ignore().stream().map(Path::toString).toList()))
        .with("parameters", new Fields(parameters))
        .with("places", places(wiring.places()));
  }

  private static Value places(SortedMap<Path, Origin> places) {
    var map = new TreeMap<String, Value>();
    places.forEach((path, origin) -> map.put(path.toString(), at(origin)));
    return new Fields(map);
  }

  private static Value at(Origin origin) {
    return Value.of(origin + ":" + origin.column());
  }
}
