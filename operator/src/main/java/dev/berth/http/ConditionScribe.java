package dev.berth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.Condition;
import dev.berth.reconcile.Condition.Truth;
import dev.berth.reconcile.Condition.Type;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Standing;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tells a webhook that a condition has another truth than before, signed as GitHub signs.
final class ConditionScribe implements Scribe {
  static final String CHANNEL = "webhook";
  static final String SIGNATURE = "X-Berth-Signature-256";
  private static final int VERSION = 1;

  private final URI to;
  private final Signature signature;
  private final Map<Type, Truth> known = new TreeMap<>();

  ConditionScribe(URI to, Signature signature) {
    this.to = to;
    this.signature = signature;
  }

  @Override
  public List<Letter> write(Event.Stood stood) {
    var letters = new ArrayList<Letter>();
    for (var condition : stood.standing().conditions()) {
      var was = known.put(condition.type(), condition.truth());
      if (was == condition.truth()) continue;
      letters.add(letter(stood.standing(), condition, was == null ? "" : was.word()));
    }
    return letters;
  }

  private Letter letter(Standing standing, Condition condition, String was) {
    var commit = standing.newest().commit().map(Commit::id).orElse("");
    var body =
        Json.compact(
            Fields.EMPTY
                .with("version", Value.of(VERSION))
                .with("environment", Value.of(standing.environment()))
                .with("commit", Value.of(commit))
                .with("condition", Documents.condition(condition))
                .with("was", Value.of(was)));
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put(SIGNATURE, signature.of(body.getBytes(UTF_8)));
    return new Letter(CHANNEL, to, headers, body);
  }
}
