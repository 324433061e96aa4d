package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Json;
import dev.berth.model.Live;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A plan that was written down, to be carried out as it is or not at all: what is wanted, what was
/// found, the verdicts and the calls of each resource. Values whose names say that they are secret
/// are covered; a digest beside them tells whether they moved.
///
/// @param items by key, in the file's spelling
public record SavedPlan(Fields head, SortedMap<String, Fields> items) {
  private static final int VERSION = 1;
  private static final String KEY = "key";
  private static final String ITEMS = "resources";

  public SavedPlan {
    items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
  }

  /// What became of reading a file.
  public sealed interface Read {
    record Sound(SavedPlan plan) implements Read {}

    record Unsound(String why) implements Read {}
  }

  /// @param depth how deep the world was looked into: to be looked into again as deep
  /// @param berth the version of the program
  public static SavedPlan of(Plan plan, String depth, String berth) {
    var desired = plan.desired();
    var head =
        Fields.EMPTY
            .with("version", Value.of(VERSION))
            .with("berth", Value.of(berth))
            .with("plan", Value.of(PlanHash.of(plan)))
            .with("environment", Value.of(desired.environment().name()))
            .with("owner", Value.of(desired.environment().owner()))
            .with("cluster", Value.of(desired.environment().cluster().name()))
            .with("revision", Value.of(desired.revision()))
            .with("at", Value.of(plan.observed().at().toString()))
            .with("depth", Value.of(depth))
            .with("parameters", parameters(desired))
            .with("settings", Wish.environment(desired.environment()));
    var items = new TreeMap<String, Fields>();
    for (var change : plan.changes()) items.put(change.key().toString(), item(change, plan));
    return new SavedPlan(head, items);
  }

  static Fields parameters(Desired desired) {
    var covered = new TreeMap<String, Value>();
    desired
        .parameters()
        .forEach((name, value) -> covered.put(name, Hidden.named(name, Value.of(value))));
    return new Fields(covered);
  }

  private static Fields item(Change change, Plan plan) {
    var key = change.key();
    var want =
        Optional.ofNullable(plan.desired().wanted().get(key))
            .map(wanted -> Wish.of(wanted, plan.desired()));
    var have = Facts.of(live(change, plan), plan.desired());
    var calls =
        plan.actions().stream()
            .filter(action -> action.key().equals(key))
            .map(ActionValue::of)
            .toList();
    return Fields.EMPTY
        .with(KEY, Value.of(key.toString()))
        .with("verdict", Value.of(Announced.verdict(change)))
        .with("waits", Value.of(change instanceof Change.Waiting))
        .with("fields", Value.items(Announced.fields(change)))
        .with("calls", Value.items(calls))
        .with("want", want.map(Wish::told).orElse(Fields.EMPTY))
        .with("wantDigest", Value.of(want.map(Wish::digest).orElse("")))
        .with("have", have.told())
        .with("haveDigest", Value.of(have.digest()));
  }

  static Optional<Live> live(Change change, Plan plan) {
    return stray(change).or(() -> Optional.ofNullable(plan.observed().live().get(change.key())));
  }

  private static Optional<Live> stray(Change change) {
    return switch (change) {
      case Change.Delete(var have) -> Optional.of(have);
      case Change.Waiting(Change.Delete(var have), _) -> Optional.of(have);
      case Change.Blocked(Change.Delete(var have), _) -> Optional.of(have);
      case Change.Create _, Change.Update _, Change.Replace _, Change.Restart _ -> Optional.empty();
      case Change.Adopt _, Change.Keep _, Change.Waiting _, Change.Blocked _ -> Optional.empty();
    };
  }

  public String hash() {
    return text("plan");
  }

  public String owner() {
    return text("owner");
  }

  public String depth() {
    return text("depth");
  }

  private String text(String name) {
    return head.text(name).orElse("");
  }

  /// JSON, with a digest of all else in it.
  public String text() {
    var whole = head.with(ITEMS, Value.items(List.copyOf(items.values())));
    return Json.pretty(whole.with("digest", Value.of(Digest.of(whole)))) + "\n";
  }

  /// Reads what [#text()] wrote, and nothing else.
  public static Read read(String text) {
    Value parsed;
    try {
      parsed = Json.parse(text);
    } catch (IllegalArgumentException e) {
      return new Read.Unsound("it is no JSON: " + e.getMessage());
    }
    if (!(parsed instanceof Fields whole) || whole.text("digest").isEmpty()) {
      return new Read.Unsound("it is none that `berth diff --out` wrote");
    }
    var version = whole.whole("version").orElse(0);
    if (version != VERSION) {
      var berth = whole.text("berth").map(by -> ", by Berth " + by).orElse("");
      return new Read.Unsound(
          "it is of version %d%s; this Berth reads %d".formatted(version, berth, VERSION));
    }
    var content = whole.without("digest");
    if (!whole.text("digest").equals(Optional.of(Digest.of(content)))) {
      return new Read.Unsound("it was changed after it was written");
    }
    var items = new TreeMap<String, Fields>();
    content.each(ITEMS).forEach(item -> items.put(item.text(KEY).orElse(""), item));
    return new Read.Sound(new SavedPlan(content.without(ITEMS), items));
  }
}
