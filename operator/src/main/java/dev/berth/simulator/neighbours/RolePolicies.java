package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// The policies of roles: those written into a role, and those attached to it. They are kept, and
/// nobody is ever refused for want of one.
final class RolePolicies {
  private RolePolicies() {}

  static ObjectNode put(Role role, ObjectNode input) {
    var document = Json.text(input, "PolicyDocument", "");
    role.inline.put(Json.text(input, "PolicyName", ""), Roles.document(document));
    return Json.object();
  }

  static ObjectNode describe(Role role, ObjectNode input) {
    var name = known(role, input);
    var answer = Json.object().put("RoleName", role.name).put("PolicyName", name);
    return answer.put("PolicyDocument", Role.encoded(role.inline.get(name)));
  }

  static ObjectNode delete(Role role, ObjectNode input) {
    role.inline.remove(known(role, input));
    return Json.object();
  }

  private static String known(Role role, ObjectNode input) {
    var name = Json.text(input, "PolicyName", "");
    if (role.inline.containsKey(name)) return name;
    throw ApiError.of("NoSuchEntity", "The role policy with name " + name + " cannot be found.");
  }

  static ObjectNode list(Role role) {
    var answer = Json.object().put("IsTruncated", false);
    role.inline.keySet().forEach(answer.putArray("PolicyNames")::add);
    return answer;
  }

  static ObjectNode attach(Role role, ObjectNode input) {
    var arn = Json.text(input, "PolicyArn", "");
    if (!arn.matches("arn:aws:iam::(aws|\\d{12}):policy/.+")) {
      throw ApiError.of("InvalidInput", "ARN " + arn + " is not valid.");
    }
    role.attached.add(arn);
    return Json.object();
  }

  static ObjectNode detach(Role role, ObjectNode input) {
    var arn = Json.text(input, "PolicyArn", "");
    if (role.attached.remove(arn)) return Json.object();
    throw ApiError.of("NoSuchEntity", "Policy " + arn + " was not found.");
  }

  static ObjectNode listAttached(Role role) {
    var answer = Json.object().put("IsTruncated", false);
    var list = answer.putArray("AttachedPolicies");
    for (var arn : role.attached) {
      var name = arn.substring(arn.lastIndexOf('/') + 1);
      list.addObject().put("PolicyName", name).put("PolicyArn", arn);
    }
    return answer;
  }

  /// Source: IAM API reference, DeleteRole.
  static void none(Role role) {
    if (role.inline.isEmpty() && role.attached.isEmpty()) return;
    throw ApiError.of(
        "DeleteConflict", "Cannot delete entity, must detach all policies first.", 409);
  }
}
