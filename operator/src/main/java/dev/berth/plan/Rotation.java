package dev.berth.plan;

import dev.berth.model.Inputs;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.SecretName;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which versions of its secrets a service's tasks have, and which are current. ECS
/// reads a secret when a task starts, so that the versions of a deployment are those at its start.
///
/// The tag `berth:secrets` has them in short, with the deployment that did not have them yet: as
/// long as that one is PRIMARY they are an intent.
final class Rotation {
  private static final int DIGITS = 4;
  private static final int NAMED = 2;
  private static final int LONGEST = 60;

  private Rotation() {}

  /// The tag for the versions that are current now; empty where they are not followed or not known,
  /// and where no secret is taken.
  ///
  /// @param replaced the deployment that does not have them; empty where all do
  static Optional<String> mark(Wanted want, String replaced) {
    return want.wiring()
        .inputs()
        .versions()
        .filter(versions -> !versions.isEmpty())
        .map(versions -> new Marks.Versions(hash(versions), replaced, each(versions)).toString());
  }

  /// The tag to write with whatever starts a deployment; none where the tasks have them already.
  static SortedMap<String, String> rolled(Wanted want, LiveService have) {
    var tags = new TreeMap<String, String>();
    var versions = want.wiring().inputs().versions();
    if (versions.filter(current -> has(current, have)).isPresent()) return tags;
    var primary = have.primary().map(deployment -> deployment.id()).orElse("");
    mark(want, primary).ifPresent(mark -> tags.put(Marks.SECRETS, mark));
    return tags;
  }

  private static boolean has(SortedMap<String, String> versions, LiveService have) {
    var primary = have.primary().map(deployment -> deployment.id());
    return have.marks()
        .secrets()
        .filter(mark -> mark.hash().equals(hash(versions)))
        .filter(mark -> !primary.equals(Optional.of(mark.deployment())))
        .isPresent();
  }

  /// The names of the secrets whose current versions the tasks do not have. Nothing on first use:
  /// what the tasks started with nobody wrote down.
  static Optional<String> moved(Wanted want, LiveService have) {
    var mark = have.marks().secrets();
    var versions = want.wiring().inputs().versions();
    if (mark.isEmpty() || versions.filter(some -> !some.isEmpty()).isEmpty())
      return Optional.empty();
    if (has(versions.get(), have)) return Optional.empty();
    return Optional.of(named(versions.get(), mark.get()));
  }

  /// The same, where a restart for the versions of the tag came to nothing: only newer ones count.
  static Optional<String> since(Wanted want, LiveService have) {
    var mark = have.marks().secrets().map(Marks.Versions::hash);
    var current = want.wiring().inputs().versions().map(Rotation::hash);
    return mark.equals(current) ? Optional.empty() : moved(want, have);
  }

  /// A tag of versions that are not followed any more: later it would be about another time.
  static boolean left(Wanted want, LiveService have) {
    var inputs = want.wiring().inputs();
    boolean none = inputs.versions().filter(SortedMap::isEmpty).isPresent();
    return have.marks().secrets().isPresent() && (none || !inputs.follow(Inputs.Kind.SECRETS));
  }

  /// For the tag `berth:restart`: `db-password`, `db-password+api-key`, `db-password+api-key+3`.
  private static String named(SortedMap<String, String> versions, Marks.Versions mark) {
    var known = List.of(mark.each().split("\\."));
    var names = new ArrayList<String>();
    versions.forEach((secret, version) -> {
      if (!known.contains(piece(secret, version))) names.add(name(secret));
    });
    if (names.isEmpty() || mark.each().isEmpty()) return "";
    var first = String.join("+", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? first + "+" + (names.size() - NAMED) : first;
  }

  /// Of a tag's characters, and of these not `@` and `+`, which part its words.
  private static String name(String secret) {
    var shown = SecretName.of(secret).shown().replaceAll("[^A-Za-z0-9_./-]", "_");
    return shown.substring(Math.max(0, shown.length() - LONGEST));
  }

  /// @param names as [#named] wrote them
  static String words(String names) {
    if (names.isEmpty()) return "a secret changed";
    var list = new ArrayList<>(List.of(names.split("\\+")));
    if (list.size() == 1) return "secret " + names + " changed";
    var last = list.getLast();
    if (list.size() > NAMED) list.set(NAMED, last + " more");
    return "secrets " + Words.listed(list) + " changed";
  }

  private static String hash(SortedMap<String, String> versions) {
    var fields = new TreeMap<String, Value>();
    versions.forEach((secret, version) -> fields.put(secret, Value.of(version)));
    return SpecHash.VERSION + "-" + Digest.of(new Fields(fields));
  }

  private static String each(SortedMap<String, String> versions) {
    var pieces = new ArrayList<String>();
    versions.forEach((secret, version) -> pieces.add(piece(secret, version)));
    return String.join(".", pieces);
  }

  private static String piece(String secret, String version) {
    return digits(secret) + digits(version);
  }

  private static String digits(String text) {
    return Digest.of(Value.of(text)).substring(0, DIGITS);
  }
}
