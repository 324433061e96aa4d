package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.ImageName;
import dev.berth.model.Inputs;
import dev.berth.model.Live.Definition;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;

/// Images whose digests stand in the place of their tags, and those whose digest is not
/// known: then what runs stays.
final class Images {
  private static final String CONTAINERS = "containerDefinitions";
  private static final Path DEFINITION = Path.of(ServiceFields.DEFINITION);

  private Images() {}

  /// The wanted world with, for each image without a digest, the one that the container runs.
  static Desired kept(Desired desired, Observed observed) {
    var wanted = new TreeMap<ResourceKey, Wanted>(desired.wanted());
    wanted.replaceAll((key, want) ->
        want.wiring().inputs().unresolved().isEmpty() ? want : kept(key, want, observed));
    return desired.with(wanted);
  }

  /// A Job keeps the image that it ran only where the manifest names it as before: another one is
  /// to be run first, and what depends on the Job waits for that.
  private static Wanted kept(ResourceKey key, Wanted want, Observed observed) {
    var service = observed.service(key).map(have -> kept(want, have.definition()));
    var job =
        observed
            .job(key)
            .filter(have -> writtenAsBefore(want, have.definition().marks()))
            .map(have -> kept(want, Optional.of(have.definition())));
    return service.or(() -> job).orElse(want);
  }

  private static Wanted kept(Wanted want, Optional<Definition> have) {
    var inputs = want.wiring().inputs();
    var missing = new TreeMap<>(inputs.unresolved());
    var definition = ServiceFields.definition(want.fields());
    var containers = new ArrayList<Value>();
    for (var container : definition.each(CONTAINERS)) {
      var image = running(container, have).filter(_ -> missing.containsKey(image(container)));
      image.ifPresent(_ -> missing.remove(image(container)));
      containers.add(image.map(text -> container.with("image", text)).orElse(container));
    }
    var whole = definition.with(CONTAINERS, Value.items(containers));
    var fields = want.fields().with(ServiceFields.DEFINITION, whole);
    return want.with(fields, inputs.images(inputs.written(), missing));
  }

  /// What the container of that name runs. A definition that was not read is the wanted one.
  private static Optional<Value> running(Fields container, Optional<Definition> have) {
    if (have.isEmpty()) return container.at("image");
    return have.get().fields().each(CONTAINERS).stream()
        .filter(other -> other.at("name").equals(container.at("name")))
        .findFirst()
        .flatMap(other -> other.at("image"));
  }

  private static Path image(Fields container) {
    var name = container.text("name").orElse("");
    return DEFINITION.field(CONTAINERS).element(name).field("image");
  }

  /// Why an image stands in the way of a creation or a replacement.
  static Optional<Change.Why> unresolved(Wanted want) {
    return want.wiring().inputs().unresolved().values().stream()
        .findFirst()
        .map(Change.Why.Unresolved::new);
  }

  /// The tag `berth:images`: what the manifest says, whatever it means today.
  static Optional<String> mark(Wanted want) {
    if (!want.wiring().inputs().follow(Inputs.Kind.IMAGES)) return Optional.empty();
    var written = new TreeMap<String, Value>();
    want.wiring()
        .inputs()
        .written()
        .forEach((at, image) -> written.put(at.toString(), Value.of(image)));
    return Optional.of(SpecHash.VERSION + "-" + Digest.of(new Fields(written)));
  }

  /// Whether the manifest names the images that were rolled out, or run, last.
  static boolean writtenAsBefore(Wanted want, Marks have) {
    return mark(want).isPresent() && mark(want).equals(have.images());
  }

  /// The same field with its cause, where the manifest names the image that it named before.
  static Field told(Field field, Wanted want) {
    var written = Optional.ofNullable(want.wiring().inputs().written().get(field.path()));
    return written
        .filter(_ -> field.from().filter(Images::pinned).isPresent())
        .map(image -> new Field.Cause.Digest(ImageName.of(image).tag()))
        .map(cause -> new Field(field.path(), field.from(), field.to(), cause, field.consequence()))
        .orElse(field);
  }

  private static boolean pinned(Value image) {
    return image instanceof Value.Text(var text) && ImageName.of(text).digest().isPresent();
  }
}
