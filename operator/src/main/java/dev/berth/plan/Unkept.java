package dev.berth.plan;

import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.plan.Field.Consequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a service was sent more than once, was answered with success, and does not show.
///
/// A mark with the digest of just these differences stands on the service: as long as nothing else
/// differs, they are told, and neither sent again nor waited for. Any other difference, on either
/// side, is a new one, and all of it is sent.
public final class Unkept {
  private static final String WHY = "ECS does not keep it";

  private Unkept() {}

  /// The differences of a service, with those that its mark covers as what is left.
  static List<Field> left(List<Field> fields, Marks marks) {
    var changing = changing(fields);
    boolean covered = marks.unkept().filter(digest(changing)::equals).isPresent();
    if (!covered || changing.isEmpty()) return fields;
    return fields.stream().map(field -> field.ignored() ? field : ignored(field)).toList();
  }

  private static Field ignored(Field field) {
    var consequence = new Consequence.Ignored(WHY);
    return new Field(field.path(), field.from(), field.to(), field.cause(), consequence);
  }

  private static List<Field> changing(List<Field> fields) {
    return fields.stream().filter(field -> !field.ignored()).toList();
  }

  /// What of a plan's services ECS does not keep, in a sentence.
  public static Optional<String> note(Plan plan) {
    var fields =
        plan.changes().stream()
            .filter(Change.Keep.class::isInstance)
            .map(change -> Scaling.remarks(change, plan).stream().filter(Unkept::left).count())
            .filter(count -> count > 0)
            .toList();
    if (fields.isEmpty()) return Optional.empty();
    long all = fields.stream().mapToLong(Long::longValue).sum();
    return Optional.of(
        "ECS does not keep %s of %s: sent twice, answered with success, and not there. "
                .formatted(Words.counted(all, "field"), Words.counted(fields.size(), "service"))
            + "It is not sent again until something else of the service differs, or by `berth"
            + " retry`");
  }

  static boolean left(Field field) {
    return field.consequence() instanceof Consequence.Ignored(var why) && why.equals(WHY);
  }

  /// The services that a plan updates, with the digests of what differs on them.
  public static SortedMap<ResourceKey, String> updates(Plan plan) {
    var updates = new TreeMap<ResourceKey, String>();
    for (var change : plan.changes()) {
      if (!(change instanceof Change.Update(_, LiveService _, var fields))) continue;
      updates.put(change.key(), digest(changing(fields)));
    }
    return updates;
  }

  /// The same plan, with the mark in the place of what was sent in vain.
  ///
  /// @param vain the digests of it
  public static Plan marking(Plan plan, SortedMap<ResourceKey, String> vain) {
    var actions = new ArrayList<>(plan.actions());
    for (var change : plan.changes()) {
      if (!(change instanceof Change.Update(_, LiveService have, var fields))) continue;
      var digest = Optional.ofNullable(vain.get(change.key()));
      if (digest.filter(digest(changing(fields))::equals).isEmpty()) continue;
      actions.removeIf(action -> action.key().equals(change.key()));
      actions.add(mark(have, digest.get()));
    }
    return new Plan(plan.desired(), plan.observed(), plan.waves(), plan.changes(), actions);
  }

  private static Action mark(LiveService have, String digest) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.UNKEPT, digest);
    return new Action.Tag(have.key(), tags, new Expect.Unchanged(Fingerprint.of(have)), WHY);
  }

  static String digest(List<Field> fields) {
    var values = new ArrayList<Value>();
    for (var field : fields) {
      values.add(Value.of(field.path().toString()));
      values.add(side(field.from()));
      values.add(side(field.to()));
    }
    return Digest.of(Value.items(values));
  }

  private static Value side(Optional<Value> value) {
    return Value.items(value.stream().toList());
  }
}
