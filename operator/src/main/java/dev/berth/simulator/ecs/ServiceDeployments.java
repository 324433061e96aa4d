package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations on the records of roll-outs and on service revisions.
final class ServiceDeployments {
  private static final int MOST = 20;

  private final World world;
  private final Rollouts rollouts;
  private final ServiceView view;

  ServiceDeployments(World world, Rollouts rollouts) {
    this.world = world;
    this.rollouts = rollouts;
    this.view = new ServiceView(world);
  }

  private record Found(Service service, ServiceDeployment record) {}

  ObjectNode list(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var service =
        World.service(cluster, Json.text(input, "service", ""))
            .orElseThrow(() -> ApiError.of("ServiceNotFoundException", "Service not found."));
    var statuses = Json.texts(input, "status");
    var created = Json.fields(input, "createdAt");
    var matching =
        service.history.reversed().stream()
            .filter(each -> statuses.isEmpty() || statuses.contains(each.status.name()))
            .filter(each -> within(created, each.createdAt))
            .toList();
    var size = Json.integer(input, "maxResults", MOST);
    if (size < 1 || size > 100) {
      throw ApiError.invalidParameter("maxResults must be between 1 and 100.");
    }
    var page = Page.of(matching, each -> each.arn, Json.text(input, "nextToken", ""), size);
    var answer = Json.object();
    var list = answer.putArray("serviceDeployments");
    page.items().forEach(each -> list.add(brief(service, each)));
    return page.tokenInto(answer, "nextToken");
  }

  private static boolean within(ObjectNode range, Instant moment) {
    var at = Json.epoch(moment).doubleValue();
    if (Json.has(range, "after") && at < range.get("after").doubleValue()) return false;
    return !Json.has(range, "before") || at <= range.get("before").doubleValue();
  }

  private static ObjectNode brief(Service service, ServiceDeployment record) {
    var shown = Json.object().put("serviceDeploymentArn", record.arn);
    shown.put("serviceArn", service.arn).put("clusterArn", service.cluster.arn);
    shown.put("targetServiceRevisionArn", record.deployment.revision.arn());
    shown.put("status", record.status.name());
    if (!record.statusReason.isEmpty()) shown.put("statusReason", record.statusReason);
    shown.put("createdAt", Json.epoch(record.createdAt));
    record.startedAt.ifPresent(time -> shown.put("startedAt", Json.epoch(time)));
    record.finishedAt.ifPresent(time -> shown.put("finishedAt", Json.epoch(time)));
    return shown;
  }

  ObjectNode describe(ObjectNode input) {
    var answer = Json.object();
    var list = answer.putArray("serviceDeployments");
    var failures = answer.putArray("failures");
    for (var arn : arns(input, "serviceDeploymentArns")) {
      var found = find(arn);
      found.ifPresent(each -> list.add(full(each.service(), each.record())));
      if (found.isEmpty()) missing(failures, arn);
    }
    return answer;
  }

  private static List<String> arns(ObjectNode input, String member) {
    var arns = Json.texts(input, member);
    if (arns.isEmpty() || arns.size() > MOST) {
      throw ApiError.invalidParameter(member + " must have 1 to 20 items.");
    }
    return arns;
  }

  private static void missing(ArrayNode failures, String arn) {
    failures.addObject().put("arn", arn).put("reason", "MISSING");
  }

  private Optional<Found> find(String arn) {
    return world
        .services()
        .flatMap(service -> service.history.stream().map(each -> new Found(service, each)))
        .filter(found -> found.record().arn.equals(arn))
        .findFirst();
  }

  static ObjectNode full(Service service, ServiceDeployment record) {
    var shown = brief(service, record);
    shown.remove("targetServiceRevisionArn");
    shown.put("updatedAt", Json.epoch(record.updatedAt));
    var sources = shown.putArray("sourceServiceRevisions");
    record.sources.forEach(each -> sources.add(source(service, record, each)));
    shown.set("targetServiceRevision", target(service, record));
    record
        .shift
        .filter(_ -> record.status != ServiceDeployment.Status.PENDING)
        .ifPresent(shift -> shown.put("lifecycleStage", shift.stage.name()));
    shown.set("deploymentConfiguration", record.configuration.deepCopy());
    record.rollback.ifPresent(back -> {
      var rollback = shown.putObject("rollback").put("reason", back.reason());
      rollback.put("startedAt", Json.epoch(back.startedAt()));
      rollback.put("serviceRevisionArn", back.revision().arn());
    });
    var breaker = Json.fields(record.configuration, "deploymentCircuitBreaker");
    var state = shown.putObject("deploymentCircuitBreaker");
    state.put("status", breakerStatus(record, Json.flag(breaker, "enable", false)));
    state.put("failureCount", record.deployment.failedTasks);
    state.put("threshold", CircuitBreaker.threshold(record.configuration, service.desiredCount));
    shown.set("alarms", alarms(record));
    return shown;
  }

  private static ObjectNode target(Service service, ServiceDeployment record) {
    var shown = ServiceView.counts(service, record.deployment.revision);
    record.shift.ifPresent(shift -> weights(shown, shift.test, shift.production));
    return shown;
  }

  /// What the new revision does not get, the one before it gets.
  private static ObjectNode source(Service service, ServiceDeployment record, Revision revision) {
    var shown = ServiceView.counts(service, revision);
    record.shift.ifPresent(shift -> {
      var blue = shift.blue.filter(each -> each.revision.arn().equals(revision.arn())).isPresent();
      weights(shown, blue ? 100 - shift.test : 0, blue ? 100 - shift.production : 0);
    });
    return shown;
  }

