package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.VirtualClock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Roles of IAM and whom they trust, and who calls. Nothing is refused here for want of a
/// permission: the simulation of iam:PassRole alone tells what was stated of the caller.
public final class Roles implements Api {
  private final VirtualClock clock;
  private final Ids ids;
  private final SortedMap<String, Role> roles = new TreeMap<>();
  private final SecurityTokens tokens;

  public Roles(VirtualClock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
    this.tokens = new SecurityTokens(clock, ids.apart("sessions"), roles);
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateRole" -> create(input, caller);
      case "GetRole" -> answer(known(input), caller);
      case "UpdateRole" -> update(input);
      case "UpdateAssumeRolePolicy" -> trust(input);
      case "DeleteRole" -> delete(input);
      case "TagRole", "UntagRole", "ListRoleTags" -> tags(operation, known(input), input);
      case "PutRolePolicy" -> RolePolicies.put(known(input), input);
      case "GetRolePolicy" -> RolePolicies.describe(known(input), input);
      case "DeleteRolePolicy" -> RolePolicies.delete(known(input), input);
      case "ListRolePolicies" -> RolePolicies.list(known(input));
      case "AttachRolePolicy" -> RolePolicies.attach(known(input), input);
      case "DetachRolePolicy" -> RolePolicies.detach(known(input), input);
      case "ListAttachedRolePolicies" -> RolePolicies.listAttached(known(input));
      case "ListInstanceProfilesForRole" -> profiles(input);
      case "SimulatePrincipalPolicy" -> simulate(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// `{"role": NAME, "trusts": ["ecs-tasks.amazonaws.com"]}`; an account is trusted by its number,
  /// and may have to say an `externalId`.
  void state(ObjectNode stated) {
    var name = Json.text(stated, "role", "");
    var trusts = Json.texts(stated, "trusts");
    var trust =
        Trust.of(
            trusts.isEmpty() ? List.of("ecs-tasks.amazonaws.com") : trusts,
            Json.text(stated, "externalId", ""));
    begin(name, "/", trust);
  }

  /// `{"caller": ROLE, "passes": [ROLE]}`: who calls from then on, and which roles it may pass to
  /// any service.
  void stateCaller(ObjectNode stated) {
    var name = Json.text(stated, "caller", "");
    if (!roles.containsKey(name)) {
      state(Json.object().put("role", name));
    }
    tokens.assumed(name, Json.texts(stated, "passes"));
  }

  public SecurityTokens tokens() {
    return tokens;
  }

  private ObjectNode simulate(ObjectNode input) {
    var source = Json.text(input, "PolicySourceArn", "");
    if (!source.matches("arn:aws:iam::\\d+:(role|user)/.+")) {
      throw ApiError.of("InvalidInput", "Invalid Entity Arn: " + source);
    }
    var answer = Json.object().put("IsTruncated", false);
    var results = answer.putArray("EvaluationResults");
    for (var action : Json.texts(input, "ActionNames")) {
      for (var resource : Json.texts(input, "ResourceArns")) {
        boolean may = action.equals("iam:PassRole") && tokens.passes(resource);
        results
            .addObject()
            .put("EvalActionName", action)
            .put("EvalResourceName", resource)
            .put("EvalDecision", may ? "allowed" : "implicitDeny");
      }
    }
    return answer;
  }

  ObjectNode dump() {
    var dump = Json.object();
    roles.forEach((name, role) -> dump.set(name, role.dump()));
    return dump;
  }

  private ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "RoleName", "");
    if (!name.matches("[\\w+=,.@-]{1,64}")) {
      throw ApiError.of("ValidationError", "The specified value for roleName is invalid.");
    }
    if (roles.containsKey(name)) {
      throw ApiError.of("EntityAlreadyExists", "Role with name " + name + " already exists.");
    }
    var trust = document(Json.text(input, "AssumeRolePolicyDocument", ""));
    var tags = Tags.read(Json.items(input, "Tags"), "Key", "Value");
    var role = begin(name, Json.text(input, "Path", "/"), trust);
    role.tags = tags;
    described(role, input);
    return answer(role, caller);
  }

  private Role begin(String name, String path, String trust) {
    var role = new Role(name, path, "AROA" + ids.digits(16), clock.now(), trust);
    roles.put(name, role);
    return role;
  }

  static String document(String text) {
    try {
      Json.parse(text);
    } catch (ApiError e) {
      throw ApiError.of("MalformedPolicyDocument", "This policy contains invalid Json");
    }
    return text;
  }

  private static void described(Role role, ObjectNode input) {
    role.description = Json.text(input, "Description", role.description);
    role.session = Json.integer(input, "MaxSessionDuration", role.session);
  }

  private static ObjectNode answer(Role role, Caller caller) {
    return Json.object().set("Role", role.shown(caller.account()));
  }

  private ObjectNode update(ObjectNode input) {
    described(known(input), input);
    return Json.object();
  }

  private ObjectNode trust(ObjectNode input) {
    known(input).trust = document(Json.text(input, "PolicyDocument", ""));
    return Json.object();
  }

  private static ObjectNode tags(String operation, Role role, ObjectNode input) {
    var tags = new TreeMap<>(role.tags);
    tags.putAll(Tags.read(Json.items(input, "Tags"), "Key", "Value"));
    Json.texts(input, "TagKeys").forEach(tags::remove);
    role.tags = tags;
    var answer = Json.object();
    if (!operation.equals("ListRoleTags")) return answer;
    return answer.put("IsTruncated", false).set("Tags", Tags.write(tags, "Key", "Value"));
  }

  /// There are no instance profiles here.
  private ObjectNode profiles(ObjectNode input) {
    known(input);
    var answer = Json.object().put("IsTruncated", false);
    answer.putArray("InstanceProfiles");
    return answer;
  }

  private ObjectNode delete(ObjectNode input) {
    var role = known(input);
    RolePolicies.none(role);
    roles.remove(role.name);
    return Json.object();
  }

  private Role known(ObjectNode input) {
    var name = Json.text(input, "RoleName", "");
    var role = roles.get(name);
    if (role != null) return role;
    throw ApiError.of("NoSuchEntity", "The role with name " + name + " cannot be found.");
  }
}
