package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
  private final SecurityTokens tokens = new SecurityTokens();

  public Roles(VirtualClock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  private record Role(String name, String path, String id, Instant at, String trust) {}

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateRole" -> create(input, caller);
      case "GetRole" -> describe(input, caller);
      case "DeleteRole" -> delete(input);
      case "SimulatePrincipalPolicy" -> simulate(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// `{"role": NAME, "trusts": ["ecs-tasks.amazonaws.com"]}`.
  void state(ObjectNode stated) {
    var name = Json.text(stated, "role", "");
    var trusts = Json.texts(stated, "trusts");
    var trust = trust(trusts.isEmpty() ? List.of("ecs-tasks.amazonaws.com") : trusts);
    roles.put(name, new Role(name, "/", "AROA" + ids.digits(16), clock.now(), trust));
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
    roles.forEach((name, role) -> dump.put(name, role.trust()));
    return dump;
  }

  private static String trust(List<String> services) {
    var document = Json.object().put("Version", "2012-10-17");
    var statement = document.putArray("Statement").addObject().put("Effect", "Allow");
    var principals = statement.put("Action", "sts:AssumeRole").putObject("Principal");
    if (services.size() == 1) principals.put("Service", services.getFirst());
    else services.forEach(principals.putArray("Service")::add);
    return Json.write(document);
  }

  private ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "RoleName", "");
    if (!name.matches("[\\w+=,.@-]{1,64}")) {
      throw ApiError.of("ValidationError", "The specified value for roleName is invalid.");
    }
    if (roles.containsKey(name)) {
      throw ApiError.of("EntityAlreadyExists", "Role with name " + name + " already exists.");
    }
    var trust = Json.text(input, "AssumeRolePolicyDocument", "");
    try {
      Json.parse(trust);
    } catch (ApiError e) {
      throw ApiError.of("MalformedPolicyDocument", "This policy contains invalid Json");
    }
    var path = Json.text(input, "Path", "/");
    roles.put(name, new Role(name, path, "AROA" + ids.digits(16), clock.now(), trust));
    return describe(input, caller);
  }

  /// The trust policy comes URL-encoded (source: IAM API reference, GetRole).
  private ObjectNode describe(ObjectNode input, Caller caller) {
    var role = known(input);
    var answer = Json.object();
    var shown = answer.putObject("Role").put("RoleName", role.name()).put("Path", role.path());
    var arn = "arn:aws:iam::" + caller.account() + ":role" + role.path() + role.name();
    shown.put("Arn", arn).put("RoleId", role.id()).put("CreateDate", role.at().toString());
    var encoded = URLEncoder.encode(role.trust(), StandardCharsets.UTF_8).replace("+", "%20");
    shown.put("AssumeRolePolicyDocument", encoded);
    return answer;
  }

  private ObjectNode delete(ObjectNode input) {
    roles.remove(known(input).name());
    return Json.object();
  }

  private Role known(ObjectNode input) {
    var name = Json.text(input, "RoleName", "");
    var role = roles.get(name);
    if (role != null) return role;
    throw ApiError.of("NoSuchEntity", "The role with name " + name + " cannot be found.");
  }
}
