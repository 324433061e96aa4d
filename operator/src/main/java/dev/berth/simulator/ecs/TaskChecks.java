package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// What ECS refuses of a request for tasks, whatever they are made of. Source: ECS API reference,
/// `RunTask`, and "Ensuring idempotency".
final class TaskChecks {
  private static final Pattern STARTED_BY = Pattern.compile("[A-Za-z0-9_/-]{0,128}");
  private static final int LONGEST_TOKEN = 64;
  private static final int LONGEST_OVERRIDES = 8192;

  private TaskChecks() {}

  static void check(ObjectNode input) {
    token(input, LONGEST_TOKEN);
    var startedBy = Json.text(input, "startedBy", "");
    if (!STARTED_BY.matcher(startedBy).matches()) {
      throw ApiError.invalidParameter(
          "startedBy has up to 128 letters, numbers, hyphens, underscores and slashes: '"
              + startedBy
              + "'.");
    }
    ServiceChecks.one(input, "propagateTags", Set.of("TASK_DEFINITION", "NONE"));
    if (Json.write(Json.fields(input, "overrides")).length() > LONGEST_OVERRIDES) {
      throw ApiError.invalidParameter(
          "Overrides can have at most " + LONGEST_OVERRIDES + " characters.");
    }
    if (Json.text(input, "group", "").startsWith("service:")) {
      throw ApiError.invalidParameter("Invalid group name: 'service:' is reserved.");
    }
  }

  /// Of the visible characters of ASCII.
  static void token(ObjectNode input, int longest) {
    var token = Json.text(input, "clientToken", "");
    if (token.length() <= longest && token.matches("[!-~]*")) return;
    throw ApiError.invalidParameter(
        "A client token has up to %d visible characters of ASCII: '%s'.".formatted(longest, token));
  }
}
