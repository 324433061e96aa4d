package dev.berth.plan;

import dev.berth.model.Live.LiveService;
import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Value.Items;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `ignoreDifferences` names stays as it is live, whatever else is sent: ECS takes a
/// task definition, and most members of a service, only whole.
public final class LeftAlone {
  private static final Path DEFINITION = Path.of(ServiceFields.DEFINITION);

  private final Path path;

  private LeftAlone(Path path) {
    this.path = path;
  }

  /// Whether what is left alone lies in the task definition: no hash of what is wanted tells it.
  public static boolean inDefinition(Wanted want) {
    return want.wiring().ignore().stream().anyMatch(path -> path.startsWith(DEFINITION));
  }

  /// The wanted fields with the live values in the places that are ignored, or denied.
  static Fields in(Wanted want, LiveService have, List<Path> denied) {
    var fields = want.fields();
    var paths = new ArrayList<>(want.wiring().ignore());
    paths.addAll(denied);
    if (paths.isEmpty()) return fields;
    var live = Canonical.stated(whole(want, have));
    for (var path : paths) fields = new LeftAlone(path).group(fields, live, 0);
    return fields;
  }

  /// A definition that was not read is the wanted one.
  private static Fields whole(Wanted want, LiveService have) {
    return have.definition()
        .<Value>map(definition -> definition.fields())
        .or(() -> want.fields().at(ServiceFields.DEFINITION))
        .map(value -> have.fields().with(ServiceFields.DEFINITION, value))
        .orElse(have.fields());
  }

  private Fields group(Fields want, Fields have, int at) {
    var name = path.steps().get(at).word();
    return value(want.at(name), have.at(name), at + 1)
        .map(value -> want.with(name, value))
        .orElse(want.without(name));
  }

  private Optional<Value> value(Optional<Value> want, Optional<Value> have, int at) {
    if (at == path.steps().size()) return have;
    return switch (path.steps().get(at)) {
      case Path.Step.Name _ -> {
        var inner = group(fields(want), fields(have), at);
        yield inner.isEmpty() ? want : Optional.of(inner);
      }
      case Path.Step.Element _ -> elements(items(want), items(have), at);
    };
  }

  /// An element that is ignored as a whole is there if it is live; of any other its own part stays.
  private Optional<Value> elements(List<Value> want, List<Value> have, int at) {
    var identity = ServiceFields.TABLE.identity(general(at));
    if (identity.isEmpty()) return want.isEmpty() ? Optional.empty() : some(want);
    var live = identity.get().index(have);
    var left = new ArrayList<Value>();
    for (var entry : identity.get().keys(want)) {
      var other = Optional.ofNullable(live.remove(entry.key())).filter(_ -> names(entry, at));
      if (!names(entry, at)) left.add(entry.element());
      else if (whole(at)) other.ifPresent(left::add);
      else left.add(other.map(o -> group(entry.element(), o, at + 1)).orElse(entry.element()));
    }
    if (whole(at)) {
      for (var entry : identity.get().keys(have)) {
        if (live.containsKey(entry.key()) && names(entry, at)) left.add(entry.element());
      }
    }
    return left.isEmpty() ? Optional.empty() : some(left);
  }

  private boolean names(Identity.Entry entry, int at) {
    var element = new Path(path.steps().subList(0, at)).element(entry.key());
    return element.within(new Path(path.steps().subList(0, at + 1)));
  }

  /// Whether the path names elements, or the one value that they have beside their identity.
  private boolean whole(int at) {
    var rest = path.steps().subList(at + 1, path.steps().size());
    var single = ServiceFields.TABLE.single(general(at + 1));
    return rest.isEmpty() || rest.size() == 1 && single.equals(Optional.of(rest.getFirst().word()));
  }

  private String general(int end) {
    return FieldTable.general(new Path(path.steps().subList(0, end)));
  }

  private static Optional<Value> some(List<Value> items) {
    return Optional.of(Value.items(items));
  }

  private static Fields fields(Optional<Value> value) {
    return value.map(v -> v instanceof Fields f ? f : Fields.EMPTY).orElse(Fields.EMPTY);
  }

  private static List<Value> items(Optional<Value> value) {
    return value.map(v -> v instanceof Items(var list) ? list : List.<Value>of()).orElse(List.of());
  }
}