  private static void weights(ObjectNode shown, double test, double production) {
    shown.put("requestedTestTrafficWeight", test);
    shown.put("requestedProductionTrafficWeight", production);
  }

  private static ObjectNode alarms(ServiceDeployment record) {
    var shown = Json.object();
    shown.put("status", alarmStatus(record));
    Alarms.names(record.configuration).forEach(shown.putArray("alarmNames")::add);
    record.triggered.forEach(shown.putArray("triggeredAlarmNames")::add);
    return shown;
  }

  private static String alarmStatus(ServiceDeployment record) {
    if (!Alarms.enabled(record.configuration)) return "DISABLED";
    if (!record.triggered.isEmpty()) return "TRIGGERED";
    return record.status.over() ? "MONITORING_COMPLETE" : "MONITORING";
  }

  private static String breakerStatus(ServiceDeployment record, Boolean enabled) {
    if (!enabled) return "DISABLED";
    if (record.tripped) return "TRIGGERED";
    return record.status.over() ? "MONITORING_COMPLETE" : "MONITORING";
  }

  ObjectNode describeRevisions(ObjectNode input) {
    var answer = Json.object();
    var list = answer.putArray("serviceRevisions");
    var failures = answer.putArray("failures");
    for (var arn : arns(input, "serviceRevisionArns")) {
      var shown =
          world
              .services()
              .flatMap(service ->
                  service.revisions.stream()
                      .filter(each -> each.arn().equals(arn))
                      .map(each -> revision(service, each)))
              .findFirst();
      shown.ifPresent(list::add);
      if (shown.isEmpty()) missing(failures, arn);
    }
    return answer;
  }

  private ObjectNode revision(Service service, Revision revision) {
    var spec = revision.spec();
    var shown = Json.object().put("serviceRevisionArn", revision.arn());
    shown.put("serviceArn", service.arn).put("clusterArn", service.cluster.arn);
    shown.put("taskDefinition", Json.text(spec, "taskDefinition", ""));
    shown.put("createdAt", Json.epoch(revision.createdAt()));
    shown.put("guardDutyEnabled", false);
    for (var member : List.of("loadBalancers", "serviceRegistries")) {
      shown.set(member, spec.get(member).deepCopy());
    }
    view.revision(shown, revision);
    resolved(shown, revision);
    var images = shown.putArray("containerImages");
    var definition = world.definition(Json.text(spec, "taskDefinition", "")).definition();
    for (var each : Json.items(definition, "containerDefinitions")) {
      var image = images.addObject().put("containerName", Json.text(each, "name", ""));
      image.put("image", Json.text(each, "image", ""));
      image.put("imageDigest", TaskView.digest(Json.text(each, "image", "")));
    }
    return shown;
  }

  /// Which of two target groups it runs behind.
  private static void resolved(ObjectNode shown, Revision revision) {
    var balancers = Json.items(revision.spec(), "loadBalancers");
    if (balancers.isEmpty()) return;
    var list = shown.putObject("resolvedConfiguration").putArray("loadBalancers");
    for (var i = 0; i < balancers.size(); i++) {
      var resolved = list.addObject().put("targetGroupArn", revision.groups().get(i));
      var rule =
          Json.text(
              Json.fields(balancers.get(i), "advancedConfiguration"), "productionListenerRule", "");
      if (!rule.isEmpty()) resolved.put("productionListenerRule", rule);
    }
  }

  ObjectNode stop(ObjectNode input) {
    var arn = Json.text(input, "serviceDeploymentArn", "");
    var found =
        find(arn)
            .orElseThrow(() ->
                ApiError.of("ServiceDeploymentNotFoundException", "Service deployment not found."));
    if (!Json.text(input, "stopType", "ROLLBACK").equals("ROLLBACK")) {
      throw ApiError.invalidParameter("The only stop type is ROLLBACK.");
    }
    var record = found.record();
    if (record.status.over()) {
      throw ApiError.of(
          world.switches().at(Switch.STOPPED_DEPLOYMENT),
          "The service deployment is in a terminal state and can't be stopped.");
    }
    if (record.status == ServiceDeployment.Status.PENDING
        || record.status == ServiceDeployment.Status.IN_PROGRESS) {
      request(found.service(), record);
    }
    return Json.object().put("serviceDeploymentArn", arn);
  }

  /// Only a hook that pauses is gone on from, and no deployment here has one.
  ObjectNode proceed(ObjectNode input) {
    var arn = Json.text(input, "serviceDeploymentArn", "");
    if (find(arn).isEmpty()) {
      throw ApiError.of("ServiceDeploymentNotFoundException", "Service deployment not found.");
    }
    throw ApiError.invalidParameter(
        "The service deployment awaits no action of the hook '%s'."
            .formatted(Json.text(input, "hookId", "")));
  }

  /// A first deployment has nothing to go back to: it ends where it is.
  private void request(Service service, ServiceDeployment record) {
    var reason = "Service deployment rollback was requested.";
    if (service.completed.isPresent()) {
      record.turn(ServiceDeployment.Status.ROLLBACK_REQUESTED, reason, world.now());
    } else {
      record.turn(ServiceDeployment.Status.STOPPED, reason, world.now());
      var deployment = service.primary();
      deployment.turn(
          Deployment.Rollout.FAILED,
          "ECS deployment " + deployment.id + " was stopped.",
          world.now());
      CircuitBreaker.idle(service, deployment, world.now());
    }
    rollouts.wake(service);
  }
}
