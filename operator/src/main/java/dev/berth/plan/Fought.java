package dev.berth.plan;

import dev.berth.model.ResourceKey.Kind;
import dev.berth.model.Value;
import dev.berth.model.Wanted;
import java.util.List;
import java.util.Optional;

/// A difference that may come back again and again, to be told from any other.
///
/// @param digest of both sides of each field, or of the absence of all
/// @param wish digest of what is wanted
/// @param fields whose, as a diff shows them; none where the thing is not there
public record Fought(String digest, String wish, List<String> fields) {
  private static final String ABSENT = "absent";

  public Fought {
    fields = List.copyOf(fields);
  }

  /// Empty where nothing differs. A Job that runs again is no fight.
  public static Optional<Fought> of(Change change) {
    if (change.key().kind() == Kind.JOB) return Optional.empty();
    return switch (change) {
      case Change.Create(var want) -> Optional.of(new Fought(ABSENT, wish(want), List.of()));
      case Change.Update(var want, _, var fields) -> differing(want, fields);
      case Change.Replace(var want, _, var fields) -> differing(want, fields);
      case Change.Waiting(var then, _) -> of(then);
      case Change.Blocked(var then, _) -> of(then);
      case Change.Restart _, Change.Adopt _, Change.Delete _, Change.Keep _ -> Optional.empty();
    };
  }

  private static Optional<Fought> differing(Wanted want, List<Field> fields) {
    var changing = fields.stream().filter(field -> !field.ignored()).toList();
    if (changing.isEmpty()) return Optional.empty();
    var paths = changing.stream().map(field -> field.path().toString()).toList();
    return Optional.of(new Fought(Unkept.digest(changing), wish(want), paths));
  }

  /// Of what is wanted of a key.
  public static String wish(Wanted want) {
    return Digest.of((Value) Canonical.service(want.fields()));
  }
}
