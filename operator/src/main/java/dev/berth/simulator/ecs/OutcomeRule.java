package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What becomes of the containers that match. Every text of the match is a pattern in which `*`
/// stands for anything and `?` for one character; all that is given must match.
///
/// @param times how many containers it applies to, in the order of their tasks; empty means all
record OutcomeRule(
    List<Condition> match, OptionalInt revision, List<Effect> effects, OptionalInt times) {
  private static final Set<String> MATCHES =
      Set.of("family", "service", "container", "image", "environment");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Duration SOON = Duration.ofSeconds(10);

  /// One member of the match.
  record Condition(String what, Pattern pattern) {
    boolean holds(Subject subject) {
      return subject.texts(what).stream().anyMatch(text -> pattern.matcher(text).matches());
    }
  }

  /// A container that is about to be made.
  ///
  /// @param environment each as `NAME=VALUE`
  record Subject(
      String family,
      int revision,
      String service,
      String container,
      String image,
      List<String> environment) {
    List<String> texts(String what) {
      return switch (what) {
        case "family" -> List.of(family);
        case "service" -> List.of(service);
        case "container" -> List.of(container);
        case "image" -> List.of(image);
        default -> environment;
      };
    }
  }

  OutcomeRule {
    match = List.copyOf(match);
    effects = List.copyOf(effects);
  }

  boolean matches(Subject subject) {
    var revisionFits = revision.isEmpty() || revision.getAsInt() == subject.revision();
    return revisionFits && match.stream().allMatch(condition -> condition.holds(subject));
  }

  static OutcomeRule parse(ObjectNode rule) {
    known(rule, "", List.of("match", "outcome", "times"));
    var conditions = new ArrayList<Condition>();
    var revision = OptionalInt.empty();
    for (var member : object(rule, "match").properties()) {
      if (member.getKey().equals("revision")) {
        revision = OptionalInt.of(whole(member.getValue(), "match.revision"));
      } else {
        conditions.add(condition(member.getKey(), member.getValue()));
      }
    }
    var effects = new ArrayList<Effect>();
    for (var member : object(rule, "outcome").properties()) {
      effect(member.getKey(), member.getValue(), effects);
    }
    if (effects.isEmpty()) throw bad("outcome", "says nothing; give one such as exit or crashLoop");
    return new OutcomeRule(conditions, revision, effects, times(rule));
  }

  static OptionalInt times(ObjectNode rule) {
    return rule.has("times")
        ? OptionalInt.of(whole(rule.get("times"), "times"))
        : OptionalInt.empty();
  }

  private static Condition condition(String name, JsonNode value) {
    if (!MATCHES.contains(name)) {
      throw bad(
          "match." + name,
          "unknown; use family, service, container, image, environment" + " or revision");
    }
    if (!value.isString()) throw bad("match." + name, "must be a text");
    var text = value.stringValue();
    if (name.equals("environment") && !text.contains("=")) {
      throw bad("match.environment", "must be NAME=VALUE: " + text);
    }
    return new Condition(name, glob(text));
  }

  private static void effect(String name, JsonNode value, List<Effect> effects) {
    var where = "outcome." + name;
    if (value.isBoolean() && !value.booleanValue()) return;
    effects.add(
        switch (name) {
          case "exit" -> new Effect.Exit(code(value, where, 0), after(value, where));
          case "crashLoop" -> new Effect.CrashLoop(code(value, where, 1), after(value, where));
          case "outOfMemory" -> new Effect.OutOfMemory(after(value, where));
          case "imageMissing" -> plain(new Effect.ImageMissing(), value, where);
          case "unhealthy" -> new Effect.Unhealthy(after(value, where));
          case "neverHealthy" -> plain(new Effect.NeverHealthy(), value, where);
          case "failingTarget" -> new Effect.FailingTarget(after(value, where));
          case "slowStart" -> new Effect.SlowStart(duration(value, where));
          case "neverEnds" -> plain(new Effect.NeverEnds(), value, where);
          case "noCapacity" -> plain(new Effect.NoCapacity(), value, where);
          case "unreachable" -> new Effect.Unreachable(after(value, where));
          case "ignoresStop" -> plain(new Effect.IgnoresStop(), value, where);
          default ->
              throw bad(
                  where,
                  "unknown; use exit, crashLoop, outOfMemory, imageMissing, unhealthy,"
                      + " neverHealthy, failingTarget, slowStart, neverEnds, noCapacity,"
                      + " unreachable or ignoresStop");
        });
  }

  private static Effect plain(Effect effect, JsonNode value, String where) {
    if (!value.isBoolean()) throw bad(where, "must be true or false");
    return effect;
  }

  private static int code(JsonNode value, String where, int otherwise) {
    var code = details(value, where, List.of("code", "after")).get("code");
    if (code == null) return otherwise;
    var number = whole(code, where + ".code");
    if (number > 255) throw bad(where + ".code", "must be from 0 to 255: " + number);
    return number;
  }

  private static Duration after(JsonNode value, String where) {
    var after = details(value, where, List.of("code", "after")).get("after");
    return after == null ? SOON : duration(after, where + ".after");
  }

  /// `true` stands for all defaults.
  private static ObjectNode details(JsonNode value, String where, List<String> names) {
    if (value.isBoolean()) return Json.object();
    if (!(value instanceof ObjectNode object)) throw bad(where, "must be true or an object");
    known(object, where + ".", names);
    return object;
  }

  static Duration duration(JsonNode value, String where) {
    var matcher = DURATION.matcher(value.isString() ? value.stringValue() : "");
    if (!matcher.matches()) throw bad(where, "must be a time such as 500ms, 30s, 5m or 1h");
    var amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  static int whole(JsonNode value, String where) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw bad(where, "must be a whole number, 0 or more");
    }
    return value.intValue();
  }

  static ObjectNode object(ObjectNode rule, String name) {
    var node = Optional.ofNullable(rule.get(name)).orElseGet(Json::object);
    if (node instanceof ObjectNode object) return object;
    throw bad(name, "must be an object");
  }

  static void known(ObjectNode node, String where, List<String> names) {
    for (var member : node.properties()) {
      if (!names.contains(member.getKey())) {
        throw bad(
            where + member.getKey(),
            "unknown; use " + String.join(", ", names.stream().sorted().toList()));
      }
    }
  }

  static Pattern glob(String text) {
    var regex = new StringBuilder();
    for (var each : text.toCharArray()) {
      regex.append(
          switch (each) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(each));
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  static IllegalArgumentException bad(String where, String what) {
    return new IllegalArgumentException(where + ": " + what);
  }
}
