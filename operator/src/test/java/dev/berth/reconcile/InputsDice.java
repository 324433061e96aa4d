package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.ImageName;
import dev.berth.model.Inputs;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What services take from beside their manifests: versions of secrets, and the digests of images.
final class InputsDice {
  static final Path IMAGE = Path.of("taskDefinition.containerDefinitions[app].image");

  private static final List<Inputs.Kind> BOTH = List.of(Inputs.Kind.IMAGES, Inputs.Kind.SECRETS);

  private final Dice dice;

  InputsDice(Dice dice) {
    this.dice = dice;
  }

  /// At times a service follows its secrets or its image, and at times nobody knows the digest.
  ///
  /// @param before what was wanted before: an image that is pinned stays so, as a rule
  Desired of(Desired desired, SortedMap<ResourceKey, Wanted> before) {
    var wanted = new TreeMap<>(desired.wanted());
    wanted.replaceAll((key, want) -> {
      if (key.kind() != ResourceKey.Kind.SERVICE) return want;
      var inputs = versions();
      if (dice.in(4)) return want.with(want.fields(), unknown(inputs));
      var old = Optional.ofNullable(before.get(key));
      boolean was = old.filter(o -> !o.wiring().inputs().written().isEmpty()).isPresent();
      return dice.in(was ? 90 : 15) ? pinned(want, inputs) : want.with(want.fields(), inputs);
    });
    return desired.with(wanted);
  }

  private Inputs versions() {
    var inputs = Inputs.following(BOTH);
    if (!dice.in(30)) return inputs;
    var versions = new TreeMap<String, String>();
    versions.put("secret", dice.one(List.of("one", "two")));
    return inputs.secrets(Optional.of(versions));
  }

  private static Inputs unknown(Inputs inputs) {
    var unknown = new TreeMap<Path, String>();
    unknown.put(IMAGE, "nobody knows");
    return inputs.images(new TreeMap<>(), unknown);
  }

  private Wanted pinned(Wanted want, Inputs inputs) {
    var written = image(want.fields());
    var digest = "sha256:" + dice.one(List.of("a", "b", "c")).repeat(64);
    var names = new TreeMap<Path, String>();
    names.put(IMAGE, written);
    var fields = imaged(want.fields(), ImageName.of(written).pinned(digest));
    return want.with(fields, inputs.images(names, new TreeMap<>()));
  }

  /// The fields as the manifest has them.
  static Fields written(Wanted want) {
    var written = Optional.ofNullable(want.wiring().inputs().written().get(IMAGE));
    return written.map(image -> imaged(want.fields(), image)).orElse(want.fields());
  }

  /// With another image, which nobody looked up.
  static Wanted unpinned(Wanted want, Fields fields) {
    var inputs = want.wiring().inputs();
    return want.with(fields, inputs.images(new TreeMap<>(), inputs.unresolved()));
  }

  /// The same, when every image was pushed.
  static Desired resolved(Desired desired) {
    var wanted = new TreeMap<>(desired.wanted());
    wanted.replaceAll((_, want) -> {
      var inputs = want.wiring().inputs();
      return want.with(want.fields(), inputs.images(inputs.written(), new TreeMap<>()));
    });
    return desired.with(wanted);
  }

  private static String image(Fields fields) {
    return fields.fields("taskDefinition").each("containerDefinitions").stream()
        .filter(container -> container.text("name").equals(Optional.of("app")))
        .findFirst()
        .flatMap(container -> container.text("image"))
        .orElseThrow();
  }

  private static Fields imaged(Fields fields, String image) {
    return ServiceDice.container(fields, app -> app.with("image", Value.of(image)));
  }
}
