package dev.berth.aws;

import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/// To which services the caller may pass roles: IAM simulates what the caller's policies say of
/// iam:PassRole. Source: IAM API reference, SimulatePrincipalPolicy.
final class PassLooks {
  private static final List<String> SERVICES =
      List.of("ecs-tasks.amazonaws.com", "ecs.amazonaws.com");
  private static final Pattern ASSUMED =
      Pattern.compile("arn:[^:]+:sts::\\d+:assumed-role/([^/]+)/.*");

  private final AwsClients clients;

  PassLooks(AwsClients clients) {
    this.clients = clients;
  }

  /// @param roles ARNs of roles that exist
  SortedMap<String, Sighting<List<String>>> look(TreeSet<String> roles) {
    var found = new TreeMap<String, Sighting<List<String>>>();
    if (roles.isEmpty()) return found;
    try {
      var caller = caller();
      if (caller.endsWith(":root")) {
        roles.forEach(role -> found.put(role, new Sighting.Found<>(SERVICES)));
        return found;
      }
      var may = new TreeMap<String, List<String>>();
      roles.forEach(role -> may.put(role, new ArrayList<>()));
      for (var service : SERVICES) {
        for (var role : allowed(caller, roles, service)) may.get(role).add(service);
      }
      may.forEach((role, services) -> found.put(role, new Sighting.Found<>(services)));
    } catch (EcsFailure e) {
      if (e.failure().passing()) throw e;
      Sighting<List<String>> hidden =
          Refusals.hidden(e.failure(), "iam:SimulatePrincipalPolicy and iam:GetRole");
      roles.forEach(role -> found.put(role, hidden));
    }
    return found;
  }

  /// Of a session, the role that it assumed; its path is not in the session's ARN.
  private String caller() {
    var arn = clients.call(() -> clients.identity().getCallerIdentity(r -> {})).arn();
    var assumed = ASSUMED.matcher(arn);
    if (!assumed.matches()) return arn;
    var name = assumed.group(1);
    return clients.call(() -> clients.roles().getRole(r -> r.roleName(name))).role().arn();
  }

  private TreeSet<String> allowed(String caller, TreeSet<String> roles, String service) {
    var context =
        ContextEntry.builder()
            .contextKeyName("iam:PassedToService")
            .contextKeyType(ContextKeyTypeEnum.STRING)
            .contextKeyValues(service)
            .build();
    var pages =
        clients.call(() ->
            clients
                .roles()
                .simulatePrincipalPolicyPaginator(r ->
                    r.policySourceArn(caller)
                        .actionNames("iam:PassRole")
                        .resourceArns(roles)
                        .contextEntries(context))
                .stream()
                .toList());
    var allowed = new TreeSet<String>();
    pages.stream()
        .flatMap(page -> page.evaluationResults().stream())
        .forEach(result -> add(result, allowed));
    allowed.retainAll(roles);
    return allowed;
  }

  /// A result is of one resource, or has one of its own for each.
  private static void add(EvaluationResult result, TreeSet<String> allowed) {
    for (var one : result.resourceSpecificResults()) {
      if (one.evalResourceDecision() == PolicyEvaluationDecisionType.ALLOWED) {
        allowed.add(one.evalResourceName());
      }
    }
    if (!result.resourceSpecificResults().isEmpty()) return;
    if (result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED) {
      allowed.add(result.evalResourceName());
    }
  }
}
