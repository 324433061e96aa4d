package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whom a role trusts: the document of its trust policy, written and read.
final class Trust {
  private static final String ACCOUNT = "\\d{12}";

  private Trust() {}

  /// @param trusted services by their names, accounts by their numbers
  /// @param externalId that accounts must say; none is asked for when empty
  static String of(List<String> trusted, String externalId) {
    var document = Json.object().put("Version", "2012-10-17");
    var statement = document.putArray("Statement").addObject().put("Effect", "Allow");
    var principals = statement.put("Action", "sts:AssumeRole").putObject("Principal");
    put(principals, "Service", trusted.stream().filter(name -> !name.matches(ACCOUNT)).toList());
    put(
        principals,
        "AWS",
        trusted.stream()
            .filter(name -> name.matches(ACCOUNT))
            .map(number -> "arn:aws:iam::" + number + ":root")
            .toList());
    if (!externalId.isEmpty()) {
      statement.putObject("Condition").putObject("StringEquals").put("sts:ExternalId", externalId);
    }
    return Json.write(document);
  }

  private static void put(ObjectNode principals, String kind, List<String> names) {
    if (names.size() == 1) principals.put(kind, names.getFirst());
    if (names.size() > 1) names.forEach(principals.putArray(kind)::add);
  }

  /// Whether somebody of an account may take the role.
  static boolean admits(String document, String account, String externalId) {
    for (var statement : Json.parse(document).path("Statement")) {
      if (!statement.path("Effect").asString("").equals("Allow")) continue;
      if (names(statement.path("Principal").path("AWS"), account) && meets(statement, externalId)) {
        return true;
      }
    }
    return false;
  }

  private static boolean names(JsonNode principals, String account) {
    if (principals.isString()) return of(principals.asString(), account);
    for (var each : principals) {
      if (of(each.asString(""), account)) return true;
    }
    return false;
  }

  private static boolean of(String principal, String account) {
    return principal.equals("*")
        || principal.equals(account)
        || principal.startsWith("arn:aws:iam::" + account + ":");
  }

  private static boolean meets(JsonNode statement, String externalId) {
    var asked = statement.path("Condition").path("StringEquals").path("sts:ExternalId");
    return asked.isMissingNode() || asked.asString("").equals(externalId);
  }
}
